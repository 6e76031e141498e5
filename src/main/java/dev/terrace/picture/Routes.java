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

/** What load balancers send where: by rules and default actions of listeners. */
final class Routes {
  private static final int LONGEST = 26;

  private record Way(Resource balancer, Resource to) {}

  private final Model model;
  private final Map<Way, Set<String>> ways = new LinkedHashMap<>();
  private final Map<Way, Set<Resource>> rules = new LinkedHashMap<>();

  Routes(Model model) {
    this.model = model;
    for (Resource listener : model.all("aws_lb_listener")) {
      for (Resource group : model.targets(listener, "default_action")) {
        add(listener, listener, group, List.of());
      }
    }
    for (Resource rule : model.all("aws_lb_listener_rule")) {
      List<String> conditions = new ArrayList<>();
      for (var condition : rule.blocks("condition")) {
        conditions.addAll(Resource.texts(Resource.at(condition, "host_header.values")));
        conditions.addAll(Resource.texts(Resource.at(condition, "path_pattern.values")));
      }
      conditions.replaceAll(each -> model.expand(rule, each));
      for (Resource listener : model.targets(rule, "listener_arn")) {
        for (Resource group : model.targets(rule, "action")) {
          add(rule, listener, group, conditions);
        }
      }
    }
  }

  private void add(Resource rule, Resource listener, Resource group, List<String> conditions) {
    if (!group.type().equals("aws_lb_target_group")) {
      return;
    }
    for (Resource balancer : model.targets(listener, "load_balancer_arn")) {
      for (Resource to : servers(group)) {
        ways.computeIfAbsent(new Way(balancer, to), each -> new LinkedHashSet<>())
            .addAll(conditions);
        rules.computeIfAbsent(new Way(balancer, to), each -> new LinkedHashSet<>()).add(rule);
      }
    }
  }

  private Set<Resource> servers(Resource group) {
    Set<Resource> servers = new LinkedHashSet<>(model.readers(group, "aws_ecs_service"));
    servers.addAll(model.readers(group, "aws_autoscaling_group"));
    for (Resource attachment : model.readers(group, "aws_lb_target_group_attachment")) {
      servers.addAll(model.targets(attachment, "target_id"));
    }
    return servers;
  }

  /** The rules, and listeners by default, that send requests from one to the other. */
  Set<Resource> rules(Resource from, Resource to) {
    return rules.getOrDefault(new Way(from, to), Set.of());
  }

  /** One edge for each pair, with the first host or path and how many more there are. */
  List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    ways.forEach(
        (way, conditions) ->
            edges.add(
                new Edge(
                    Boxes.id(way.balancer()),
                    Boxes.id(way.to()),
                    shortened(conditions),
                    List.copyOf(conditions))));
    return edges;
  }

  private static String shortened(Set<String> conditions) {
    String first = conditions.stream().findFirst().map(Routes::shortened).orElse("");
    return conditions.size() > 1 ? first + " +" + (conditions.size() - 1) : first;
  }

  /** Hosts of one environment differ in their first part. */
  private static String shortened(String condition) {
    int dot = condition.indexOf('.');
    return condition.length() > LONGEST && dot > 0 ? condition.substring(0, dot) + ".…" : condition;
  }
}
