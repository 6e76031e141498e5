package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.Glob;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.HostValues;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.PathValues;
import java.util.List;
import java.util.Objects;

/** A listener rule in front of a service. */
public record Route(
    @OptionalKey
        @JsonPropertyDescription("Host names, * stands for any; up to 5 hosts and paths in all.")
        @Is(value = HostValues.RouteHost.class, distinct = true)
        List<String> hosts,
    @OptionalKey
        @JsonPropertyDescription("Paths, * stands for any; up to 5 hosts and paths in all.")
        @Is(value = PathValues.RoutePath.class, distinct = true)
        List<String> paths,
    @JsonPropertyDescription("1-50000, unique on the listener; the lowest is tried first.")
        @Between(least = 1, most = 50_000)
        Integer priority,
    @OptionalKey
        @JsonPropertyDescription(
            "none (the default), or oidc: people log in before they get through.")
        Login login)
    implements Checked {

  /** What comes before the forward. */
  public enum Login {
    none,
    oidc
  }

  /** AWS documentation "Quotas for your Application Load Balancers": condition values per rule. */
  private static final int MOST_CONDITION_VALUES = 5;

  /** {@code aws elbv2 describe-account-limits}: condition-wildcards-per-alb-rule. */
  private static final int MOST_WILDCARDS = 5;

  public Route {
    hosts = hosts == null ? List.of() : hosts;
    paths = paths == null ? List.of() : paths;
    login = login == null ? Login.none : login;
  }

  /** Whether no request that this rule is for gets past another one that is tried earlier. */
  public boolean isCoveredBy(Route earlier) {
    boolean hasConditions = !earlier.hosts.isEmpty() || !earlier.paths.isEmpty();
    return hasConditions && covers(earlier.hosts, hosts) && covers(earlier.paths, paths);
  }

  /** No patterns take everything. */
  private static boolean covers(List<String> patterns, List<String> texts) {
    if (patterns.isEmpty()) {
      return true;
    }
    return texts.isEmpty()
        ? patterns.contains("*") || patterns.contains("/*")
        : texts.stream()
            .allMatch(text -> patterns.stream().anyMatch(pattern -> takes(pattern, text)));
  }

  private static boolean takes(String pattern, String text) {
    return pattern != null && text != null && Glob.covers(pattern, text);
  }

  /**
   * Reports a host that is too long for a listener rule.
   *
   * @param given the text of the configuration that the host comes from
   */
  public static void checkHost(Problems problems, String host, String given) {
    if (host.length() > HostValues.LONGEST_HOST) {
      problems.add("makes a host of more than " + HostValues.LONGEST_HOST + " characters", given);
    }
  }

  private static int wildcards(List<String> patterns) {
    return patterns.stream()
        .filter(Objects::nonNull)
        .mapToInt(pattern -> pattern.replaceAll("[^*?]", "").length())
        .sum();
  }

  @Override
  public void check(Problems problems) {
    int wildcards = wildcards(hosts) + wildcards(paths);
    if (wildcards > MOST_WILDCARDS) {
      problems.add("must have at most " + MOST_WILDCARDS + " wildcards", wildcards);
    }
    int values = hosts.size() + paths.size();
    if (values == 0) {
      problems.add("must have hosts or paths");
    }
    if (values > MOST_CONDITION_VALUES) {
      problems.add("must have at most " + MOST_CONDITION_VALUES + " hosts and paths", values);
    }
  }
}
