package dev.terrace.adopt.match;

/** How certain it is that a desired resource and an existing one are the same. */
public enum Confidence {
  /** Everything known on both sides agrees, and no other resource agrees as well. */
  EXACT("exact"),
  /** AWS cannot hold two resources with these values; other attributes may differ. */
  IDENTITY("identity"),
  /** A matched resource refers to it, and everything known agrees. */
  IMPLIED("implied"),
  /** Several agree in everything but tags, and exactly one has the desired {@code Name}. */
  NAME_TAG("name tag"),
  /** A person decided. */
  MANUAL("hand");

  private final String label;

  Confidence(String label) {
    this.label = label;
  }

  /** The value of {@code sure} in adoption files. */
  public String label() {
    return label;
  }
}
