package dev.terrace.constructs.service;

import com.hashicorp.cdktf.ITerraformDependable;
import dev.terrace.constructs.routing.Login;
import dev.terrace.constructs.routing.ServiceRoute.Rule;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.Route;
import dev.terrace.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * How requests get to a service.
 *
 * @param targetGroup that the service registers with; null: one of its own
 * @param rules of the listener; none: its default action leads to the service
 * @param hosts that get an alias record in the hosted zone
 * @param startsAfter what must be there before the service, in addition to its rules
 * @param gapless when the listener changes, the new rules are there before the old ones go
 */
public record ServiceWay(
    TargetGroupRef targetGroup,
    List<Rule> rules,
    List<String> hosts,
    List<ITerraformDependable> startsAfter,
    boolean gapless) {

  /**
   * The way of a service's routes through a target group of its own; null: it has none.
   *
   * @param placeholders that the hosts are filled with
   * @param login of the routes that ask for one
   */
  static ServiceWay ofRoutes(ServiceSpec spec, Placeholders placeholders, Login login) {
    if (spec.routes().isEmpty()) {
      return null;
    }
    List<Rule> rules = new ArrayList<>();
    List<String> records = new ArrayList<>();
    for (Route route : spec.routes()) {
      List<String> hosts = route.hosts().stream().map(placeholders::fill).toList();
      records.addAll(hosts);
      rules.add(
          new Rule(
              hosts,
              route.paths(),
              route.priority(),
              route.login() == Route.Login.oidc ? login : null));
    }
    return new ServiceWay(null, rules, records, List.of(), false);
  }
}
