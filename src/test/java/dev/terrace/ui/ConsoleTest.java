package dev.terrace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said while somebody is asked. */
final class ConsoleTest {

  @Test
  @Timeout(30)
  void work_goes_on_while_a_question_waits_and_is_heard_of_afterwards() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    Console console = new Console(err, err, true, false);
    InputStream before = System.in;
    try (PipedOutputStream keyboard = new PipedOutputStream()) {
      System.setIn(new PipedInputStream(keyboard));
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(() -> console.ask("Apply? [y/N/all]"));
      while (!said.toString(StandardCharsets.UTF_8).contains("Apply?")) {
        Thread.sleep(10);
      }
      CompletableFuture.runAsync(
              () -> {
                console.passing("works");
                console.beat();
                console.note("one");
                console.result("two");
                console.endPassing();
              })
          .get(10, TimeUnit.SECONDS);
      assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo("Apply? [y/N/all] ");

      keyboard.write("Y\nall\n".getBytes(StandardCharsets.UTF_8));
      assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("y");
      assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo("Apply? [y/N/all] one\ntwo\n");
      assertThat(console.ask("And this?")).isEqualTo("all");

      console.withdrawQuestions();
      assertThat(console.asksNoMore()).isTrue();
      assertThat(console.ask("Nobody answers")).isEmpty();
      assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("Nobody");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  @Timeout(30)
  void a_last_word_does_not_wait_for_an_answer() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    Console console = new Console(err, err, false, false);
    InputStream before = System.in;
    try (PipedOutputStream keyboard = new PipedOutputStream()) {
      System.setIn(new PipedInputStream(keyboard));
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(() -> console.ask("Apply? [y/N/all]"));
      while (!said.toString(StandardCharsets.UTF_8).contains("Apply?")) {
        Thread.sleep(10);
      }

      CompletableFuture.runAsync(() -> console.lastWord("Interrupted")).get(10, TimeUnit.SECONDS);

      assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo("Apply? [y/N/all] Interrupted\n");
      keyboard.write("y\n".getBytes(StandardCharsets.UTF_8));
      assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("y");
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      System.setIn(before);
    }
  }
}
