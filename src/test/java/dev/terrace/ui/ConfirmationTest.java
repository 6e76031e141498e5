package dev.terrace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Questions before something is changed. */
final class ConfirmationTest {
  @Test
  void what_is_shown_before_a_question_is_not_shown_where_yes_was_given() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Console console = new Console(stream, stream, true, false);

    assertThat(
            Confirmation.of(console, true, "deploy")
                .given("Apply?", () -> console.note("the plan")))
        .isTrue();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
