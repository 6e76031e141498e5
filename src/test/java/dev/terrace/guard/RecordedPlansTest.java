package dev.terrace.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.terraform.scan.PlanScan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans of the real Terraform: not one that loses data passes, and no other is refused. */
final class RecordedPlansTest {
  private static final Path FOLDER = Path.of("src/test/resources/guard/recorded");

  static Stream<Path> harmless() throws IOException {
    return plans("harmless");
  }

  private static Stream<Path> plans(String kind) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
      return files.sorted().toList().stream();
    }
  }

  private static List<Refusal> refusals(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return PlanGuard.refusals(PlanScan.read(in));
    }
  }

  @Test
  void every_destructive_plan_is_refused_with_its_reason() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : plans("destructive").toList()) {
      List<Refusal> refusals = refusals(file);
      assertThat(refusals).as(file.toString()).isNotEmpty();
      text.append(file.getFileName().toString().replace(".json", "")).append('\n');
      for (Refusal each : refusals) {
        text.append("  ").append(each.address()).append(' ').append(each.describe()).append('\n');
        each.kept().ifPresent(move -> text.append("    moved to ").append(move.to()).append('\n'));
      }
    }
    Path expected = FOLDER.resolve("refusals.txt");
    if (Boolean.getBoolean("terrace.update")) {
      Files.writeString(expected, text.toString());
    }
    assertThat(text).hasToString(Files.readString(expected));
    assertThat(plans("destructive")).hasSizeGreaterThanOrEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void a_harmless_plan_passes_without_a_word(Path file) throws IOException {
    assertThat(refusals(file)).isEmpty();
  }

  @Test
  void harmless_plans_are_no_smaller_family() throws IOException {
    Map<String, Integer> changes = new TreeMap<>();
    for (Path file : harmless().toList()) {
      try (InputStream in = Files.newInputStream(file)) {
        changes.put(file.getFileName().toString(), PlanScan.read(in).changes().size());
      }
    }
    assertThat(changes).hasSizeGreaterThanOrEqualTo(25).containsEntry("from-nothing.json", 28);
  }
}
