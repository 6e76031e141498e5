package dev.terrace.report.access;

import dev.terrace.config.StackId;

/**
 * What a plan newly allows or no longer allows.
 *
 * @param address of the resource that says so
 * @param sentence for people, such as {@code role web-task may now s3:GetObject on …}
 */
public record AccessChange(StackId stack, String address, Kind kind, String sentence) {

  /** In which direction access changes. */
  public enum Kind {
    /** Something is allowed that was not, or no longer denied. */
    ALLOWED("allowed"),
    /** Only the apply shows what is allowed. */
    UNKNOWN("unknown"),
    /** Something is no longer allowed, or newly denied. */
    REVOKED("revoked");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** For scripts. */
    public String word() {
      return word;
    }

    /** Whether more may be allowed than before: what is unknown counts. */
    public boolean widens() {
      return this != REVOKED;
    }
  }
}
