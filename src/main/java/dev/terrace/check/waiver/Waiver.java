package dev.terrace.check.waiver;

import dev.terrace.check.Finding;
import dev.terrace.config.Checked;
import dev.terrace.config.Problems;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * Accepts findings until a date.
 *
 * @param rule the id of the rule
 * @param resource {@code ENVIRONMENT/LAYER/construct/path}, a construct path or a Terraform
 *     address; {@code *} stands for any characters
 * @param reason why the finding is accepted, and the document that says so
 * @param who answers for it
 * @param expires the last day on which it counts, such as {@code 2027-06-30}
 */
public record Waiver(String rule, String resource, String reason, String who, String expires)
    implements Checked {

  @Override
  public void check(Problems problems) {
    problems.notBlank("rule", rule, "must be the id of a rule");
    problems.notBlank("resource", resource, "must be a pattern of a path or an address");
    problems.notBlank("who", who, "must say who answers for it");
    if (reason != null && reason.strip().length() < 20) {
      problems.at("reason").add("must say why, in at least 20 characters", reason);
    }
    if (expires != null && !isDate(expires)) {
      problems.at("expires").add("must be a date such as 2027-06-30", expires);
    }
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  boolean isExpired(LocalDate today) {
    return LocalDate.parse(expires).isBefore(today);
  }

  boolean covers(Finding finding) {
    if (!finding.rule().id().equals(rule)) {
      return false;
    }
    Pattern pattern = Pattern.compile("\\Q" + resource.replace("*", "\\E.*\\Q") + "\\E");
    String layer = finding.stack().environment().environment() + "/" + finding.stack().layer();
    return pattern.matcher(layer + "/" + finding.path()).matches()
        || pattern.matcher(finding.path()).matches()
        || pattern.matcher(finding.address()).matches();
  }
}
