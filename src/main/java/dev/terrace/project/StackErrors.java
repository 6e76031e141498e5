package dev.terrace.project;

import dev.terrace.terraform.Diagnostic;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Messages;
import dev.terrace.ui.StackProgress;
import java.util.Optional;

/** A failed Terraform, in words: which stack, which resource, what the provider said. */
public final class StackErrors {
  private StackErrors() {}

  public static String explain(Stack stack, DeployTarget estate, TerraformException failure) {
    Optional<LockInfo> lock = failure.lock();
    if (lock.isPresent()) {
      return Messages.locked(stack.id(), lock.get(), estate.option());
    }
    StringBuilder text = new StringBuilder();
    text.append(stack.id()).append(failure.interrupted() ? " was interrupted" : " failed");
    for (Diagnostic error : failure.errors()) {
      text.append("\n  ");
      if (!error.address().isEmpty()) {
        text.append(stack.words(error.address())).append(": ");
      }
      text.append(Messages.indented(error.toString(), "    "));
    }
    if (failure.errors().isEmpty() && !failure.interrupted()) {
      text.append("\n  ").append(Messages.indented(failure.getMessage(), "    "));
    }
    return text.toString();
  }

  /** The same, with what was done before that and what was begun. */
  public static String explain(
      Stack stack, DeployTarget estate, TerraformException failure, StackProgress progress) {
    StringBuilder text = new StringBuilder(explain(stack, estate, failure));
    if (failure.lock().isEmpty()) {
      text.append("\n  done before that: ").append(progress.finished().size());
      text.append(progress.finished().size() == 1 ? " resource" : " resources");
      if (!progress.running().isEmpty()) {
        text.append("\n  begun, with no word of how it ended: ")
            .append(String.join(", ", progress.running().stream().map(stack::words).toList()));
      }
    }
    return text.toString();
  }
}
