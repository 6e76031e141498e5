package dev.terrace.ui;

import dev.terrace.config.StackId;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.Plan;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Messages that several commands share. */
public final class Messages {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Messages() {}

  /** For example {@code 2026-01-31 10:00:00 UTC}. */
  public static String time(Instant instant) {
    return SECONDS.format(instant) + " UTC";
  }

  /** A text of several lines, all but the first indented. */
  public static String indented(String text, String blanks) {
    return text.strip().replace("\n", "\n" + blanks);
  }

  /** For example {@code 1 stack} or {@code 4 stacks}. */
  public static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  public static String of(Plan.Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Another Terraform of this machine works on the stack: of a parallel run, or left by a killed
   * one.
   */
  public static String atWork(StackId stack, ProcessHandle terraform, String option) {
    String who = terraform.info().user().map(user -> " of " + user).orElse("");
    String since = terraform.info().startInstant().map(start -> " since " + time(start)).orElse("");
    return stack
        + ": another run works on it on this machine: Terraform, process "
        + terraform.pid()
        + who
        + since
        + ".\n  Wait for it to finish. If that run was killed, let its Terraform finish its step and"
        + " stop: ./terrace backend unlock "
        + stack.environment()
        + option;
  }

  public static String locked(StackId stack, LockInfo lock, String option) {
    return stack
        + ": its state is locked by "
        + lock.describe()
        + ".\n  Wait for them to finish. If that run was killed, release the lock:"
        + " ./terrace backend unlock "
        + stack.environment()
        + option;
  }

  /** The state is locked, and the lock does not say by whom. */
  public static String unreadableLock(StackId stack, String option) {
    return "Its lock cannot be read. If nobody works on it, release the lock: ./terrace backend"
        + " unlock "
        + stack.environment()
        + option;
  }
}
