package dev.terrace.cli;

import dev.terrace.terraform.Diagnostic;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.TerraformException;
import java.util.Optional;

/** A failed Terraform, in words: which stack, which resource, what the provider said. */
final class Failures {
  private Failures() {}

  static String explain(Stack stack, Estate estate, TerraformException failure) {
    Optional<LockInfo> lock = failure.lock();
    if (lock.isPresent()) {
      return Words.locked(stack.id(), lock.get(), estate.option());
    }
    StringBuilder text = new StringBuilder();
    text.append(stack.id()).append(failure.interrupted() ? " was interrupted" : " failed");
    for (Diagnostic error : failure.errors()) {
      text.append("\n  ");
      if (!error.address().isEmpty()) {
        text.append(stack.words(error.address())).append(": ");
      }
      text.append(Words.indented(error.toString(), "    "));
    }
    if (failure.errors().isEmpty() && !failure.interrupted()) {
      text.append("\n  ").append(Words.indented(failure.getMessage(), "    "));
    }
    return text.toString();
  }

  /** The same, with what was done before that and what was begun. */
  static String explain(
      Stack stack, Estate estate, TerraformException failure, StackProgress progress) {
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
