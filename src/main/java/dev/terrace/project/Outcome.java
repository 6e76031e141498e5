package dev.terrace.project;

import java.util.Locale;

/** How the work on one stack ended. */
public enum Outcome {
  APPLIED,
  UNCHANGED,
  DESTROYED,
  /** It has no resources, so that there is nothing to destroy. */
  NOT_DEPLOYED,
  /** The user said no. */
  DECLINED,
  FAILED,
  /** A guard or a rule did not let the work begin. */
  REFUSED,
  /** The state is locked, so that nothing was begun. */
  LOCKED,
  /** The user stopped the run while it was at work on the stack. */
  INTERRUPTED,
  /** Nothing was started, since an earlier stack did not succeed. */
  NOT_STARTED;

  /** Whether later stacks may be started. */
  public boolean succeeded() {
    return this == APPLIED || this == UNCHANGED || this == DESTROYED;
  }

  /** As it is printed and in JSON, such as {@code not started}. */
  public String describe() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
