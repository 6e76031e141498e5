package dev.terrace.project;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database that runs a newer minor version than its configuration names. AWS installs one when it
 * ends the support of another, whatever the configuration says (Amazon RDS user guide, "Upgrading a
 * DB instance engine version"); Terraform then wants the configured one back, which RDS refuses:
 * terraform-provider-aws #39579.
 */
final class RefusedDowngrade {
  private static final Pattern REFUSAL =
      Pattern.compile(
          "(?:Cannot upgrade postgres|Cannot find upgrade path) from (\\d+)\\.(\\d+) to (\\d+)\\.(\\d+)");

  private RefusedDowngrade() {}

  /** What to do after AWS has refused to install an older version; empty for other messages. */
  static Optional<String> help(String message) {
    Matcher refusal = REFUSAL.matcher(message);
    boolean isDowngrade =
        refusal.find()
            && refusal.group(1).equals(refusal.group(3))
            && Integer.parseInt(refusal.group(2)) > Integer.parseInt(refusal.group(4));
    if (!isDowngrade) {
      return Optional.empty();
    }
    String running = refusal.group(1) + "." + refusal.group(2);
    return Optional.of(
        "AWS has installed "
            + running
            + ". Set database.engineVersion to \""
            + running
            + "\", or to \""
            + refusal.group(1)
            + "\" to follow minor versions, and run the same command again.");
  }
}
