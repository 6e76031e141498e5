package dev.terrace.picture;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.picture.Picture.Edge;
import dev.terrace.picture.Picture.Group;
import dev.terrace.picture.Picture.Kind;
import dev.terrace.picture.Picture.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The picture of a whole environment: what runs where, who calls it, what it needs. */
public final class SystemPicture {
  private record Pair(String from, String to) {}

  private SystemPicture() {}

  public static Picture of(Model model) {
    return draw(model).picture();
  }

  public static Drawing draw(Model model) {
    Tiers tiers = new Tiers(model);
    Boxes boxes = new Boxes(model, tiers);
    Actors actors = new Actors(model, boxes);

    Map<Pair, Edge> edges = new LinkedHashMap<>();
    actors.edges().forEach(edge -> add(edges, edge));
    new Routes(model).edges().forEach(edge -> add(edges, edge));
    Needs needs = new Needs(model, boxes.ids().keySet());
    boxes
        .ids()
        .forEach(
            (resource, id) -> {
              if (Boxes.acts(resource)) {
                for (Resource to : needs.of(resource)) {
                  if (isShown(resource, to)) {
                    add(edges, new Edge(id, boxes.ids().get(to), ""));
                  }
                }
              }
            });
    new PrivateNames(model).edges().forEach(edge -> add(edges, edge));
    logins(model, boxes).forEach(edge -> add(edges, edge));
    reached(model, boxes, edges.values()).forEach(edge -> add(edges, edge));

    List<Node> nodes = new ArrayList<>(actors.nodes());
    nodes.addAll(boxes.nodes());
    Picture picture =
        new Picture(
            model.environment().toString(),
            used(tiers.groups(), nodes),
            nodes,
            List.copyOf(edges.values()));
    Map<String, String> ids = new LinkedHashMap<>();
    boxes.ids().forEach((resource, id) -> ids.put(Boxes.id(resource), id));
    return new Drawing(picture, ids);
  }

  private static void add(Map<Pair, Edge> edges, Edge edge) {
    edges.putIfAbsent(new Pair(edge.from(), edge.to()), edge);
  }

  /** A service that names its load balancer is not called by it the other way round. */
  private static boolean isShown(Resource from, Resource to) {
    boolean balancer = to.type().equals("aws_lb");
    boolean alarm = to.type().equals("aws_sns_topic") && from.type().equals("aws_lb");
    return !balancer && !alarm;
  }

  private static List<Edge> logins(Model model, Boxes boxes) {
    List<Edge> edges = new ArrayList<>();
    for (Resource pool : model.all("aws_cognito_user_pool")) {
      Set<Resource> balancers = new LinkedHashSet<>();
      for (String type : List.of("aws_lb_listener", "aws_lb_listener_rule")) {
        for (Resource reader : model.readers(pool, type)) {
          balancers.addAll(model.targets(reader, "load_balancer_arn"));
          model
              .targets(reader, "listener_arn")
              .forEach(each -> balancers.addAll(model.targets(each, "load_balancer_arn")));
        }
      }
      balancers.retainAll(boxes.ids().keySet());
      balancers.forEach(each -> edges.add(new Edge(Boxes.id(each), Boxes.id(pool), "login")));
    }
    return edges;
  }

  /**
   * Who may connect to data that nobody is declared to need: a program that looks its database up
   * when it starts.
   */
  private static List<Edge> reached(Model model, Boxes boxes, Collection<Edge> declared) {
    Set<String> needed = declared.stream().map(Edge::to).collect(Collectors.toSet());
    Set<Resource> acting = new LinkedHashSet<>(boxes.ids().keySet());
    acting.removeIf(each -> !Boxes.acts(each));
    Reached reached = new Reached(model);
    List<Edge> edges = new ArrayList<>();
    boxes
        .ids()
        .forEach(
            (resource, id) -> {
              boolean data = MainTypes.of(resource).orElseThrow().kind() == Kind.DATA;
              if (data && !needed.contains(id)) {
                reached
                    .from(resource, acting)
                    .forEach(from -> edges.add(new Edge(boxes.ids().get(from), id, "")));
              }
            });
    return edges;
  }

  /** Frames that something is in. */
  private static List<Group> used(List<Group> groups, List<Node> nodes) {
    Set<String> used =
        nodes.stream().map(Node::group).flatMap(Optional::stream).collect(Collectors.toSet());
    groups.stream()
        .filter(group -> used.contains(group.id()))
        .map(Group::parent)
        .flatMap(Optional::stream)
        .toList()
        .forEach(used::add);
    return groups.stream().filter(group -> used.contains(group.id())).toList();
  }
}
