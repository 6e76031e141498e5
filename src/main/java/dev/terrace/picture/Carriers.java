package dev.terrace.picture;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.picture.Picture.Edge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What makes an arrow work: rules of load balancers that send requests, what names the other side
 * (a policy, a task definition, a secret), and rules of security groups that let connections in.
 */
public final class Carriers {
  private final Needs needs;
  private final Routes routes;
  private final Reached reached;
  private final Map<String, List<Resource>> boxes = new LinkedHashMap<>();

  public Carriers(Model model) {
    Map<Resource, String> ids = new Boxes(model, new Tiers(model)).ids();
    ids.forEach(
        (resource, id) -> boxes.computeIfAbsent(id, each -> new ArrayList<>()).add(resource));
    this.needs = new Needs(model, ids.keySet());
    this.routes = new Routes(model);
    this.reached = new Reached(model);
  }

  /** In the order routes, names, rules; nothing where an actor is on one side. */
  public Set<Resource> of(Edge edge) {
    Set<Resource> carriers = new LinkedHashSet<>();
    for (Resource from : boxes.getOrDefault(edge.from(), List.of())) {
      for (Resource to : boxes.getOrDefault(edge.to(), List.of())) {
        carriers.addAll(routes.rules(from, to));
        carriers.addAll(needs.naming(from, to));
        carriers.addAll(reached.rules(from, to));
      }
    }
    return carriers;
  }
}
