package dev.terrace.cli.options;

import dev.terrace.actions.adopt.AdoptionSources;
import dev.terrace.ui.ShellWord;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --from-state}, {@code --from-cloudformation} and {@code --from-ids}. */
public final class AdoptionSourceOptions {
  @Option(names = "--from-state", paramLabel = "FILE|DIR")
  private List<Path> states = List.of();

  @Option(names = "--from-cloudformation", paramLabel = "STACK|DIR")
  private List<String> stacks = List.of();

  @Option(names = "--from-ids", paramLabel = "FILE")
  private List<Path> ids = List.of();

  /** The given options, as in a command that repeats them, with a leading blank. */
  public String repeated() {
    StringBuilder text = new StringBuilder();
    states.forEach(path -> add(text, "--from-state", path.toString()));
    stacks.forEach(stack -> add(text, "--from-cloudformation", stack));
    ids.forEach(file -> add(text, "--from-ids", file.toString()));
    return text.toString();
  }

  private static void add(StringBuilder text, String option, String value) {
    text.append(' ').append(option).append(' ').append(ShellWord.quoted(value));
  }

  public AdoptionSources sources() {
    return new AdoptionSources(states, stacks, ids);
  }
}
