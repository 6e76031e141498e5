package dev.terrace.actions.backend;

import dev.terrace.aws.AwsApi;
import dev.terrace.config.Backend;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.project.StateFaults;
import dev.terrace.project.UnreadableStateException;
import dev.terrace.state.BackendRecord;
import dev.terrace.state.StateBucket;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads which buckets and states exist, and who holds which lock. */
public final class ReadBackendStatus {
  private final RunContext run;

  public ReadBackendStatus(RunContext run) {
    this.run = run;
  }

  /**
   * @param targets as on the command line
   * @param local against the simulated AWS
   */
  public record Request(List<String> targets, boolean local) {}

  /** The state backends and the states of the selected stacks. */
  public record Result(List<BucketStatus> buckets, List<StateStatus> states) {}

  /**
   * A state bucket.
   *
   * @param configured as the environments configure it
   * @param record empty if the bucket does not exist
   */
  public record BucketStatus(Backend.S3 configured, Optional<BackendRecord> record) {
    /** How states have been locked so far, if that is not what is configured. */
    public Optional<Backend.Lock> formerLock() {
      return record.flatMap(BackendRecord::lock).filter(lock -> lock != configured.lock());
    }
  }

  public Result run(Request request) {
    Selection selection = Selection.read(run.project(), request.targets(), run.ui()::warn);
    DeployTarget target = DeployTarget.open(run, request.local());
    List<BucketStatus> buckets = new ArrayList<>();
    try (AwsApi api = target.awsApi()) {
      for (Backend.S3 s3 : StateBackends.of(selection, target, run.project()).keySet()) {
        run.ui().passing("looking at s3://" + s3.bucket());
        try (StateBucket bucket = StateBucket.open(s3, api).orElse(null)) {
          buckets.add(new BucketStatus(s3, Optional.ofNullable(bucket).map(StateBucket::record)));
        }
        run.ui().endPassing();
      }
    }
    List<StateStatus> states = new ArrayList<>();
    for (StackStates.Entry entry : StackStates.of(selection)) {
      run.ui().passing("reading the state of " + entry.stack());
      states.add(
          target.backendOf(entry.backend()) instanceof Backend.Cloud cloud
              ? WorkspaceState.read(target, cloud, entry.stack())
              : stored(entry, target));
      run.ui().endPassing();
    }
    return new Result(List.copyOf(buckets), List.copyOf(states));
  }

  private static StateStatus stored(StackStates.Entry entry, DeployTarget target) {
    Optional<Terraform> terraform;
    try {
      terraform = StackStates.open(entry, target);
    } catch (UnreadableStateException e) { // the others are read all the same
      return new StateStatus.Unreadable(entry.stack(), e.getMessage());
    }
    Optional<UserError> lost =
        terraform.isPresent() ? Optional.empty() : StateFaults.lostPlace(entry, target);
    if (lost.isPresent()) {
      return new StateStatus.Unreadable(entry.stack(), lost.get().getMessage());
    }
    Optional<LockInfo> lock = terraform.flatMap(found -> found.lock().holder());
    State state = terraform.map(Terraform::state).orElse(State.EMPTY);
    return new StateStatus.Stored(
        entry.stack(), !state.isEmpty(), state.resources().size(), state.serial(), lock);
  }
}
