package dev.terrace.picture;

import java.util.List;
import java.util.Optional;

/**
 * What a picture shows, without places: the same stacks give the same picture.
 *
 * @param groups each after its parent
 */
public record Picture(String title, List<Group> groups, List<Node> nodes, List<Edge> edges) {
  public Picture {
    groups = List.copyOf(groups);
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * What happens to a box or an arrow.
   *
   * @param word for readers, such as {@code replaced}
   */
  public record Badge(Mark mark, String word) {}

  /** A frame around nodes, such as a VPC or a tier of its subnets. */
  public record Group(String id, String label, Optional<String> parent) {}

  /**
   * A box.
   *
   * @param id the layer and the construct path, such as {@code platform/coder/service/service}; of
   *     an actor its name
   * @param label a name, such as {@code coder}
   * @param detail what it is, such as {@code Fargate service · 1 vCPU, 2 GiB}
   * @param group the frame that it is in; empty outside of all
   * @param badge what happens to it, where the picture is about a change
   */
  public record Node(
      String id,
      Kind kind,
      String label,
      String detail,
      Optional<String> group,
      Optional<Badge> badge) {
    public Node(String id, Kind kind, String label, String detail, Optional<String> group) {
      this(id, kind, label, detail, group, Optional.empty());
    }

    Node with(Badge given) {
      return new Node(id, kind, label, detail, group, Optional.of(given));
    }

    /** With the sign of what happens to it. */
    String name() {
      return badge.map(each -> each.mark().sign() + " ").orElse("") + label;
    }

    /** With the word for what happens to it. */
    String description() {
      return badge.map(each -> each.word() + " · ").orElse("") + detail;
    }
  }

  /**
   * An arrow: the one needs, calls or changes the other.
   *
   * @param label what about, such as a host; empty if nothing is to be said
   * @param about all that the label is short for, such as every host and path
   * @param badge what happens to it, where the picture is about a change
   */
  public record Edge(
      String from, String to, String label, List<String> about, Optional<Badge> badge) {
    public Edge {
      about = List.copyOf(about);
    }

    public Edge(String from, String to, String label, List<String> about) {
      this(from, to, label, about, Optional.empty());
    }

    public Edge(String from, String to, String label) {
      this(from, to, label, label.isEmpty() ? List.of() : List.of(label));
    }

    Edge with(Badge given) {
      return new Edge(from, to, label, about, Optional.of(given));
    }
  }

  /** What a box stands for; decides its colour. */
  public enum Kind {
    ACTOR,
    ENTRY,
    COMPUTE,
    DATA,
    STORAGE,
    MESSAGING,
    DELIVERY,
    IDENTITY,
    NETWORK,
    WATCHING
  }
}
