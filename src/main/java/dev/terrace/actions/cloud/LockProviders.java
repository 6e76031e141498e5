package dev.terrace.actions.cloud;

import dev.terrace.project.Prerequisites;
import dev.terrace.project.ProviderLock;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.Synthesis;
import java.util.List;

/** Writes the providers' checksums of several platforms to the project's lock file. */
public final class LockProviders {
  private final RunContext run;

  public LockProviders(RunContext run) {
    this.run = run;
  }

  /**
   * @param registry asks the registry even if there is a mirror
   */
  public record Request(boolean registry) {}

  /** Where the checksums come from, and for which platforms. */
  public record Result(ProviderLock.Written written) {}

  public Result run(Request request) {
    Prerequisites.checkTerraform(run.project());
    Synthesis synthesis =
        Synthesis.make(
            run.project(),
            List.of(),
            () -> Selection.partial(run.project(), List.of(), run.ui()::warn).valid(),
            warning -> {},
            Synthesis::temporaryFolder);
    run.ui().passing("asking for the providers' packages");
    ProviderLock.Written written =
        ProviderLock.of(run.project())
            .write(
                synthesis.stacks(),
                Synthesis.temporaryFolder(),
                request.registry(),
                run.interrupts());
    run.ui().endPassing();
    return new Result(written);
  }
}
