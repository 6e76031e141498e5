package dev.terrace.cli;

import dev.terrace.adopt.Existing;
import dev.terrace.adopt.Source;
import dev.terrace.adopt.StateSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What resources are adopted from, as given on the command line. */
final class AdoptSources {
  @Option(
      names = "--from-state",
      paramLabel = "FILE|DIR",
      description =
          "A Terraform state file, or a Terraform root in which 'terraform init' was done, whose"
              + " state is pulled. It is only read.")
  private List<Path> states = List.of();

  boolean isEmpty() {
    return states.isEmpty();
  }

  /** Reads all of them, notes to the console. */
  List<Existing> read(Rehearsal rehearsal, Console console) {
    List<Existing> found = new ArrayList<>();
    for (Source source : open(rehearsal)) {
      Source.Reading reading = source.read();
      reading.notes().forEach(console::warn);
      found.addAll(reading.resources());
    }
    return found;
  }

  private List<Source> open(Rehearsal rehearsal) {
    List<Source> sources = new ArrayList<>();
    states.forEach(path -> sources.add(state(path.toString(), rehearsal)));
    return sources;
  }

  /**
   * @param shownAs the path as adoption files name it
   */
  static StateSource state(String shownAs, Rehearsal rehearsal) {
    return new StateSource(
        shownAs, Path.of(shownAs).toAbsolutePath(), rehearsal.empty("old-state"));
  }
}
