package dev.terrace.picture;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.picture.Picture.Edge;
import dev.terrace.picture.Picture.Kind;
import dev.terrace.picture.Picture.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** People and systems outside: who calls, who delivers, who is told. */
final class Actors {
  private static final String INTERNET = "internet";
  private static final String PRIVATE_NETWORK = "private-network";
  private static final String GITHUB = "github";
  private static final String ON_CALL = "on-call";

  private final Model model;
  private final Boxes boxes;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();

  Actors(Model model, Boxes boxes) {
    this.model = model;
    this.boxes = boxes;
    callers();
    deliverers();
    told();
  }

  private void callers() {
    for (Resource resource : boxes.ids().keySet()) {
      if (MainTypes.of(resource).orElseThrow().kind() == Kind.ENTRY) {
        boolean internal = resource.isTrue("internal");
        String from = internal ? PRIVATE_NETWORK : INTERNET;
        add(from, internal ? "Private network" : "Internet", "users");
        edges.add(new Edge(from, Boxes.id(resource), ports(resource)));
      }
    }
  }

  private String ports(Resource balancer) {
    Set<Integer> ports = new TreeSet<>();
    for (Resource listener : model.readers(balancer, "aws_lb_listener")) {
      listener.number("port").ifPresent(port -> ports.add((int) port));
    }
    return ports.isEmpty()
        ? ""
        : "port " + String.join(", ", ports.stream().map(String::valueOf).toList());
  }

  private void deliverers() {
    for (Resource connection : model.all("aws_codestarconnections_connection")) {
      for (Resource pipeline : model.readers(connection, "aws_codepipeline")) {
        add(GITHUB, "GitHub", "sources");
        edges.add(new Edge(GITHUB, Boxes.id(pipeline), "changes"));
      }
    }
    Needs needs = new Needs(model, boxes.ids().keySet());
    for (Resource provider : model.all("aws_iam_openid_connect_provider")) {
      if (!provider.text("url").contains("token.actions.githubusercontent.com")) {
        continue;
      }
      for (Resource role : model.readers(provider, "aws_iam_role")) {
        for (Resource to : needs.of(role)) {
          if (Set.of("aws_ecr_repository", "aws_ecs_service").contains(to.type())) {
            add(GITHUB, "GitHub", "Actions");
            edges.add(new Edge(GITHUB, boxes.ids().get(to), "delivers"));
          }
        }
      }
    }
  }

  private void told() {
    for (Resource topic : model.all("aws_sns_topic")) {
      if (!model.readers(topic, "aws_sns_topic_subscription").isEmpty()) {
        add(ON_CALL, "On call", "subscribers");
        edges.add(new Edge(Boxes.id(topic), ON_CALL, ""));
      }
    }
  }

  private void add(String id, String label, String detail) {
    if (nodes.stream().noneMatch(node -> node.id().equals(id))) {
      nodes.add(new Node(id, Kind.ACTOR, label, detail, Optional.empty()));
    }
  }

  List<Node> nodes() {
    return nodes;
  }

  List<Edge> edges() {
    return edges;
  }
}
