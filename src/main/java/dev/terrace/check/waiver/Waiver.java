package dev.terrace.check.waiver;

import dev.terrace.check.Finding;
import dev.terrace.config.Checked;
import dev.terrace.config.Glob;
import dev.terrace.config.Problems;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;

/**
 * Accepts findings of rules, and what the guard refuses, until a date.
 *
 * @param rule the id of the rule, or of what the guard refuses
 * @param resource {@code ENVIRONMENT/LAYER/construct/path}, a construct path or a Terraform
 *     address; {@code *} stands for any characters
 * @param reason why the finding is accepted, and the document that says so
 * @param who answers for it
 * @param expires the last day on which it counts, such as {@code 2027-06-30}
 */
public record Waiver(String rule, String resource, String reason, String who, String expires)
    implements Checked {
  /** What the guard refuses. */
  public static final Set<String> GUARD_RULES =
      Set.of(
          "guard-destroy",
          "guard-replace",
          "guard-unprotect",
          "guard-unknown-type",
          "guard-not-understood");

  private static final int LEAST_LITERALS = 3;

  /** Addresses and a path of which a pattern can match no more than what all have. */
  private static final List<String> ANYTHING =
      List.of("~", "~.~", "~/~", "aws_~.~", "module.~.aws_~.~", "aws_~.~[~]");

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

  /** Whether it is for the guard and not for {@code check}. */
  public boolean isForGuard() {
    return GUARD_RULES.contains(rule);
  }

  public boolean isExpired(LocalDate today) {
    return LocalDate.parse(expires).isBefore(today);
  }

  boolean covers(Finding finding) {
    String layer = finding.stack().environment().environment() + "/" + finding.stack().layer();
    return covers(finding.rule().id(), layer, finding.path(), finding.address());
  }

  /**
   * @param layer {@code ENVIRONMENT/LAYER}; empty where there is none
   * @param path the construct path, else the address
   */
  public boolean covers(String of, String layer, String path, String address) {
    return of.equals(rule) && (matches(layer + "/" + path) || matches(path) || matches(address));
  }

  /** Whether it begins with {@code ENVIRONMENT/LAYER} of a stack. */
  public boolean names(String layer) {
    String[] segments = resource.split("/", 3);
    return segments.length == 3 && matches(segments[0] + "/" + segments[1], layer);
  }

  /**
   * Whether it would let every resource of a stack be lost.
   *
   * @param layer {@code ENVIRONMENT/LAYER} of the stack
   */
  public boolean isForWhole(String layer) {
    return isForGuard() && matches(layer + "/~/~");
  }

  private boolean matches(String text) {
    return matches(resource, text);
  }

  private static boolean matches(String glob, String text) {
    return Glob.matches(glob, text);
  }

  /**
   * Whether it would let every resource of a stack, or of an unknown one, be lost.
   *
   * @param environments names of the environments that it may be meant for
   */
  boolean isTooWide(List<String> environments) {
    if (!isForGuard() || !resource.contains("*")) {
      return false;
    }
    if (ANYTHING.stream().anyMatch(this::matches)) {
      return true;
    }
    String[] segments = resource.split("/", -1);
    String layer = segments.length > 1 ? segments[1] : "";
    if (matches("~/" + layer + "/~/~")
        || environments.stream().anyMatch(each -> matches(each + "/" + layer + "/~/~"))
        || environments.stream().anyMatch(each -> matches(each + "/~/~/~"))) {
      return true;
    }
    boolean hasLayer =
        segments.length > 2 && (segments[0].contains("*") || environments.contains(segments[0]));
    String own = hasLayer ? resource.replaceFirst("^[^/]*/[^/]*/", "") : resource;
    return own.replaceAll("\\baws_|\\bmodule\\b|\\W", "").length() < LEAST_LITERALS;
  }
}
