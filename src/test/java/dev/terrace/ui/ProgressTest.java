package dev.terrace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.terraform.UiMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed while a step lasts, with a clock that the test sets. */
final class ProgressTest {
  private static final String STACK = "coder/production/data";

  @TempDir private Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private final Console plain = new Console(err, err, false, false, nanos::get);

  @Test
  void a_lasting_step_is_reported_before_ten_seconds_of_silence() {
    plain.passing("reading the state of " + STACK);

    passSeconds(45);

    assertThat(lines())
        .containsExactly(
            "still reading the state of coder/production/data, 9 s",
            "still reading the state of coder/production/data, 18 s",
            "still reading the state of coder/production/data, 27 s",
            "still reading the state of coder/production/data, 36 s",
            "still reading the state of coder/production/data, 45 s");
  }

  @Test
  void other_lines_put_the_report_off() {
    plain.passing("reading");
    passSeconds(8);
    plain.note("a line");
    passSeconds(8);

    assertThat(lines()).containsExactly("a line");
  }

  @Test
  void nothing_is_reported_when_nothing_is_running() {
    plain.passing("reading");
    plain.endPassing();
    passSeconds(60);

    assertThat(lines()).isEmpty();
  }

  @Test
  void a_step_names_how_long_it_took_the_last_time() {
    StepTimes.in(folder).record(STACK, "planning", Duration.ofSeconds(62));
    StackProgress progress = progress();

    progress.step("planning", 0);
    passSeconds(20);

    assertThat(lines())
        .containsExactly(
            "[2/4] coder/production/data: planning",
            "[2/4] coder/production/data: planning, 9 s; usually about 62 s",
            "[2/4] coder/production/data: still planning, 18 s; usually about 62 s");
  }

  @Test
  void a_step_without_an_earlier_run_names_no_usual_time() {
    StackProgress progress = progress();
    progress.step("applying", 3);
    progress.accept(new UiMessage.Started("aws_vpc.a", "create", ""));
    progress.accept(new UiMessage.Finished("aws_vpc.a", "create", "vpc-1", 1));
    progress.accept(new UiMessage.Started("aws_subnet.b", "create", ""));
    passSeconds(18);

    assertThat(lines())
        .endsWith("[2/4] coder/production/data: still applying 1/3, 18 s, at aws_subnet.b");
  }

  @Test
  void steps_that_end_well_are_recorded_and_others_are_not() {
    StackProgress progress = progress();
    progress.step("planning", 0);
    passSeconds(30);
    progress.step("applying", 5);
    passSeconds(70);
    progress.say("applied in 100 s");
    progress.step("planning again", 0);
    passSeconds(5);

    assertThat(StepTimes.in(folder).last(STACK, "planning")).contains(Duration.ofSeconds(30));
    assertThat(StepTimes.in(folder).last(STACK, "applying")).contains(Duration.ofSeconds(70));
    assertThat(StepTimes.in(folder).last(STACK, "planning again")).isEmpty();
  }

  @Test
  void a_line_that_is_not_understood_counts_as_unknown() throws IOException {
    Files.writeString(
        folder.resolve("step-times.tsv"), "broken\n" + STACK + "\tplanning\tsoon\nx\ty\t7\n");

    assertThat(StepTimes.in(folder).last(STACK, "planning")).isEmpty();
    assertThat(StepTimes.in(folder).last("x", "y")).contains(Duration.ofSeconds(7));
  }

  @Test
  void on_a_terminal_the_line_is_rewritten_in_place() {
    Console terminal = new Console(err, err, true, false, nanos::get);
    terminal.passing("reading");
    nanos.addAndGet(Duration.ofSeconds(12).toNanos());
    terminal.beat();
    terminal.endPassing();

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualTo("reading\r\u001b[Kstill reading, 12 s\r\u001b[K");
  }

  private StackProgress progress() {
    return new StackProgress(plain, "[2/4] " + STACK, StepTimes.in(folder), STACK, nanos::get);
  }

  private void passSeconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      plain.beat();
    }
  }

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
