package dev.terrace.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Problem;
import dev.terrace.config.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceSpecTest {

  @ParameterizedTest
  @CsvSource({
    "256, 512, true",
    "256, 1024, true",
    "256, 2048, true",
    "256, 3072, false",
    "512, 512, false",
    "512, 1024, true",
    "512, 4096, true",
    "512, 5120, false",
    "1024, 1024, false",
    "1024, 2048, true",
    "1024, 8192, true",
    "1024, 9216, false",
    "2048, 4096, true",
    "2048, 16384, true",
    "2048, 17408, false",
    "4096, 8192, true",
    "4096, 30720, true",
    "4096, 31744, false",
    "8192, 16384, true",
    "8192, 20480, true",
    "8192, 17408, false",
    "8192, 61440, true",
    "16384, 32768, true",
    "16384, 40960, true",
    "16384, 122880, true",
    "16384, 36864, false",
    "128, 512, false"
  })
  void sizes_are_those_of_fargate(int cpu, int memoryMiB, boolean there) {
    assertThat(problems(service("image:1", cpu, memoryMiB)).isEmpty()).isEqualTo(there);
  }

  @ParameterizedTest
  @CsvSource({
    "ghcr.io/coder/coder:latest, true",
    "ghcr.io/berriai/litellm:main-latest, true",
    "ghcr.io/coder/coder, true",
    "registry:5000/coder, true",
    "registry:5000/coder:1.2.3, false",
    "langfuse/langfuse:3, false",
    "coder@sha256:0123, false",
    "coder:latest@sha256:0123, false"
  })
  void a_tag_that_moves_is_known(String image, boolean moves) {
    assertThat(service(image, 256, 512).hasMovingTag()).isEqualTo(moves);
  }

  @Test
  void what_is_left_out_has_a_default() {
    ServiceSpec service = service("image:1", 256, 512);

    assertThat(service.layer()).isEqualTo("platform");
    assertThat(service.desiredCount()).isEqualTo(1);
    assertThat(service.startSeconds()).isEqualTo(60);
    assertThat(service.ports()).containsExactly(80);
    assertThat(service.fromWorkspaces()).isFalse();
    assertThat(service.singleWriter()).isFalse();
    assertThat(service.fewestTasks()).isEqualTo(1);
  }

  private static List<String> problems(ServiceSpec service) {
    Problems problems = Problems.of("service");
    service.check(problems);
    return problems.list().stream().map(Problem::toString).toList();
  }

  private static ServiceSpec service(String image, int cpu, int memoryMiB) {
    return new ServiceSpec(
        null, image, cpu, memoryMiB, 80, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null);
  }
}
