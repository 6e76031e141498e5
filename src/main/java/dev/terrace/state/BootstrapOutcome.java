package dev.terrace.state;

/** What a bootstrap of a state backend found or did. */
public enum BootstrapOutcome {
  /** Bucket and lock table were created. */
  CREATED("created"),
  /** They existed, and some of their settings were updated. */
  UPDATED("updated"),
  /** Everything existed as configured. */
  UNCHANGED("exists, nothing to change"),
  /** The bucket exists and is managed elsewhere; it is used unchanged. */
  EXTERNAL("exists, managed elsewhere, and is used unchanged");

  private final String description;

  BootstrapOutcome(String description) {
    this.description = description;
  }

  public String describe() {
    return description;
  }
}
