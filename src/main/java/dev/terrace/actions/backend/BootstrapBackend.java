package dev.terrace.actions.backend;

import dev.terrace.project.DeployTarget;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.state.BootstrapOutcome;
import java.util.ArrayList;
import java.util.List;

/** Creates missing state buckets and lock tables. */
public final class BootstrapBackend {
  private final RunContext run;

  public BootstrapBackend(RunContext run) {
    this.run = run;
  }

  /**
   * @param targets as on the command line
   * @param local against the simulated AWS
   */
  public record Request(List<String> targets, boolean local) {}

  /**
   * @param backends one per bucket
   */
  public record Result(List<EnvironmentWithoutBucket> withoutBucket, List<Bootstrapped> backends) {}

  /** One state backend. */
  public record Bootstrapped(String bucket, BootstrapOutcome outcome) {
    public String describe() {
      return "state backend " + bucket + ": " + outcome.describe();
    }
  }

  public Result run(Request request) {
    Selection selection = Selection.read(run.project(), request.targets(), run.ui()::warn);
    List<EnvironmentWithoutBucket> withoutBucket = EnvironmentWithoutBucket.in(selection);
    if (withoutBucket.size() == selection.environments().size()) {
      return new Result(withoutBucket, List.of());
    }
    DeployTarget target = DeployTarget.open(run, request.local());
    List<Bootstrapped> done = new ArrayList<>();
    PartialWork.reporting(
        run.ui(),
        done,
        Bootstrapped::describe,
        () ->
            StateBackends.of(selection, target, run.project())
                .forEach(
                    (s3, backend) ->
                        done.add(
                            new Bootstrapped(
                                s3.bucket(), StateBackends.bootstrap(s3, backend, run)))));
    return new Result(withoutBucket, List.copyOf(done));
  }
}
