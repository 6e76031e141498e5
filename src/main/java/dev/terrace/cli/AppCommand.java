package dev.terrace.cli;

import dev.terrace.project.ProviderLock;
import dev.terrace.project.Synthesis;
import dev.terrace.ui.ExitCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code terrace app}: the cdktf app that {@code cdktf.json} names. */
@Command(
    name = "app",
    hidden = true,
    description =
        "Runs the cdktf app: synthesizes TERRACE_TARGETS, or everything, into CDKTF_OUTDIR."
            + " Prints nothing.")
final class AppCommand implements Callable<Integer> {
  @ParentCommand private TerraceCommand terrace;

  @Override
  public Integer call() {
    Path folder =
        Path.of(terrace.project().shell().getOrDefault("CDKTF_OUTDIR", "cdktf.out"))
            .toAbsolutePath();
    List<String> targets =
        Arrays.stream(
                terrace.project().shell().getOrDefault("TERRACE_TARGETS", "").split("[\\s,]+", -1))
            .filter(word -> !word.isEmpty())
            .toList();
    // cdktf-cli logs every line on stderr as an error.
    Synthesis synthesis = Synthesis.make(terrace.project(), warning -> {}, targets, () -> folder);
    ProviderLock.of(terrace.project()).copy(synthesis.stacks(), warning -> {});
    return ExitCode.DONE;
  }
}
