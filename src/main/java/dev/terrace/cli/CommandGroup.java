package dev.terrace.cli;

import java.util.List;
import picocli.CommandLine.ParameterException;

/** A command that only has commands below it. */
abstract class CommandGroup extends ProjectCommand implements Runnable {
  @Override
  public final void run() {
    List<String> names = UsageErrors.commands(spec());
    String others = String.join(", ", names.subList(0, names.size() - 1));
    throw new ParameterException(
        spec().commandLine(), "missing command: " + others + " or " + names.get(names.size() - 1));
  }
}
