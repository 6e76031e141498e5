package dev.terrace.project;

import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.terraform.Diagnostic;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Messages;
import dev.terrace.ui.StackProgress;
import java.util.Optional;
import java.util.Set;

/** Describes a failed Terraform: which stack, which resource, the provider's message. */
public final class StackErrors {
  /** What an interrupted Terraform says of each resource that it did not begin. */
  private static final Set<String> NOT_BEGUN = Set.of("execution halted");

  private StackErrors() {}

  public static String explain(Stack stack, DeployTarget target, TerraformException failure) {
    Optional<LockInfo> lock = failure.lock();
    if (lock.isPresent()) {
      return Messages.locked(stack.id(), lock.get(), target.option());
    }
    Optional<UnreadableStateException> earlier = earlierFault(stack, target, failure);
    if (earlier.isPresent()) {
      return stack.id()
          + " reads the outputs of a stack whose state is damaged.\n"
          + earlier.get().getMessage();
    }
    Optional<UnreadableStateException> own = ownFault(stack, target, failure);
    if (own.isPresent()) {
      return own.get().getMessage();
    }
    StringBuilder text = new StringBuilder();
    text.append(stack.id()).append(failure.interrupted() ? " was interrupted" : " failed");
    for (Diagnostic error : failure.errors()) {
      if (failure.interrupted() && NOT_BEGUN.contains(error.summary())) {
        continue;
      }
      text.append("\n  ");
      if (!error.address().isEmpty()) {
        text.append(stack.describe(error.address())).append(": ");
      }
      text.append(Messages.indented(error.toString(), "    "));
      RefusedDowngrade.help(error.toString()).ifPresent(help -> text.append("\n    ").append(help));
    }
    if (failure.locked()) {
      text.append("\n  ").append(Messages.unreadableLock(stack.id(), target.option()));
    }
    if (failure.errors().isEmpty() && !failure.interrupted()) {
      text.append("\n  ").append(Messages.indented(failure.getMessage(), "    "));
    }
    return text.toString();
  }

  /** How the work on a stack ends that fails like this. */
  public static Outcome outcome(UserError failure) {
    if (failure instanceof TerraformException e && e.locked()) {
      return Outcome.LOCKED;
    }
    return failure.kind() == UserError.Kind.REFUSED ? Outcome.REFUSED : Outcome.FAILED;
  }

  /**
   * What has to be done before the same command can succeed: a command, or what to do in Terraform
   * Cloud; empty where nothing has.
   */
  public static Optional<String> repair(Stack stack, DeployTarget target, UserError failure) {
    Optional<UnreadableStateException> damage =
        failure instanceof TerraformException e
            ? earlierFault(stack, target, e).or(() -> ownFault(stack, target, e))
            : Optional.of(failure)
                .filter(UnreadableStateException.class::isInstance)
                .map(UnreadableStateException.class::cast);
    return damage.map(UnreadableStateException::repair);
  }

  private static Optional<UnreadableStateException> ownFault(
      Stack stack, DeployTarget target, TerraformException failure) {
    return StateFaults.damage(stack.id(), target.backendOf(stack.backend()), target, failure);
  }

  /**
   * Terraform does not say whose state it cannot read, its own or one that the stack takes outputs
   * from: those are read one by one.
   */
  private static Optional<UnreadableStateException> earlierFault(
      Stack stack, DeployTarget target, TerraformException failure) {
    if (!failure.readsNoState() && !failure.findsAnotherDigest()) {
      return Optional.empty();
    }
    for (StackId earlier : stack.dependencies()) {
      try {
        StackStates.open(new StackStates.Entry(earlier, stack.backend()), target);
      } catch (UnreadableStateException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  /** The same, with what finished before the failure and what had started. */
  public static String explain(
      Stack stack, DeployTarget target, TerraformException failure, StackProgress progress) {
    StringBuilder text = new StringBuilder(explain(stack, target, failure));
    text.append(UnwrittenState.describe(target.folderOf(stack)));
    if (failure.lock().isEmpty()) {
      text.append("\n  finished before that: ").append(progress.finished().size());
      text.append(progress.finished().size() == 1 ? " resource" : " resources");
      if (!progress.running().isEmpty()) {
        text.append("\n  started, result unknown: ")
            .append(String.join(", ", progress.running().stream().map(stack::describe).toList()));
      }
    }
    return text.toString();
  }
}
