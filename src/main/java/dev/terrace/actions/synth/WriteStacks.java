package dev.terrace.actions.synth;

import dev.terrace.actions.bridge.ContractGuard;
import dev.terrace.actions.check.CheckGuard;
import dev.terrace.project.OutputFolder;
import dev.terrace.project.ProviderLock;
import dev.terrace.project.RunContext;
import dev.terrace.project.Synthesis;
import java.nio.file.Path;
import java.util.List;

/** Writes the Terraform JSON of stacks, and removes that of stacks that are not configured. */
public final class WriteStacks {
  private final RunContext run;

  public WriteStacks(RunContext run) {
    this.run = run;
  }

  /**
   * @param folder gets {@code manifest.json} and {@code stacks/<stack>/cdk.tf.json}
   */
  public record Request(List<String> targets, Path folder) {}

  public Synthesis run(Request request) {
    Synthesis synthesis =
        Synthesis.make(
            run.project(),
            run.ui(),
            request.targets(),
            () -> OutputFolder.prepare(request.folder()));
    synthesis
        .selection()
        .environments()
        .forEach(
            environment ->
                environment
                    .examples()
                    .forEach(example -> run.ui().warn(environment.id() + ": " + example)));
    ContractGuard.warn(run, synthesis.selection());
    CheckGuard.report(run, synthesis);
    OutputFolder.removeStale(request.folder(), synthesis.stacks());
    ProviderLock.of(run.project()).copy(synthesis.stacks(), run.ui()::warn);
    return synthesis;
  }
}
