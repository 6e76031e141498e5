package dev.terrace.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.ui.Console;
import dev.terrace.ui.Ui;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class StackTasksTest {
  private static final StackId FIRST = new EnvironmentId("shop", "test").stack("network");
  private static final StackId SECOND = new EnvironmentId("shop", "test").stack("data");

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
  private final Ui ui = new Console(stream, stream, false, false);

  @Test
  void the_first_is_heard_first_though_the_second_ends_earlier() {
    CountDownLatch ended = new CountDownLatch(1);
    try (StackTasks<String> tasks = new StackTasks<>(ui, 2)) {
      tasks.add(
          FIRST,
          own -> {
            own.note("first begins");
            await(ended);
            own.note("first ends");
            return Optional.of("one");
          });
      tasks.add(
          SECOND,
          own -> {
            own.warn("second");
            ended.countDown();
            return Optional.of("two");
          });

      assertThat(tasks.take(FIRST)).contains("one");
      assertThat(tasks.take(SECOND)).contains("two");
    }

    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualTo("first begins\nfirst ends\nwarning: second\n");
  }

  @Test
  void a_failure_is_thrown_in_its_turn() {
    try (StackTasks<String> tasks = new StackTasks<>(ui, 1)) {
      tasks.add(
          FIRST,
          own -> {
            throw new IllegalArgumentException("broken");
          });
      tasks.add(SECOND, own -> Optional.of("two"));

      assertThat(tasks.take(SECOND)).contains("two");
      assertThatThrownBy(() -> tasks.take(FIRST)).hasMessage("broken");
    }
  }

  @Test
  void what_is_discarded_has_ended_and_is_not_heard() {
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    try (StackTasks<String> tasks = new StackTasks<>(ui, 1)) {
      tasks.add(FIRST, slow(begun, ended));
      await(begun);

      assertThat(tasks.discard(FIRST)).contains("done");
      assertThat(ended).isTrue();
    }
    assertThat(said.size()).isZero();
  }

  @Test
  void after_the_end_nothing_is_at_work_and_nothing_begins() {
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean second = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    StackTasks<String> tasks = new StackTasks<>(ui, 1);
    tasks.add(FIRST, slow(begun, ended));
    tasks.add(
        SECOND,
        own -> {
          second.set(true);
          return Optional.empty();
        });
    await(begun);

    tasks.close();

    assertThat(ended).isTrue();
    assertThat(second).isFalse();
    assertThat(tasks.hasBegun(FIRST)).isTrue();
    assertThat(tasks.hasBegun(SECOND)).isFalse();
    assertThat(tasks.take(SECOND)).isEmpty();
  }

  private static Function<Ui, Optional<String>> slow(CountDownLatch begun, AtomicBoolean ended) {
    return own -> {
      begun.countDown();
      own.note("not heard");
      pause();
      ended.set(true);
      return Optional.of("done");
    };
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
