package dev.terrace.cli;

import dev.terrace.project.OutputFolder;
import dev.terrace.project.ProviderLock;
import dev.terrace.project.Synthesis;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code terrace app}: the cdktf app that {@code cdktf.json} names. */
@Command(name = "app", hidden = true)
final class AppCommand extends ProjectCommand implements Runnable {
  @Override
  public void run() {
    Path folder =
        Path.of(project().shell().getOrDefault("CDKTF_OUTDIR", "cdktf.out")).toAbsolutePath();
    List<String> targets =
        Arrays.stream(project().shell().getOrDefault("TERRACE_TARGETS", "").split("[\\s,]+", -1))
            .filter(word -> !word.isEmpty())
            .toList();
    // cdktf-cli logs every line on stderr as an error.
    Synthesis synthesis =
        Synthesis.make(project(), warning -> {}, targets, () -> OutputFolder.prepare(folder));
    ProviderLock.of(project()).copy(synthesis.stacks(), warning -> {});
  }
}
