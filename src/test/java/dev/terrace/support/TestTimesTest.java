package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.TestTimes.Row;
import dev.terrace.terraform.CommandTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTimesTest {
  private static final Instant BEGIN = Instant.parse("2026-01-31T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void classes_of_this_run_are_listed_the_longest_first() throws IOException {
    report("a", "1.5", BEGIN);
    report("b", "1,002.25", BEGIN.plusSeconds(1));
    report("of.an.earlier.Run", "9", BEGIN.minusSeconds(1));

    Path cpu = Files.writeString(folder.resolve("cpu"), "a 1250\n");

    assertThat(TestTimes.classes(folder, BEGIN, TestTimes.cpu(cpu)))
        .containsExactly(new Row("b", 1002.25, 0, 3), new Row("a", 1.5, 1.25, 3));
    assertThat(TestTimes.classes(folder.resolve("nowhere"), BEGIN, Map.of())).isEmpty();
    assertThat(TestTimes.cpu(folder.resolve("nowhere"))).isEmpty();
  }

  @Test
  void terraform_commands_are_counted_and_added_up() throws IOException {
    Path file = folder.resolve("times");
    Map<String, String> variables = Map.of(CommandTimes.VARIABLE, file.toString());
    CommandTimes.note(variables, List.of("-chdir=x", "plan", "-json"), System.nanoTime());
    CommandTimes.note(variables, List.of("plan"), System.nanoTime() - 2_000_000_000L);
    CommandTimes.note(variables, List.of("apply"), System.nanoTime() - 5_000_000_000L);
    CommandTimes.note(Map.of(), List.of("apply"), System.nanoTime());

    List<Row> rows = TestTimes.terraform(file);

    assertThat(rows).extracting(Row::name).containsExactly("apply", "plan");
    assertThat(rows).extracting(Row::count).containsExactly(1L, 2L);
    assertThat(rows.get(0).seconds()).isBetween(5.0, 6.0);
    assertThat(rows.get(1).seconds()).isBetween(2.0, 3.0);
  }

  private void report(String name, String seconds, Instant written) throws IOException {
    Path file = folder.resolve("TEST-" + name + ".xml");
    Files.writeString(
        file,
        "<?xml version=\"1.0\"?>\n<testsuite xmlns:xsi=\"x\" name=\""
            + name
            + "\" time=\""
            + seconds
            + "\" tests=\"3\" errors=\"0\">\n</testsuite>\n");
    Files.setLastModifiedTime(file, FileTime.from(written));
  }
}
