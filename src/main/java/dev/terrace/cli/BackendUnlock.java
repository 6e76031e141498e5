package dev.terrace.cli;

import dev.terrace.aws.AwsApi;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.options.YesOption;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.CloudWorkspaces;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.state.StateBucket;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code terrace backend unlock}. */
@Command(
    name = "unlock",
    description = {
      "Shows who holds the lock of a state and releases it: for locks of runs that were killed. If"
          + " a Terraform that such a run left behind is still at work on this machine, it is let"
          + " finish its step first."
    },
    mixinStandardHelpOptions = true)
final class BackendUnlock implements Callable<Integer> {
  private static final Duration STEP_LIMIT = Duration.ofMinutes(15);

  @ParentCommand private BackendCommand backend;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;
  @Mixin private YesOption yes;

  @Override
  public Integer call() {
    TerraceCommand terrace = backend.terrace();
    Console console = terrace.console();
    Confirmation consent = yes.consent(console, "backend unlock");
    Selection selection = Selection.read(terrace.project(), targets.words());
    DeployTarget estate = DeployTarget.open(terrace.context(), local.given());
    int released = 0;
    for (StackStates.Entry entry : StackStates.of(selection)) {
      Optional<ProcessHandle> left =
          Terraform.leftAtWork(estate.folder().resolve(entry.stack().stackName()));
      if (left.isPresent()) {
        long pid = left.get().pid();
        console.note(
            entry.stack() + ": Terraform (process " + pid + ") is still at work on this machine");
        if (!consent.given("Let it finish its step and stop?")) {
          continue;
        }
        if (!Terraform.endGently(left.get(), STEP_LIMIT)) {
          throw UserError.failed(
              "process " + pid + " has not ended within " + STEP_LIMIT.toMinutes() + " minutes");
        }
        console.result(entry.stack() + ": it has ended and written its state");
        released++;
      }
      console.passing("looking at the lock of " + entry.stack());
      if (estate.backendOf(entry.backend()) instanceof Backend.Cloud cloud) {
        released += CloudWorkspaces.unlock(estate, cloud, entry.stack(), console, consent) ? 1 : 0;
        continue;
      }
      Optional<Lock> lock = lockOf(entry, estate);
      console.endPassing();
      if (lock.isEmpty()) {
        continue;
      }
      console.note(entry.stack() + ": locked by " + lock.get().info().words());
      if (consent.given("Release this lock?")) {
        lock.get().release().run();
        console.result(entry.stack() + ": lock released");
        released++;
      }
    }
    if (released == 0) {
      console.result("no lock was released");
    }
    return ExitCode.DONE;
  }

  /** A lock that is held, and how to release it. */
  private record Lock(LockInfo info, Runnable release) {}

  /**
   * In a bucket it is looked for in every place, also in the one that the configuration does not
   * name any more, and whatever has become of the state; elsewhere Terraform says who holds it.
   */
  private static Optional<Lock> lockOf(StackStates.Entry entry, DeployTarget estate) {
    if (estate.backendOf(entry.backend()) instanceof Backend.S3 s3) {
      try (AwsApi api = estate.awsApi();
          StateBucket bucket = StateBucket.open(s3, api).orElse(null)) {
        return Optional.ofNullable(bucket)
            .flatMap(found -> found.object(entry.stack()).holder())
            .map(info -> new Lock(info, () -> release(entry.stack(), s3, estate, info)));
      }
    }
    Optional<Terraform> terraform = StackStates.open(entry, estate);
    return terraform
        .flatMap(Terraform::lockHolder)
        .map(info -> new Lock(info, () -> terraform.get().forceUnlock(info.id())));
  }

  private static void release(StackId stack, Backend.S3 s3, DeployTarget estate, LockInfo lock) {
    try (AwsApi api = estate.awsApi();
        StateBucket bucket = StateBucket.open(s3, api).orElseThrow()) {
      bucket.object(stack).release(lock.id());
    }
  }
}
