package dev.terrace.actions.backend;

import dev.terrace.aws.AwsApi;
import dev.terrace.aws.Table;
import dev.terrace.config.Backend;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.state.BootstrapOutcome;
import dev.terrace.state.StateBackend;
import dev.terrace.state.StateObject;
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
                                s3.bucket(),
                                StateBackends.bootstrap(
                                    s3, () -> bootstrap(s3, backend, target), run)))));
    return new Result(withoutBucket, List.copyOf(done));
  }

  private static BootstrapOutcome bootstrap(
      Backend.S3 s3, StateBackend backend, DeployTarget target) {
    BootstrapOutcome outcome =
        target.alone(
            "state backend " + s3.bucket(),
            target.folder().resolve("locks").resolve(s3.bucket()),
            backend::bootstrap);
    if (outcome == BootstrapOutcome.EXTERNAL && s3.usesTable()) {
      requireTable(s3, target);
    }
    return outcome;
  }

  /** What is managed elsewhere is not repaired here. */
  private static void requireTable(Backend.S3 s3, DeployTarget target) {
    try (AwsApi api = target.awsApi();
        Table table = api.table(s3.dynamodbTable(), StateObject.HASH_KEY, s3.region())) {
      if (!table.exists()) {
        throw UserError.failed(
            "s3://"
                + s3.bucket()
                + " exists and is managed elsewhere, but its lock table "
                + s3.dynamodbTable()
                + " does not exist in "
                + s3.region()
                + ".\n  Create it where the bucket is managed, with the string "
                + StateObject.HASH_KEY
                + " as its hash key, or configure 'lock: s3', which needs none.");
      }
    }
  }
}
