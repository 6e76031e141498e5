package dev.terrace.project;

import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.state.StateChange;
import dev.terrace.state.StateMemory;
import dev.terrace.state.StoredState;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Messages;
import java.nio.file.Path;
import java.util.Optional;

/** Says what is wrong with a state, and the command that gets out. */
public final class StateFaults {
  private StateFaults() {}

  /** The state bucket does not exist. */
  public static UserError noBucket(StackId stack, Backend backend, String option) {
    return UserError.failed(
        "the state bucket"
            + (backend instanceof Backend.S3 s3 ? " " + s3.bucket() : "")
            + " of "
            + stack
            + " does not exist yet; make it with: ./terrace backend bootstrap "
            + stack.environment()
            + option);
  }

  /** The bucket or the workspace of a state that is read does not exist. */
  public static UserError noPlace(StackStates.Entry entry, DeployTarget target) {
    Backend backend = target.backendOf(entry.backend());
    String where =
        backend instanceof Backend.Cloud cloud
            ? "workspace " + cloud.workspace(entry.stack()) + " of " + cloud.organization()
            : "bucket " + (backend instanceof Backend.S3 s3 ? s3.bucket() : "");
    String before =
        target
            .memory()
            .of(entry.stack(), backend)
            .filter(seen -> seen.resources() > 0)
            .map(
                seen ->
                    " It held "
                        + Messages.counted(seen.resources(), "resource")
                        + " of "
                        + entry.stack()
                        + " on "
                        + Messages.time(seen.at())
                        + ": check the account and the region of your credentials before you create"
                        + " it again.")
            .orElse(" Nothing is deployed with it.");
    return UserError.failed(
        entry.stack()
            + ": the "
            + where
            + " of its state does not exist."
            + before
            + "\n  Create it: ./terrace "
            + (backend instanceof Backend.Cloud ? "cloud push " : "backend bootstrap ")
            + entry.stack().environment()
            + target.option());
  }

  /** The same where this machine has seen resources in that state; empty where it has not. */
  public static Optional<UserError> lostPlace(StackStates.Entry entry, DeployTarget target) {
    return target
        .memory()
        .of(entry.stack(), target.backendOf(entry.backend()))
        .filter(seen -> seen.resources() > 0)
        .map(seen -> noPlace(entry, target));
  }

  /** A state that cannot be read, met while other stacks are looked at. */
  public static String damaged(StackId stack, Backend backend, Path folder, String option) {
    return stack
        + ": its state "
        + place(stack, backend, folder)
        + " is damaged and cannot be read.\n  "
        + earlierVersions(stack, backend, option);
  }

  /** The same where it is deployed. */
  public static String damaged(StackStates.Entry entry, DeployTarget target) {
    return damaged(
        entry.stack(), target.backendOf(entry.backend()), target.folder(), target.option());
  }

  /** A state's address in a bucket, or its file. */
  public static String place(StackId stack, Backend backend, Path folder) {
    return backend instanceof Backend.Local
        ? folder.resolve(stack.stackName() + ".tfstate").toString()
        : StateMemory.place(backend, stack);
  }

  /** The failure with the way out, where the state or its lock table is damaged; else as it is. */
  static UserError explained(
      StackId stack, Backend backend, DeployTarget target, TerraformException failure) {
    return damage(stack, backend, target, failure).<UserError>map(each -> each).orElse(failure);
  }

  /** Empty where neither the state nor its lock table is damaged. */
  static Optional<UnreadableStateException> damage(
      StackId stack, Backend backend, DeployTarget target, TerraformException failure) {
    String option = target.option();
    String place = place(stack, backend, target.folder());
    if (failure.missesLockTable()) {
      String bootstrap = "./terrace backend bootstrap " + stack.environment() + option;
      return fault(
          stack,
          "the lock table"
              + (backend instanceof Backend.S3 s3 ? " " + s3.dynamodbTable() : "")
              + " does not exist, so the state cannot be locked; nothing was changed."
              + "\n  Create it again: "
              + bootstrap,
          bootstrap);
    }
    if (failure.findsAnotherDigest()) {
      return fault(
          stack,
          "its state "
              + place
              + " is not what was last written: the digest in the lock table is another one."
              + "\n  If somebody has just written it, try again in a minute. Else list its versions"
              + " and restore the one that is right, which corrects the digest, too: "
              + restore(stack, option),
          restore(stack, option));
    }
    if (failure.readsNoState()) {
      return fault(
          stack,
          "its state "
              + place
              + " is damaged and cannot be read; nothing was changed.\n  "
              + Messages.indented(failure.getMessage(), "  ")
              + "\n  "
              + earlierVersions(stack, backend, option),
          backend instanceof Backend.Cloud cloud
              ? "restore an earlier version in Terraform Cloud, workspace " + cloud.workspace(stack)
              : restore(stack, option));
    }
    return Optional.empty();
  }

  private static Optional<UnreadableStateException> fault(
      StackId stack, String text, String repair) {
    return Optional.of(new UnreadableStateException(stack + ": " + text, repair));
  }

  private static String restore(StackId stack, String option) {
    return "./terrace backend restore " + stack + option;
  }

  private static String earlierVersions(StackId stack, Backend backend, String option) {
    return backend instanceof Backend.Cloud cloud
        ? "Terraform Cloud keeps earlier versions: workspace "
            + cloud.workspace(stack)
            + ", States."
        : "List the earlier versions and restore one: " + restore(stack, option);
  }

  /** How a state differs from what was last seen, and the ways out. */
  public static String describe(
      StateChange change,
      StackId stack,
      Backend backend,
      StateMemory.Seen before,
      Optional<StoredState> now,
      String option) {
    String then =
        Messages.counted(before.resources(), "resource")
            + " (serial "
            + before.serial()
            + ", lineage "
            + before.lineage()
            + ") on "
            + Messages.time(before.at());
    String what =
        switch (change) {
          case VANISHED ->
              "its state is empty and had "
                  + then
                  + ". A deploy would create them a second time, a destroy would leave them.";
          case REPLACED ->
              "another state is in the place of its state: it has lineage "
                  + now.map(StoredState::lineage).orElse("")
                  + " and "
                  + Messages.counted(now.map(s -> s.resources().size()).orElse(0), "resource")
                  + ", and had "
                  + then
                  + ". What only the former one holds would be created again, and what only this one"
                  + " holds would be destroyed.";
          case WENT_BACK ->
              "its state went back to serial "
                  + now.map(StoredState::serial).orElse(0L)
                  + " with "
                  + Messages.counted(now.map(s -> s.resources().size()).orElse(0), "resource")
                  + ", and had "
                  + then
                  + ". What was created since would be created again.";
          case NONE -> throw new IllegalArgumentException("nothing to describe");
        };
    return stack
        + ": "
        + what
        + "\n  "
        + earlierVersions(stack, backend, option)
        + "\n  If the state is right as it is, accept it: ./terrace backend accept "
        + stack
        + option;
  }
}
