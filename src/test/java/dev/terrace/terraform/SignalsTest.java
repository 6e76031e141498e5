package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Terraform gets of the signals that reach the helper that starts it. */
@Timeout(60)
class SignalsTest {
  private static final String CHILD =
      """
      n=0; trap 'n=$((n+1)); echo interrupted' INT
      echo ready
      while [ ! -e stop ]; do sleep 0.1; done
      echo "interrupts: $n"
      exit 7
      """;

  @TempDir private Path folder;
  private Process helper;

  @BeforeEach
  void start() throws Exception {
    Path child = Files.writeString(folder.resolve("child.sh"), CHILD);
    helper =
        new ProcessBuilder(
                "env", // a shell that starts the tests in the background ignores them
                "--default-signal=INT,HUP",
                "bash",
                "-c",
                TerraformProcess.SCRIPT,
                "terrace",
                "pid",
                "bash",
                child.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(helper.inputReader().readLine()).isEqualTo("ready");
  }

  @Test
  void a_termination_that_comes_twice_is_passed_on_once() throws Exception {
    signal("-TERM");
    assertThat(helper.inputReader().readLine()).isEqualTo("interrupted");
    signal("-TERM");
    Thread.sleep(300);
    assertEnds("interrupts: 1");
  }

  @Test
  void a_hangup_or_an_interrupt_is_left_to_the_jvm() throws Exception {
    signal("-HUP");
    signal("-INT");
    Thread.sleep(200);
    assertThat(helper.isAlive()).isTrue();
    assertEnds("interrupts: 0");
  }

  @RepeatedTest(value = 20, name = "the exit code is kept when signals come while it ends")
  void the_exit_code_is_kept_when_signals_come_while_the_program_ends() throws Exception {
    Files.createFile(folder.resolve("stop"));
    while (helper.isAlive()) {
      helper.toHandle().destroy();
      Thread.sleep(1);
    }
    assertThat(helper.exitValue()).isEqualTo(7);
  }

  @Test
  void a_killed_helper_leaves_no_file_that_nobody_reads() throws Exception {
    signal("-KILL");
    long program = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    Files.createFile(folder.resolve("stop"));
    ProcessHandle.of(program).ifPresent(child -> child.onExit().join());
    Thread.sleep(300); // longer than a shell takes to write
    assertThat(files()).containsExactlyInAnyOrder("child.sh", "pid", "stop");
  }

  @Test
  void a_file_that_names_no_process_names_nobody_at_work() throws Exception {
    for (String text : List.of("", "12x", "-1", "9".repeat(30), "\ufffd")) {
      Path working = Files.createDirectories(folder.resolve("working"));
      Files.writeString(working.resolve("terraform.pid"), text);

      assertThat(LeftAtWork.in(working)).as(text).isEmpty();
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> each.getFileName().toString()).toList();
    }
  }

  private void assertEnds(String words) throws IOException, InterruptedException {
    Files.createFile(folder.resolve("stop"));
    assertThat(helper.inputReader().lines().toList()).isEqualTo(List.of(words));
    assertThat(helper.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(helper.exitValue()).isEqualTo(7);
    assertThat(files()).containsExactlyInAnyOrder("child.sh", "stop");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", name, Long.toString(helper.pid())).start().waitFor();
  }
}
