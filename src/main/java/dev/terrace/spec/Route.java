package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.WebValues;
import java.util.List;

/** A listener rule in front of a service. */
public record Route(
    @OptionalKey
        @JsonPropertyDescription("Host names, * stands for any; up to 5 hosts and paths in all.")
        @Is(value = WebValues.RouteHost.class, distinct = true)
        List<String> hosts,
    @OptionalKey
        @JsonPropertyDescription("Paths, * stands for any; up to 5 hosts and paths in all.")
        @Is(value = WebValues.RoutePath.class, distinct = true)
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

  public Route {
    hosts = hosts == null ? List.of() : hosts;
    paths = paths == null ? List.of() : paths;
    login = login == null ? Login.none : login;
  }

  @Override
  public void check(Problems problems) {
    int values = hosts.size() + paths.size();
    if (values == 0) {
      problems.add("must have hosts or paths");
    }
    if (values > MOST_CONDITION_VALUES) {
      problems.add("must have at most " + MOST_CONDITION_VALUES + " hosts and paths", values);
    }
  }
}
