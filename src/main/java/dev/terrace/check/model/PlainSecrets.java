package dev.terrace.check.model;

import java.util.regex.Pattern;

/** Tells variables that hold a secret from others. */
public final class PlainSecrets {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(PASSWORD|PASSWD|SECRET|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|AUTH_?TOKEN|ECS_ENGINE_AUTH_DATA).*");

  /** Names that say something about a secret without holding it. */
  private static final Pattern ABOUT =
      Pattern.compile("(?i).*(_ID|_ARN|_NAME|_FILE|_PATH|_URL|_URI|_TTL|_LENGTH|_ENABLED|_PREFIX)");

  /**
   * Keys of AWS, private keys, passwords in addresses, and tokens of OpenAI, Stripe, GitHub, GitLab
   * and Slack, as in the rules of https://github.com/gitleaks/gitleaks.
   */
  private static final String VALUES =
      "AKIA[0-9A-Z]{16}|-----BEGIN .*PRIVATE KEY.*|[a-z+]+://[^:/@\\s]+:[^@/\\s]+@.*"
          + "|sk-[\\w-]{20,}|[sr]k_live_\\w{24,}|gh[oprsu]_\\w{36,}|github_pat_\\w{22,}"
          + "|glpat-[\\w-]{20,}|xox[abeprs]-[\\w-]{10,}";

  private static final Pattern VALUE = Pattern.compile(VALUES, Pattern.DOTALL);

  /** The same inside a longer text, such as a script. */
  private static final Pattern IN_TEXT =
      Pattern.compile("(?<![\\w-])(?:" + VALUES + ")", Pattern.DOTALL);

  private PlainSecrets() {}

  /** Whether a text holds a secret that is recognized by its form, somewhere in it. */
  public static boolean isIn(String text) {
    return IN_TEXT.matcher(text).find();
  }

  /**
   * @param value as it stands in the stack
   */
  public static boolean is(String name, String value) {
    if (value.isEmpty() || value.matches("(?i)true|false|\\d{1,6}|arn:.*|\\$\\{[^}]*}")) {
      return false;
    }
    if (VALUE.matcher(value).matches() && !value.contains("${")) {
      return true;
    }
    return NAME.matcher(name).matches() && !ABOUT.matcher(name).matches();
  }
}
