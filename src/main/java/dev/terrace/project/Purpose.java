package dev.terrace.project;

/** What a run does to a stack. */
public enum Purpose {
  /** It reads the state, or plans: a doubtful state draws a warning. */
  READ,
  /** It applies or destroys: a state that may be lost is refused. */
  CHANGE
}
