package dev.terrace.state;

import dev.terrace.config.StackId;
import dev.terrace.terraform.LockInfo;

/** Refused because a state is locked. */
public final class LockedException extends RefusedException {
  private static final long serialVersionUID = 1L;

  private final transient StackId stack;
  private final transient LockInfo holder;

  LockedException(StackId stack, LockInfo holder) {
    super(stack + ": its state is locked by " + holder.describe());
    this.stack = stack;
    this.holder = holder;
  }

  public StackId stack() {
    return stack;
  }

  public LockInfo holder() {
    return holder;
  }
}
