package dev.terrace.bridge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a contract. A higher major number means breaking changes; a higher minor number
 * means additions.
 *
 * @param major 1 and up
 * @param minor 0 and up
 */
public record ContractVersion(int major, int minor) implements Comparable<ContractVersion> {
  static final String FORM = "[1-9]\\d{0,3}\\.(0|[1-9]\\d{0,3})";
  private static final Pattern PARTS = Pattern.compile("(\\d+)\\.(\\d+)");

  /**
   * @param text such as {@code 1.0}
   * @throws IllegalArgumentException for any other text
   */
  public static ContractVersion parse(String text) {
    Matcher matcher = PARTS.matcher(text);
    if (!text.matches(FORM) || !matcher.matches()) {
      throw new IllegalArgumentException(
          "version of a contract: must be major.minor such as 1.0, got " + text);
    }
    return new ContractVersion(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  ContractVersion nextMajor() {
    return new ContractVersion(major + 1, 0);
  }

  ContractVersion nextMinor() {
    return new ContractVersion(major, minor + 1);
  }

  @Override
  public int compareTo(ContractVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
