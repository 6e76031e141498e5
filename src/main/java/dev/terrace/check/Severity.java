package dev.terrace.check;

import java.util.Locale;

/** How much a finding matters; the first is the worst. */
public enum Severity {
  /** Breaks, or exposes data: a deploy to a real account is refused. */
  ERROR,
  /** Deserves a change. */
  WARNING,
  /** Good to know. */
  NOTE;

  /** In lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
