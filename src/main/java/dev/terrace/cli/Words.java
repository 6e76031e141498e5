package dev.terrace.cli;

import dev.terrace.config.StackId;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.Plan;
import java.util.Locale;

/** Wording that several commands share. */
final class Words {
  private Words() {}

  /** A text of several lines, all but the first moved to the right. */
  static String indented(String text, String blanks) {
    return text.strip().replace("\n", "\n" + blanks);
  }

  static String of(Plan.Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  static String locked(StackId stack, LockInfo lock, String option) {
    return stack
        + ": its state is locked by "
        + lock.words()
        + ".\n  Wait for them to finish. If that run was killed, release the lock:"
        + " ./terrace backend unlock "
        + stack.environment()
        + option;
  }
}
