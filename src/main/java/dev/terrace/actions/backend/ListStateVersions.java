package dev.terrace.actions.backend;

import dev.terrace.config.StackId;
import dev.terrace.project.RunContext;
import dev.terrace.state.StateVersions;
import java.util.List;

/** Lists the versions of one stack's state that are kept. */
public final class ListStateVersions {
  private final RunContext run;

  public ListStateVersions(RunContext run) {
    this.run = run;
  }

  /**
   * @param target names one stack
   * @param local against the simulated AWS
   * @param limit how many versions, at least 1
   */
  public record Request(String target, boolean local, int limit) {}

  /**
   * @param total the number of all versions
   * @param versions the newest first
   */
  public record Result(StackId stack, int total, List<StateVersions.Entry> versions) {}

  public Result run(Request request) {
    VersionedState state = VersionedState.of(run, request.target(), request.local());
    run.ui().passing("reading the versions of " + state.stack());
    return state.versions(
        request.limit(),
        versions -> {
          run.ui().endPassing();
          return new Result(
              state.stack(),
              versions.total(),
              versions.entries().stream().limit(request.limit()).toList());
        });
  }
}
