package dev.terrace.actions.backend;

import dev.terrace.aws.AwsApi;
import dev.terrace.config.StackId;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.RunContext;
import dev.terrace.state.StateBucket;
import dev.terrace.state.StateHistory;
import java.util.List;

/** Lists the versions of one stack's state that its bucket keeps. */
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
  public record Result(StackId stack, int total, List<StateHistory.Entry> versions) {}

  public Result run(Request request) {
    VersionedState state = VersionedState.of(run, request.target());
    DeployTarget target = DeployTarget.open(run, request.local());
    try (AwsApi api = target.awsApi();
        StateBucket bucket = StateBucket.open(state.backend(), api).orElseThrow(state::noBucket)) {
      run.ui().passing("reading the versions of " + state.stack());
      StateHistory history = new StateHistory(bucket.object(state.stack()), request.limit());
      run.ui().endPassing();
      return new Result(state.stack(), history.total(), history.entries());
    }
  }
}
