package dev.terrace.cli;

import dev.terrace.cli.options.JsonOption;
import dev.terrace.local.LocalAws;
import dev.terrace.project.DeployedStacks;
import dev.terrace.project.Project;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code terrace local}. */
@Command(
    name = "local",
    subcommands = {
      LocalCommand.Up.class,
      LocalCommand.Down.class,
      LocalCommand.Status.class,
      LocalSnapshotCommands.Snapshot.class,
      LocalSnapshotCommands.Restore.class,
      LocalSnapshotCommands.Snapshots.class
    })
final class LocalCommand extends CommandGroup {
  private static LocalAws aws(Project project) {
    return new LocalAws(project.home(), project.state(), project.shell());
  }

  static String describe(LocalAws.Running running) {
    return "up at " + running.endpoint() + " (process " + running.pid() + ")";
  }

  @Command(name = "up")
  static final class Up extends ProjectCommand implements Runnable {
    @Override
    public void run() {
      LocalAws.Running running = aws(project()).up(console()::note);
      console().result(describe(running));
    }
  }

  @Command(name = "down")
  static final class Down extends ProjectCommand implements Runnable {
    @Override
    public void run() {
      LocalAws aws = aws(project());
      context().locks().takeAllIn(aws.folder());
      boolean something = aws.down();
      console().result(something ? "stopped, all state discarded" : "not running");
    }
  }

  @Command(name = "status")
  static final class Status extends ProjectCommand implements Runnable {
    @Mixin private JsonOption json;

    @Override
    public void run() {
      LocalAws aws = aws(project());
      Optional<LocalAws.Running> running = aws.running();
      DeployedStacks.Found deployed =
          running
              .map(up -> DeployedStacks.in(project(), aws, up, console()::warn))
              .orElse(DeployedStacks.Found.NOTHING);
      json.print(
          console(),
          () ->
              new Document(
                  running.isPresent(),
                  running.map(LocalAws.Running::endpoint).orElse(null),
                  running.map(LocalAws.Running::pid).orElse(null),
                  deployed.described(),
                  deployed.withoutFile(),
                  deployed.problems()),
          () -> print(running, deployed));
    }

    private void print(Optional<LocalAws.Running> running, DeployedStacks.Found deployed) {
      if (running.isEmpty()) {
        console().result("not up; start it with: ./terrace local up");
        return;
      }
      console().result(describe(running.get()));
      deployed.problems().forEach(console()::warn);
      List<String> names =
          Stream.of(deployed.described(), deployed.withoutFile()).flatMap(List::stream).toList();
      if (!names.isEmpty()) {
        console().result("deployed: " + String.join(", ", names));
      } else {
        console()
            .result(
                deployed.problems().isEmpty()
                    ? "nothing is deployed"
                    : "no state that can be read holds anything");
      }
      deployed.withoutFile().stream()
          .map(stack -> stack.substring(0, stack.lastIndexOf('/')))
          .distinct()
          .forEach(
              environment ->
                  console()
                      .note(
                          environment
                              + " has no file any more; destroy it with: ./terrace destroy "
                              + environment
                              + " --local"
                              + project().options()));
    }

    private record Document(
        boolean up,
        String endpoint,
        Long pid,
        List<String> deployed,
        List<String> withoutFile,
        List<String> problems) {}
  }
}
