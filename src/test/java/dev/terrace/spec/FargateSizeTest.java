package dev.terrace.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Problem;
import dev.terrace.config.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FargateSizeTest {

  @ParameterizedTest
  @CsvSource({"256,512", "512,4096", "1024,2048", "4096,30720", "8192,61440", "16384,122880"})
  void sizes_of_the_documentation_are_taken(int cpu, int memoryMiB) {
    assertThat(problems(cpu, memoryMiB)).isEmpty();
  }

  @Test
  void memory_must_belong_to_the_cpu() {
    assertThat(problems(256, 4096))
        .containsExactly("memoryMiB: must be one of [512, 1024, 2048] with cpu 256, got 4096");
  }

  @Test
  void cpu_units_that_no_task_has_are_reported_alone() {
    assertThat(problems(300, 4096))
        .containsExactly("cpu: must be one of [256, 512, 1024, 2048, 4096, 8192, 16384], got 300");
  }

  @Test
  void missing_values_were_reported_when_they_were_read() {
    assertThat(problems(null, null)).isEmpty();
    assertThat(problems(256, null)).isEmpty();
  }

  private static List<String> problems(Integer cpu, Integer memoryMiB) {
    Problems problems = Problems.locatedBy(path -> path);
    new FargateSize(cpu, memoryMiB).check(problems);
    return problems.list().stream().map(Problem::toString).toList();
  }
}
