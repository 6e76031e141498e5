package dev.terrace.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.error.UserError;
import dev.terrace.ui.ShellWord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLocksTest {
  private static final String STACK = "alva/staging/network";

  @TempDir private Path folder;

  @Test
  void a_second_run_in_the_same_process_is_refused_and_told_who() {
    try (FolderLocks first = new FolderLocks("./terrace deploy alva/staging");
        FolderLocks second = new FolderLocks("./terrace plan alva/staging")) {
      first.take(STACK, folder);
      first.take(STACK, folder);

      assertRefused(second, ProcessHandle.current().pid(), "./terrace deploy alva/staging");
    }
  }

  @Test
  void a_folder_is_free_when_its_run_has_ended_or_released_it() {
    FolderLocks first = new FolderLocks("./terrace deploy alva/staging");
    first.take(STACK, folder);
    first.close();
    try (FolderLocks second = new FolderLocks("./terrace deploy alva/staging");
        FolderLocks third = new FolderLocks("./terrace deploy alva/staging")) {
      second.take(STACK, folder);
      second.release(folder);
      third.take(STACK, folder);
      assertThat(folder.resolve("run.json")).exists();
    }
    assertThat(folder.resolve("run.json")).doesNotExist();
  }

  @Test
  void a_refused_attempt_does_not_free_the_lock_of_its_own_process() throws Exception {
    try (FolderLocks first = new FolderLocks("./terrace deploy alva/staging");
        FolderLocks second = new FolderLocks("./terrace plan alva/staging")) {
      first.take(STACK, folder);
      assertThatThrownBy(() -> second.take(STACK, folder)).isInstanceOf(UserError.class);

      Process other = holder();
      assertThat(firstLine(other)).startsWith("refused: " + STACK + ": another run works on it");
      assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void the_lock_of_another_process_is_named_and_free_when_that_is_killed() throws Exception {
    Process other = holder();
    try (FolderLocks second = new FolderLocks("./terrace deploy alva/staging")) {
      assertThat(firstLine(other)).isEqualTo("held");
      assertRefused(second, other.pid(), "./terrace deploy 'alva/*'");

      other.destroyForcibly().waitFor();
      second.take(STACK, folder);
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void two_short_uses_of_a_folder_wait_for_each_other() throws Exception {
    try (FolderLocks first = new FolderLocks("one");
        FolderLocks second = new FolderLocks("two")) {
      first.take(STACK, folder);
      Thread release =
          new Thread(
              () -> {
                pause();
                first.release(folder);
              });
      release.start();
      assertThat(second.<String>alone(STACK, folder, () -> "done")).isEqualTo("done");
      release.join();
    }
  }

  /** Also where the state folder is one that everybody can enter. */
  @Test
  void only_their_owner_can_enter_working_folders() throws IOException {
    try (FolderLocks locks = new FolderLocks("./terrace deploy alva/staging")) {
      locks.take(STACK, folder.resolve("aws/alva-staging-network"));
    }
    for (String each : List.of("aws", "aws/alva-staging-network")) {
      assertThat(Files.getPosixFilePermissions(folder.resolve(each)))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void no_folder_is_discarded_while_another_run_holds_one_of_them() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("locks/states"));
    Path stack = Files.createDirectories(folder.resolve("alva-staging-network"));
    try (FolderLocks first = new FolderLocks("./terrace deploy alva/staging");
        FolderLocks second = new FolderLocks("./terrace local down")) {
      second.takeAllIn(folder.resolve("nothing"));
      for (Path held : List.of(stack, deep)) {
        first.take(STACK, held);

        assertThatThrownBy(() -> second.takeAllIn(folder))
            .hasMessageStartingWith(
                folder.relativize(held) + ": another run works on it in " + held + ":")
            .hasMessageContaining("./terrace deploy alva/staging");
        first.release(held);
      }

      second.takeAllIn(folder);
      assertThatThrownBy(() -> first.take(STACK, stack)).isInstanceOf(UserError.class);
      assertThatThrownBy(() -> first.take(STACK, deep)).isInstanceOf(UserError.class);
    }
  }

  private void assertRefused(FolderLocks locks, long pid, String command) {
    assertThatThrownBy(() -> locks.take(STACK, folder))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.REFUSED))
        .message()
        .matches(
            "\\Q%s: another run works on it in %s:\\E\n  \\S+@\\S+, process %d, since [0-9: -]+ UTC: \\Q%s\\E\n"
                    .formatted(STACK, folder, pid, command)
                + "  Nothing was changed\\. Wait until that run has ended, or end it\\.");
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    return reader.readLine();
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another run: holds the folder until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (FolderLocks locks = new FolderLocks(ShellWord.line("./terrace", "deploy", "alva/*"))) {
        locks.take(STACK, Path.of(arguments[0]));
        System.out.println("held");
        Thread.sleep(60_000);
      } catch (UserError e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }
}
