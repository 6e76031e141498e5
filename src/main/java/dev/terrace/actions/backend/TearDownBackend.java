package dev.terrace.actions.backend;

import dev.terrace.aws.AwsApi;
import dev.terrace.config.Backend;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Problem;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.state.StateBackend;
import dev.terrace.state.StateBucket;
import dev.terrace.state.StoredState;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Destroys state buckets that no deployed stack uses, with every state in them. */
public final class TearDownBackend {
  private final RunContext run;
  private final Confirmation confirmation;

  public TearDownBackend(RunContext run, Confirmation confirmation) {
    this.run = run;
    this.confirmation = confirmation;
  }

  /**
   * @param targets as on the command line
   * @param local against the simulated AWS
   */
  public record Request(List<String> targets, boolean local) {}

  /**
   * @param backends without those that were declined
   */
  public record Result(List<EnvironmentWithoutBucket> withoutBucket, List<TornDown> backends) {}

  /**
   * One state backend.
   *
   * @param existed false if there was nothing to destroy
   */
  public record TornDown(String bucket, boolean existed) {
    public String describe() {
      return "state backend " + bucket + (existed ? ": destroyed" : ": there is none");
    }
  }

  public Result run(Request request) {
    Selection selection = Selection.read(run.project(), request.targets(), run.ui()::warn);
    List<EnvironmentWithoutBucket> withoutBucket = EnvironmentWithoutBucket.in(selection);
    if (withoutBucket.size() == selection.environments().size()) {
      return new Result(withoutBucket, List.of());
    }
    Selection everything = everything();
    DeployTarget target = DeployTarget.open(run, request.local());
    Map<Backend.S3, StateBackend> backends = StateBackends.of(selection, target, run.project());
    refuseInUse(backends.keySet(), everything, target);
    List<TornDown> done = new ArrayList<>();
    PartialWork.reporting(
        run.ui(),
        done,
        TornDown::describe,
        () -> backends.forEach((s3, b) -> destroy(s3, b, target, done)));
    return new Result(withoutBucket, List.copyOf(done));
  }

  /** Every environment may have states in the bucket. */
  private Selection everything() {
    Selection.Partial read = Selection.partial(run.project(), List.of(), warning -> {});
    if (!read.problems().isEmpty()) {
      List<Problem> problems = new ArrayList<>(read.problems());
      problems.add(
          0,
          new Problem(
              "backend teardown",
              "needs every environment to be valid: each may have states in the bucket",
              null));
      throw new ConfigException(problems);
    }
    return read.valid();
  }

  private void destroy(
      Backend.S3 s3, StateBackend backend, DeployTarget target, List<TornDown> done) {
    if (confirmation.given("Destroy s3://" + s3.bucket() + " and every state in it?")) {
      run.ui().passing("destroying s3://" + s3.bucket());
      boolean existed = backend.teardown();
      target.memory().all().stream()
          .filter(
              entry ->
                  entry.backend() instanceof Backend.S3 seen && seen.bucket().equals(s3.bucket()))
          .forEach(entry -> target.memory().forget(entry.stack(), entry.backend()));
      run.ui().endPassing();
      done.add(new TornDown(s3.bucket(), existed));
    }
  }

  /** States in the buckets of which no file tells: of environments that are gone, and others'. */
  private static List<String> undescribed(
      Set<Backend.S3> backends, Selection everything, DeployTarget target) {
    List<String> inUse = new ArrayList<>();
    try (AwsApi api = target.awsApi()) {
      for (Backend.S3 s3 : backends) {
        Set<String> described =
            StackStates.of(everything).stream()
                .filter(
                    entry ->
                        entry.backend() instanceof Backend.S3 other
                            && other.bucket().equals(s3.bucket()))
                .map(entry -> s3.key(entry.stack()))
                .collect(Collectors.toSet());
        try (StateBucket bucket = StateBucket.open(s3, api).orElse(null)) {
          if (bucket != null) {
            bucket.states().entrySet().stream()
                .filter(each -> !described.contains(each.getKey()))
                .forEach(each -> inUse.add(describe(s3, each.getKey(), each.getValue())));
          }
        }
      }
    }
    return inUse;
  }

  private static String describe(Backend.S3 s3, String key, Optional<StoredState> state) {
    return "s3://"
        + s3.bucket()
        + "/"
        + key
        + state
            .map(each -> " has " + Messages.counted(each.resources().size(), "resource"))
            .orElse(" cannot be read");
  }

  private static void refuseInUse(
      Set<Backend.S3> backends, Selection everything, DeployTarget target) {
    Set<String> buckets = backends.stream().map(Backend.S3::bucket).collect(Collectors.toSet());
    List<String> inUse = new ArrayList<>();
    for (StackStates.Entry entry : StackStates.of(everything)) {
      if (entry.backend() instanceof Backend.S3 s3 && buckets.contains(s3.bucket())) {
        int resources =
            StackStates.open(entry, target)
                .map(terraform -> terraform.state().resources().size())
                .orElse(0);
        if (resources > 0) {
          inUse.add(entry.stack() + " has " + resources + " resources");
        }
      }
    }
    inUse.addAll(undescribed(backends, everything, target));
    if (!inUse.isEmpty()) {
      throw UserError.refused(
          "refused, nothing was touched: states in the bucket still hold resources:\n  "
              + String.join("\n  ", inUse)
              + "\n  Destroy those stacks first: ./terrace destroy …");
    }
  }
}
