package dev.terrace.actions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.project.DeployContext;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.Outcome;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.support.AskedUi;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.terraform.Interrupts;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import dev.terrace.ui.Ui;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens while a deploy waits at its prompt: the answer is about the plan that was shown. */
final class ConsentIT {
  private static final String STACK = "alva/staging/network";
  private static final Launcher TERRACE = new Launcher();

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> shown = new ArrayList<>();

  @BeforeAll
  static void start() {
    TERRACE.run("backend", "bootstrap", STACK, "--local").exits(0);
  }

  @AfterAll
  static void stop() {
    TERRACE.close();
  }

  @Test
  void a_second_run_is_refused_while_the_first_waits_and_nothing_else_is_applied() {
    DeployResult result =
        deploy(
            () -> {
              for (String verb : List.of("plan", "deploy", "destroy")) {
                List<String> command = new java.util.ArrayList<>(List.of(verb, STACK, "--local"));
                if (!verb.equals("plan")) {
                  command.add("--yes");
                }
                Launcher.Result second = TERRACE.run(command.toArray(String[]::new)).exits(3);
                assertThat(second.errors())
                    .containsPattern(
                        "error: \\Q%s: another run works on it in %s:\\E\n"
                                .formatted(STACK, folder())
                            + "  \\S+@\\S+, process %d, since [0-9: -]+ UTC: \\./terrace deploy %s\n"
                                .formatted(ProcessHandle.current().pid(), STACK)
                            + "  Nothing was changed\\. Wait until that run has ended, or end it\\.");
              }
              for (String verb : List.of("down", "snapshot at-the-prompt")) {
                assertThat(TERRACE.run(("local " + verb).split(" ", -1)).exits(3).errors())
                    .contains("alva-staging-network: another run works on it in " + folder());
              }
              return "no";
            });

    assertThat(result.stacks())
        .extracting(each -> each.outcome())
        .containsExactly(Outcome.DECLINED);
    assertThat(shown).as("shown before the question").containsExactly(STACK + ": 42 to create");
    assertNothingWasCreated();
    TERRACE.run("plan", STACK, "--local").exits(4);
  }

  @Test
  void a_plan_that_was_replaced_at_the_prompt_is_not_applied() {
    DeployResult result =
        deploy(
            () -> {
              try (Stream<Path> files = Files.list(folder())) {
                Path plan =
                    files.filter(each -> each.toString().endsWith(".tfplan")).findFirst().get();
                Files.writeString(plan, "another plan");
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
              return "yes";
            });

    assertThat(result.stacks()).extracting(each -> each.outcome()).containsExactly(Outcome.REFUSED);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(" is not the plan that was shown; nothing was changed.");
    assertNothingWasCreated();
  }

  private static void assertNothingWasCreated() {
    assertThat(
            new Aws(TERRACE, "us-east-1")
                .json("ec2 describe-vpcs --filters Name=is-default,Values=false")
                .path("Vpcs"))
        .isEmpty();
  }

  private static Path folder() {
    return TERRACE.stateFolder().resolve("local/alva-staging-network");
  }

  private DeployResult deploy(Supplier<String> answer) {
    Map<String, String> shell = new TreeMap<>(System.getenv());
    shell.put("TERRACE_STATE_DIR", TERRACE.stateFolder().toString());
    Ui ui =
        new AskedUi(
            new Console(
                System.out, new PrintStream(said, true, StandardCharsets.UTF_8), true, false),
            answer);
    try (FolderLocks locks = new FolderLocks("./terrace deploy " + STACK)) {
      RunContext run = new RunContext(Project.of(null, shell), ui, new Interrupts(), locks);
      DeployContext context = DeployContext.of(run, true, List.of(STACK));
      return new Deploy(
              run,
              Confirmation.of(ui, false, "deploy"),
              (stack, plan) -> shown.add(stack.id() + ": " + plan.counts()))
          .run(new Deploy.Request(context, 1, false));
    }
  }
}
