package dev.terrace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.FakeTerraform;
import dev.terrace.support.Terrace;
import dev.terrace.terraform.GracefulEnd;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A signal while one stack is asked about and another one is applied, with real processes. */
@Timeout(120)
final class QuestionInterruptTest {
  private static final String PLAN =
      """
      {"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {},
       "resource_changes": [{"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc",
         "change": {"actions": ["create"], "before": null, "after": {}, "after_unknown": {}}}]}
      """;

  @TempDir Path folder;

  /** Runs as a process of its own: asks about one stack while it applies another one. */
  public static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
      Console console = new Console(System.out, System.err, true, false);
      Interrupts interrupts = new Interrupts();
      GracefulEnd end = new GracefulEnd(interrupts, console::lastWord, console::withdrawQuestions);
      end.watchProcess();
      Path work = Path.of(arguments[0]);
      Terraform terraform =
          new Terraform(work, TerraformEnvironment.of(System.getenv(), work), interrupts);
      terraform.plan(List.of(), message -> {});
      Thread apply =
          new Thread(
              () -> {
                terraform.apply(message -> console.note("the other stack goes on"));
                console.note("the other stack is applied");
              });
      apply.start();
      Confirmation confirmation = Confirmation.of(console, false, "deploy");
      boolean first = confirmation.given("Apply to a?");
      boolean second = confirmation.given("Apply to b?", () -> console.note("plan of b"));
      apply.join();
      console.note("answers: " + first + " " + second);
      end.commandEnded();
      System.exit(3);
    }
  }

  private void ends(String signal) throws IOException, InterruptedException {
    ends(signal, fake -> {});
  }

  /**
   * @param before what happens before the signal
   */
  private void ends(String signal, Consumer<FakeTerraform> before)
      throws IOException, InterruptedException {
    FakeTerraform fake = new FakeTerraform(folder.resolve("bin"));
    fake.plans(PLAN);
    fake.appliesUntilInterrupted();
    Path work = Files.createDirectories(folder.resolve("work"));
    Files.writeString(work.resolve("cdk.tf.json"), "{}");
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(
                "setsid",
                "env", // a shell that starts the tests in the background ignores them
                "--default-signal=INT,HUP",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                work.toString())
            .redirectError(said.toFile())
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().putAll(fake.shell());
    Process process = builder.start();
    try {
      Terrace.await(
          () -> fake.steps().contains("begun") && text(said).contains("Apply to a?"), "a question");
      Thread.sleep(500); // the apply has said more than any buffer takes
      before.accept(fake);
      new ProcessBuilder("kill", signal, "--", "-" + process.pid()).start().waitFor();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(text(said)).isTrue();
      assertThat(fake.steps()).containsExactly("begun", "interrupted", "state written");
      assertThat(text(said))
          .contains("Interrupted: Terraform finishes its step")
          .contains("the other stack is applied")
          .contains("answers: false false")
          .doesNotContain("plan of b")
          .doesNotContain("Apply to b?");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void ctrl_c_ends_the_question_and_lets_the_other_stack_finish() throws Exception {
    ends("-INT");
  }

  @Test
  void a_termination_does_the_same() throws Exception {
    ends("-TERM");
  }

  @Test
  void a_terraform_that_the_signal_has_ended_first_is_reported_as_well() throws Exception {
    ends(
        "-TERM",
        fake -> {
          fake.interrupt();
          Terrace.await(() -> fake.steps().contains("state written"), "the end of the apply");
          pause(300); // until the process knows
        });
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_hangup_does_the_same() throws Exception {
    ends("-HUP");
  }
}
