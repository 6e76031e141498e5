package dev.terrace.report.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One action of a statement on one resource for one principal; with {@code NotAction} and the like,
 * all of them at once.
 *
 * @param allows false for a Deny
 * @param who principals, or the role, user or group that has the policy
 * @param scope the resource whose policy it is; empty for a policy of a role, user or group
 * @param condition for people; empty without one
 */
record Grant(boolean allows, Part who, Part actions, Part on, String scope, String condition) {
  /** What {@link dev.terrace.check.model.Model#expand} writes for what AWS chooses. */
  private static final Pattern TOKEN = Pattern.compile("<[^<>]*>|\\{account}");

  /** Whether it holds for everything that another holds for, with the same effect. */
  boolean covers(Grant other) {
    return coversSubject(other)
        && (condition.isEmpty() || condition.equals(other.condition))
        && on.covers(other.on, Part::covers);
  }

  private boolean coversSubject(Grant other) {
    return allows == other.allows
        && scope.equals(other.scope)
        && who.covers(other.who, Grant::coversPrincipal)
        && actions.covers(
            other.actions,
            (one, two) -> Part.covers(one.toLowerCase(Locale.ROOT), two.toLowerCase(Locale.ROOT)));
  }

  /** {@code *} is everybody, but no service: {@code Service} principals are named. */
  private static boolean coversPrincipal(String one, String other) {
    return one.equals(other) || (one.equals("*") && !other.contains(" "));
  }

  /**
   * Whether a part of the resource or of the condition is known only after the apply.
   *
   * @param created construct paths of resources that the plan creates: theirs are new in any case
   */
  boolean isOpen(Set<String> created) {
    List<String> tokens = new ArrayList<>();
    on.names().forEach(name -> TOKEN.matcher(name).results().forEach(m -> tokens.add(m.group())));
    TOKEN.matcher(condition).results().forEach(match -> tokens.add(match.group()));
    return !tokens.isEmpty() && tokens.stream().noneMatch(token -> created.contains(path(token)));
  }

  private static String path(String token) {
    int dot = token.lastIndexOf('.');
    return dot < 0 ? token : token.substring(1, dot);
  }

  /** Whether it may cover another one, depending on what is known only after the apply. */
  boolean mayCover(Grant other) {
    return coversSubject(other)
        && (condition.isEmpty() || pattern(condition).matcher(other.condition).matches())
        && on.except() == other.on.except()
        && other.on.names().stream()
            .allMatch(
                name ->
                    on.names().stream().anyMatch(each -> pattern(each).matcher(name).matches()));
  }

  private static Pattern pattern(String open) {
    StringBuilder pattern = new StringBuilder();
    int at = 0;
    var matcher = TOKEN.matcher(open);
    while (matcher.find()) {
      pattern.append(Pattern.quote(open.substring(at, matcher.start()))).append(".*");
      at = matcher.end();
    }
    return Pattern.compile(pattern + Pattern.quote(open.substring(at)), Pattern.DOTALL);
  }
}
