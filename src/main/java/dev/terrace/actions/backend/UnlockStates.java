package dev.terrace.actions.backend;

import dev.terrace.aws.AwsApi;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.OrphanStacks;
import dev.terrace.project.RunContext;
import dev.terrace.project.ScratchFolder;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.state.StateBucket;
import dev.terrace.terraform.LeftAtWork;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.StateLock;
import dev.terrace.ui.Confirmation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ends Terraform processes that killed runs left behind, and releases their locks. */
public final class UnlockStates {
  private static final Duration STEP_LIMIT = Duration.ofMinutes(15);

  private final RunContext run;
  private final Confirmation confirmation;

  public UnlockStates(RunContext run, Confirmation confirmation) {
    this.run = run;
    this.confirmation = confirmation;
  }

  /**
   * @param targets as on the command line
   * @param local against the simulated AWS
   */
  public record Request(List<String> targets, boolean local) {}

  /**
   * @param steps what was done, in order; empty if nothing was locked or everything was declined
   */
  public record Result(List<Step> steps) {}

  /** What was done for a stack. */
  public enum Kind {
    TERRAFORM_ENDED("Terraform ended and wrote its state"),
    LOCK_RELEASED("lock released");

    private final String description;

    Kind(String description) {
      this.description = description;
    }
  }

  /** One step. */
  public record Step(StackId stack, Kind kind) {
    public String describe() {
      return stack + ": " + kind.description;
    }
  }

  public Result run(Request request) {
    boolean orphans = OrphanStacks.areMeant(run.project(), request.local(), request.targets());
    List<StackStates.Entry> described =
        orphans
            ? List.of()
            : StackStates.of(Selection.read(run.project(), request.targets(), run.ui()::warn));
    DeployTarget target = DeployTarget.open(run, request.local());
    List<StackStates.Entry> entries =
        orphans ? OrphanStacks.entries(run.project(), target, request.targets()) : described;
    List<Step> done = new ArrayList<>();
    PartialWork.reporting(
        run.ui(),
        done,
        Step::describe,
        () -> entries.forEach(entry -> unlock(entry, target, done)));
    return new Result(List.copyOf(done));
  }

  private void unlock(StackStates.Entry entry, DeployTarget target, List<Step> done) {
    Path working = target.folder().resolve(entry.stack().stackName());
    Optional<ProcessHandle> left =
        LeftAtWork.in(working).or(() -> ScratchFolder.leftAtWork(working));
    if (left.isPresent()) {
      if (!end(entry.stack(), left.get())) {
        return;
      }
      done.add(new Step(entry.stack(), Kind.TERRAFORM_ENDED));
    }
    run.ui().passing("looking at the lock of " + entry.stack());
    if (target.backendOf(entry.backend()) instanceof Backend.Cloud cloud
        ? WorkspaceState.unlock(target, cloud, entry.stack(), run, confirmation)
        : release(entry, target)) {
      done.add(new Step(entry.stack(), Kind.LOCK_RELEASED));
    }
  }

  private boolean end(StackId stack, ProcessHandle terraform) {
    long pid = terraform.pid();
    run.ui().note(stack + ": Terraform (process " + pid + ") is still running on this machine");
    if (!confirmation.given("Let it finish its step and stop?")) {
      return false;
    }
    if (!LeftAtWork.endGently(terraform, STEP_LIMIT)) {
      throw UserError.failed(
          "process " + pid + " has not ended within " + STEP_LIMIT.toMinutes() + " minutes");
    }
    return true;
  }

  private boolean release(StackStates.Entry entry, DeployTarget target) {
    Optional<Lock> lock = lockOf(entry, target);
    run.ui().endPassing();
    if (lock.isEmpty()) {
      return false;
    }
    run.ui().note(entry.stack() + ": locked by " + lock.get().info().describe());
    if (!confirmation.given("Release this lock?")) {
      return false;
    }
    lock.get().release().run();
    return true;
  }

  /** A held lock, and how to release it. */
  private record Lock(LockInfo info, Runnable release) {}

  /**
   * In a bucket, looks in every place, configured or not, whatever the state looks like; elsewhere
   * Terraform says who holds it.
   */
  private static Optional<Lock> lockOf(StackStates.Entry entry, DeployTarget target) {
    if (target.backendOf(entry.backend()) instanceof Backend.S3 s3) {
      try (AwsApi api = target.awsApi();
          StateBucket bucket = StateBucket.open(s3, api).orElse(null)) {
        return Optional.ofNullable(bucket)
            .flatMap(found -> found.object(entry.stack()).holder())
            .map(info -> new Lock(info, () -> release(entry.stack(), s3, target, info)));
      }
    }
    StateLock lock = StackStates.connect(entry, target).lock();
    return lock.holder().map(info -> new Lock(info, () -> lock.release(info.id())));
  }

  private static void release(StackId stack, Backend.S3 s3, DeployTarget target, LockInfo lock) {
    try (AwsApi api = target.awsApi();
        StateBucket bucket = StateBucket.open(s3, api).orElseThrow()) {
      bucket.object(stack).release(lock.id());
    }
  }
}
