package dev.terrace.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said while somebody is asked. */
final class ConsoleTest {

  /** Somebody is asked, and has not answered yet. */
  private static final class Asked implements AutoCloseable {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final InputStream before = System.in;
    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final Console console;
    private final CompletableFuture<String> answer;

    Asked(boolean terminal) throws Exception {
      PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
      console = new Console(err, err, terminal, false);
      System.setIn(new PipedInputStream(keyboard));
      answer = CompletableFuture.supplyAsync(() -> console.ask("Apply? [y/N/all]"));
      while (!said().contains("Apply?")) {
        Thread.sleep(10);
      }
    }

    String said() {
      return said.toString(StandardCharsets.UTF_8);
    }

    void type(String text) throws IOException {
      keyboard.write(text.getBytes(StandardCharsets.UTF_8));
    }

    String answer() throws Exception {
      return answer.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
      System.setIn(before);
      keyboard.close();
    }
  }

  @Test
  @Timeout(30)
  void work_goes_on_while_a_question_waits_and_is_heard_of_afterwards() throws Exception {
    try (Asked asked = new Asked(true)) {
      Console console = asked.console;
      CompletableFuture.runAsync(
              () -> {
                console.passing("works");
                console.beat();
                console.note("one");
                console.result("two");
                console.endPassing();
              })
          .get(10, TimeUnit.SECONDS);
      assertThat(asked.said()).isEqualTo("Apply? [y/N/all] ");

      asked.type("Y\nall\n");
      assertThat(asked.answer()).isEqualTo("y");
      assertThat(asked.said()).isEqualTo("Apply? [y/N/all] one\ntwo\n");
      assertThat(console.ask("And this?")).isEqualTo("all");

      console.withdrawQuestions();
      assertThat(console.asksNoMore()).isTrue();
      assertThat(console.ask("Nobody answers")).isEmpty();
      assertThat(asked.said()).doesNotContain("Nobody");
    }
  }

  @Test
  @Timeout(30)
  void a_last_word_does_not_wait_for_an_answer() throws Exception {
    try (Asked asked = new Asked(false)) {
      CompletableFuture.runAsync(() -> asked.console.lastWord("Interrupted"))
          .get(10, TimeUnit.SECONDS);

      assertThat(asked.said()).isEqualTo("Apply? [y/N/all] Interrupted\n");
      asked.type("y\n");
      assertThat(asked.answer()).isEqualTo("y");
    }
  }

  @Test
  @Timeout(30)
  void an_answer_that_cannot_be_read_is_an_error_and_the_next_question_may_come() {
    Console console = new Console(System.out, System.err, false, false);
    InputStream before = System.in;
    System.setIn(
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the terminal is gone");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        });
    try {
      for (int times = 0; times < 2; times++) {
        assertThatThrownBy(() -> console.ask("Apply?"))
            .isInstanceOf(UncheckedIOException.class)
            .hasMessageContaining("the terminal is gone");
      }
    } finally {
      System.setIn(before);
    }
  }
}
