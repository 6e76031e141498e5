package dev.terrace.report;

/** What a change may do to those who use the resource, the worst first. */
public enum Risk {
  DATA("data", "Destroyed or replaced, with the data they hold"),
  PROTECTION("protection", "Changes that weaken a protection of data"),
  REPLACEMENT("replacement", "Other replaced or destroyed resources"),
  INTERRUPTION("interruption", "Updates that interrupt a service"),
  ACCESS("access", "More access than before"),
  OTHER("other", "Other changes");

  private final String word;
  private final String title;

  Risk(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /** For scripts. */
  public String word() {
    return word;
  }

  /** For people. */
  public String title() {
    return title;
  }
}
