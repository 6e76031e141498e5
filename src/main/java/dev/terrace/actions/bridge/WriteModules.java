package dev.terrace.actions.bridge;

import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.BridgeModule;
import dev.terrace.bridge.Releases;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the HCL modules that read what systems publish, and releases contracts whose version has
 * no release. A release that exists never changes.
 */
public final class WriteModules {
  private static final String DEFAULT_FOLDER = "modules";

  private final RunContext run;

  public WriteModules(RunContext run) {
    this.run = run;
  }

  /**
   * @param targets as on the command line; the first environment of a system is the example in its
   *     module's documentation
   * @param folder that gets a folder per module; by default the project's {@code modules}
   */
  public record Request(List<String> targets, Optional<Path> folder) {}

  /** One module per system that publishes. */
  public record Result(List<Module> modules) {}

  /**
   * @param folder from the project's, if it is below it; its files as well
   * @param written files that are new or differ from before, the release last; empty: all were as
   *     they must be
   */
  public record Module(BridgeContract contract, Path folder, List<Path> written) {}

  /**
   * @throws UserError of the kind {@code REFUSED} if a contract breaks its latest release, or a
   *     module would replace files that were not generated; of the kind {@code USAGE} if no system
   *     publishes anything. No file is changed then
   */
  public Result run(Request request) {
    Selection selection = Selection.read(run.project(), request.targets(), run.ui()::warn);
    Releases releases = ContractGuard.releases(run.project());
    Map<String, PublishedContract> bySystem = new LinkedHashMap<>();
    for (PublishedContract each : PublishedContract.of(selection, run.ui()::note)) {
      bySystem.putIfAbsent(each.contract().system(), each);
    }
    if (bySystem.isEmpty()) {
      throw UserError.usage(
          "nothing is published: a system has a bridge if its class overrides bridge()");
    }
    ContractGuard.refuse(selection, releases);
    Path folder = request.folder().orElseGet(() -> run.project().home().resolve(DEFAULT_FOLDER));
    bySystem.values().forEach(each -> refuseOthers(each, folderOf(each, folder)));
    return new Result(
        bySystem.values().stream().map(each -> write(each, folder, releases)).toList());
  }

  private static Path folderOf(PublishedContract published, Path folder) {
    return folder.resolve(published.contract().module());
  }

  private static BridgeModule moduleOf(PublishedContract published) {
    return new BridgeModule(published.contract(), published.path());
  }

  /** Refuses a folder with files of these names that somebody has written. */
  private static void refuseOthers(PublishedContract published, Path folder) {
    BridgeModule module = moduleOf(published);
    Path main = folder.resolve(BridgeModule.MAIN_FILE);
    Optional<Path> other =
        Files.exists(main)
            ? Optional.of(main).filter(file -> !module.hasWritten(text(file).orElse("")))
            : module.files().keySet().stream()
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst();
    if (other.isPresent()) {
      throw UserError.refused(
          other.get()
              + " was not generated from the contract of "
              + published.contract().system()
              + ": remove it, or name another module in the contract; no file was changed");
    }
  }

  private Module write(PublishedContract published, Path parent, Releases releases) {
    Path folder = folderOf(published, parent);
    List<Path> written = new ArrayList<>();
    moduleOf(published)
        .files()
        .forEach(
            (name, text) -> {
              Path file = folder.resolve(name);
              if (!text(file).equals(Optional.of(text))) {
                written.add(run.project().shown(FileTrees.writeWhole(file, text)));
              }
            });
    Path release = releases.fileOf(published.contract());
    if (!Files.exists(release)) {
      written.add(run.project().shown(FileTrees.writeWhole(release, published.contract().text())));
    }
    return new Module(published.contract(), run.project().shown(folder), List.copyOf(written));
  }

  /** Empty if there is no such file. */
  private static Optional<String> text(Path file) {
    try {
      return Files.exists(file) ? Optional.of(FileTrees.readLeniently(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
