package dev.terrace.cli;

import dev.terrace.cli.options.JsonOption;
import dev.terrace.local.LocalAws;
import dev.terrace.local.LocalSnapshots;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terrace local snapshot}, {@code restore} and {@code snapshots}. */
final class LocalSnapshotCommands {
  private LocalSnapshotCommands() {}

  private static LocalSnapshots snapshots(Project project) {
    return new LocalSnapshots(project.home(), project.state(), project.shell());
  }

  /** Keeps every other run out, which would go on with folders of another moment. */
  private static LocalSnapshots alone(RunContext run) {
    run.locks().takeAllIn(LocalAws.folderIn(run.project().state()));
    return snapshots(run.project());
  }

  @Command(name = "snapshot")
  static final class Snapshot extends ProjectCommand implements Runnable {
    @Parameters(paramLabel = "NAME")
    private String name;

    @Option(names = "--delete")
    private boolean delete;

    @Override
    public void run() {
      if (delete) {
        snapshots(project()).delete(name);
        console().result("deleted the snapshot '" + name + "'");
        return;
      }
      alone(context()).take(name);
      console().result("took the snapshot '" + name + "'");
      console().note("Go back to it with: ./terrace local restore " + name);
    }
  }

  @Command(name = "restore")
  static final class Restore extends ProjectCommand implements Runnable {
    @Parameters(paramLabel = "NAME")
    private String name;

    @Override
    public void run() {
      console()
          .result(
              LocalCommand.describe(alone(context()).restore(name, console()::note))
                  + ", restored from '"
                  + name
                  + "'");
    }
  }

  @Command(name = "snapshots")
  static final class Snapshots extends ProjectCommand implements Runnable {
    @Mixin private JsonOption json;

    @Override
    public void run() {
      List<LocalSnapshots.Snapshot> found = snapshots(project()).list();
      json.print(
          console(),
          () ->
              new Document(
                  found.stream()
                      .map(each -> new Row(each.name(), each.taken().toString(), each.bytes()))
                      .toList()),
          () -> print(found));
    }

    private void print(List<LocalSnapshots.Snapshot> found) {
      if (found.isEmpty()) {
        console().result("no snapshots; take one with: ./terrace local snapshot NAME");
      }
      found.forEach(
          each ->
              console()
                  .result(
                      "%s, taken %s, %d bytes".formatted(each.name(), each.taken(), each.bytes())));
    }

    private record Document(List<Row> snapshots) {}

    private record Row(String name, String taken, long bytes) {}
  }
}
