package dev.terrace.spec;

import dev.terrace.config.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The listener rules of all services, which a load balancer tries in the order of priorities. */
public final class ListenerRules {
  private final Map<String, List<Route>> routes = new LinkedHashMap<>();

  /**
   * @param services by name; values may be null where the schema has reported them
   */
  public ListenerRules(Map<String, ServiceSpec> services) {
    services.forEach(
        (name, service) -> {
          if (service != null) {
            routes.put(name, service.routes());
          }
        });
  }

  /**
   * Reports hosts that no rule takes, and rules that no request reaches.
   *
   * @param problems at the service's {@code routes}
   * @param placeholders that the hosts are filled with
   * @param domain that they are reached below; null where it is reported
   */
  public void check(
      Problems problems, String service, Placeholders placeholders, DomainSpec domain) {
    List<Route> own = routes.get(service);
    for (int i = 0; i < own.size(); i++) {
      Route route = own.get(i);
      if (route == null) {
        continue;
      }
      Problems at = problems.at(i);
      for (int j = 0; j < route.hosts().size(); j++) {
        String host = route.hosts().get(j);
        if (host != null) {
          checkHost(at.at("hosts").at(j), host, placeholders, domain);
        }
      }
      checkWildcardStaysLast(at, route);
      checkIsReached(at, route);
    }
  }

  private static void checkHost(
      Problems problems, String host, Placeholders placeholders, DomainSpec domain) {
    placeholders.check(problems, host);
    String filled = placeholders.fill(host);
    Route.checkHost(problems, filled, host);
    if (domain != null && !filled.contains("{")) {
      domain.checkHost(problems, filled, host);
    }
  }

  /** Reports a priority that two rules have. */
  public void checkPriorities(Problems root) {
    Map<String, Integer> priorities = new LinkedHashMap<>();
    routes.forEach(
        (name, own) -> {
          for (int i = 0; i < own.size(); i++) {
            Route route = own.get(i);
            if (route != null && route.priority() != null) {
              priorities.put("services." + name + ".routes[" + i + "].priority", route.priority());
            }
          }
        });
    root.distinct("this priority", priorities);
  }

  /** A host with a wildcard takes what comes after it, so that nothing may come after it. */
  private void checkWildcardStaysLast(Problems problems, Route route) {
    if (route.priority() == null
        || route.hosts().stream().noneMatch(host -> host != null && host.startsWith("*"))) {
      return;
    }
    routes.forEach(
        (name, others) -> {
          for (Route other : others) {
            if (other != null && other.priority() != null && other.priority() > route.priority()) {
              problems
                  .at("priority")
                  .add(
                      "must be the highest, since the host "
                          + String.join(", ", route.hosts())
                          + " takes what comes after it; services."
                          + name
                          + " has "
                          + other.priority(),
                      route.priority());
            }
          }
        });
  }

  /** A rule that is tried earlier must not take all that this one is for. */
  private void checkIsReached(Problems problems, Route route) {
    if (route.priority() == null) {
      return;
    }
    routes.forEach(
        (name, others) -> {
          for (int i = 0; i < others.size(); i++) {
            Route other = others.get(i);
            boolean isEarlier =
                other != null
                    && other.priority() != null
                    && other.priority() < route.priority()
                    && other.hosts().stream()
                        .noneMatch(host -> host == null || host.startsWith("*"));
            if (isEarlier && route.isCoveredBy(other)) {
              problems.add(
                  "is never reached: services."
                      + name
                      + ".routes["
                      + i
                      + "] takes its requests with the lower priority "
                      + other.priority());
            }
          }
        });
  }
}
