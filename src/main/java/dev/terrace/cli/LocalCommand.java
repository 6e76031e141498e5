package dev.terrace.cli;

import dev.terrace.cli.options.JsonOption;
import dev.terrace.local.LocalAws;
import dev.terrace.project.DeployedStacks;
import dev.terrace.project.Project;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code terrace local}. */
@Command(
    name = "local",
    description = {
      "Starts and stops the simulated AWS, a background process on 127.0.0.1.",
      "Its state is in memory: 'local down' discards all resources and states."
    },
    subcommands = {LocalCommand.Up.class, LocalCommand.Down.class, LocalCommand.Status.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace local up",
      "  aws --endpoint-url $(./terrace local status --json | jq -r .endpoint) s3 ls"
    })
final class LocalCommand extends CommandGroup {
  @ParentCommand private TerraceCommand terrace;

  private LocalAws aws() {
    Project project = terrace.project();
    return new LocalAws(project.home(), project.state(), project.shell());
  }

  private static String describe(LocalAws.Running running) {
    return "up at " + running.endpoint() + " (process " + running.pid() + ")";
  }

  @Command(name = "up", description = "Starts the simulated AWS if it is not running.")
  static final class Up implements Callable<Integer> {
    @ParentCommand private LocalCommand local;

    @Override
    public Integer call() {
      LocalAws.Running running = local.aws().up(local.terrace.console()::note);
      local.terrace.console().result(describe(running));
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "down",
      description =
          "Stops the simulated AWS and discards all resources, states and working folders.")
  static final class Down implements Callable<Integer> {
    @ParentCommand private LocalCommand local;

    @Override
    public Integer call() {
      boolean something = local.aws().down();
      local.terrace.console().result(something ? "stopped, all state discarded" : "not running");
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "status",
      description =
          "Shows whether the simulated AWS is running, its endpoint, and the deployed stacks.",
      footerHeading = "%nThe JSON:%n",
      footer = {
        "  up        true or false",
        "  endpoint  such as http://127.0.0.1:4566, null when it is not up",
        "  pid       its process, null when it is not up",
        "  deployed  stacks that have resources, such as coder/production/network"
      })
  static final class Status implements Callable<Integer> {
    @ParentCommand private LocalCommand local;

    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      LocalAws aws = local.aws();
      Optional<LocalAws.Running> running = aws.running();
      List<String> deployed =
          running
              .map(found -> DeployedStacks.in(local.terrace.project(), aws, found))
              .orElse(List.of());
      json.print(
          local.terrace.console(),
          () ->
              new Document(
                  running.isPresent(),
                  running.map(LocalAws.Running::endpoint).orElse(null),
                  running.map(LocalAws.Running::pid).orElse(null),
                  deployed),
          () -> print(running, deployed));
      return ExitCode.DONE;
    }

    private void print(Optional<LocalAws.Running> running, List<String> deployed) {
      Console console = local.terrace.console();
      if (running.isEmpty()) {
        console.result("not up; start it with: ./terrace local up");
        return;
      }
      console.result(describe(running.get()));
      console.result(
          deployed.isEmpty() ? "nothing is deployed" : "deployed: " + String.join(", ", deployed));
    }

    private record Document(boolean up, String endpoint, Long pid, List<String> deployed) {}
  }
}
