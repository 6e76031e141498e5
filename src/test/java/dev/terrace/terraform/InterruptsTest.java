package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

final class InterruptsTest {
  private final Interrupts interrupts = new Interrupts();

  /** Ends, and is forgotten, as soon as it is told to. */
  private final class QuickProcess extends Process {
    private boolean ended;

    @Override
    public void destroy() {
      ended = true;
      interrupts.forget(this);
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() {
      return 0;
    }

    @Override
    public int exitValue() {
      return 0;
    }
  }

  @Test
  void a_terraform_that_ends_at_once_was_at_work_so_that_its_command_may_report() {
    QuickProcess process = new QuickProcess();
    interrupts.watch(process);

    assertThat(interrupts.interrupt()).isTrue();
    assertThat(process.ended).isTrue();
    assertThat(interrupts.interrupt()).isFalse();
  }

  @Test
  void a_terraform_that_ended_before_is_known_to_have_ended_just_now() {
    assertThat(interrupts.endedJustNow()).isFalse();
    QuickProcess process = new QuickProcess();
    interrupts.watch(process);
    assertThat(interrupts.endedJustNow()).isFalse();
    interrupts.forget(process);

    assertThat(interrupts.endedJustNow()).isTrue();
    assertThat(interrupts.interrupt()).isFalse();
  }

  @Test
  void without_a_terraform_nothing_is_waited_for() {
    assertThat(interrupts.interrupt()).isFalse();
  }

  @Test
  void one_that_starts_later_ends_at_once() {
    interrupts.interrupt();
    QuickProcess process = new QuickProcess();
    interrupts.watch(process);

    assertThat(process.ended).isTrue();
  }
}
