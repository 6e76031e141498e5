package dev.terrace.cli;

final class Doctor {
  static final String GET_TERRAFORM =
      "Get it with: brew install hashicorp/tap/terraform | tfenv install |"
          + " https://developer.hashicorp.com/terraform/install";

  private Doctor() {}

  /** Whether a version such as {@code 1.11.4} is at least major.minor. */
  static boolean atLeast(String version, int major, int minor) {
    String[] parts = version.replaceFirst("^v", "").split("[.-]", -1);
    if (parts.length < 2 || !parts[0].matches("\\d{1,6}") || !parts[1].matches("\\d{1,6}")) {
      return false;
    }
    int foundMajor = Integer.parseInt(parts[0]);
    return foundMajor > major || (foundMajor == major && Integer.parseInt(parts[1]) >= minor);
  }
}
