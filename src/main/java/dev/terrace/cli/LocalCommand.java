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
    subcommands = {LocalCommand.Up.class, LocalCommand.Down.class, LocalCommand.Status.class})
final class LocalCommand extends CommandGroup {
  private static LocalAws aws(Project project) {
    return new LocalAws(project.home(), project.state(), project.shell());
  }

  private static String describe(LocalAws.Running running) {
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
      boolean something = aws(project()).down();
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
      List<String> deployed =
          running
              .map(found -> DeployedStacks.in(project(), aws, found, console()::warn))
              .orElse(List.of());
      List<String> orphans =
          running.map(found -> DeployedStacks.withoutFile(project(), aws, found)).orElse(List.of());
      json.print(
          console(),
          () ->
              new Document(
                  running.isPresent(),
                  running.map(LocalAws.Running::endpoint).orElse(null),
                  running.map(LocalAws.Running::pid).orElse(null),
                  deployed,
                  orphans),
          () -> print(running, deployed, orphans));
    }

    private void print(
        Optional<LocalAws.Running> running, List<String> deployed, List<String> orphans) {
      if (running.isEmpty()) {
        console().result("not up; start it with: ./terrace local up");
        return;
      }
      console().result(describe(running.get()));
      console()
          .result(
              deployed.isEmpty() && orphans.isEmpty()
                  ? "nothing is deployed"
                  : "deployed: "
                      + String.join(
                          ", ", Stream.of(deployed, orphans).flatMap(List::stream).toList()));
      orphans.stream()
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
        boolean up, String endpoint, Long pid, List<String> deployed, List<String> withoutFile) {}
  }
}
