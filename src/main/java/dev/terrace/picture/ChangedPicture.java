package dev.terrace.picture;

import dev.terrace.picture.Picture.Badge;
import dev.terrace.picture.Picture.Edge;
import dev.terrace.picture.Picture.Group;
import dev.terrace.picture.Picture.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A picture with what changes in it: marked boxes, and boxes of what is there no longer. */
public final class ChangedPicture {
  /**
   * A resource that changes.
   *
   * @param path of its construct
   * @param badge what happens to it
   */
  public record Changed(String layer, String path, String type, Badge badge) {}

  private final Drawing now;
  private final Map<String, Badge> badges = new HashMap<>();
  private final Map<String, Node> gone = new LinkedHashMap<>();

  private ChangedPicture(Drawing now) {
    this.now = now;
  }

  /**
   * @param part what a box says of which only a part changes, such as {@code changed}
   */
  public static Picture of(Drawing now, List<Changed> changes, String part) {
    ChangedPicture changed = new ChangedPicture(now);
    changes.forEach(each -> changed.add(each, part));
    Picture picture = now.picture();
    List<Node> nodes = new ArrayList<>();
    picture.nodes().forEach(node -> nodes.add(changed.badged(node)));
    nodes.addAll(changed.gone.values());
    return new Picture(picture.title(), picture.groups(), nodes, picture.edges());
  }

  /**
   * Two drawings in one.
   *
   * @param here what only the first one has, in the words of a reader
   * @param there what only the other one has
   */
  public static Picture of(
      Drawing now, Drawing other, List<Changed> changes, String part, String here, String there) {
    Picture marked = of(now, changes, part);
    Badge onlyHere = new Badge(Mark.ADDED, here);
    Badge onlyThere = new Badge(Mark.DESTROYED, there);
    Set<String> ids = ids(now.picture());
    Map<String, Node> nodes = new LinkedHashMap<>();
    marked.nodes().stream()
        .filter(node -> ids.contains(node.id()))
        .forEach(
            node ->
                nodes.put(
                    node.id(),
                    ids(other.picture()).contains(node.id()) ? node : node.with(onlyHere)));
    other.picture().nodes().stream()
        .filter(node -> !ids.contains(node.id()))
        .forEach(node -> nodes.put(node.id(), node.with(onlyThere)));

    Map<String, Edge> edges = new LinkedHashMap<>();
    Set<String> theirs = ways(other.picture());
    now.picture()
        .edges()
        .forEach(
            edge -> edges.put(way(edge), theirs.contains(way(edge)) ? edge : edge.with(onlyHere)));
    other.picture().edges().forEach(edge -> edges.putIfAbsent(way(edge), edge.with(onlyThere)));

    Map<String, Group> groups = new LinkedHashMap<>();
    now.picture().groups().forEach(group -> groups.put(group.id(), group));
    other.picture().groups().forEach(group -> groups.putIfAbsent(group.id(), group));
    return new Picture(
        marked.title(),
        List.copyOf(groups.values()),
        List.copyOf(nodes.values()),
        List.copyOf(edges.values()));
  }

  private static Set<String> ids(Picture picture) {
    return picture.nodes().stream().map(Node::id).collect(Collectors.toSet());
  }

  private static Set<String> ways(Picture picture) {
    Set<String> ways = new LinkedHashSet<>();
    picture.edges().forEach(edge -> ways.add(way(edge)));
    return ways;
  }

  private static String way(Edge edge) {
    return edge.from() + " " + edge.to();
  }

  private void add(Changed change, String part) {
    String id = change.layer() + "/" + change.path();
    Optional<String> own = Optional.ofNullable(now.boxes().get(id));
    boolean isBox = own.filter(id::equals).isPresent();
    Optional<String> box = own.or(() -> now.boxOf(change.layer(), change.path()));
    if (isBox) {
      badges.put(id, change.badge());
    } else if (change.badge().mark() == Mark.DESTROYED && own.isEmpty()) {
      MainTypes.of(change.type())
          .ifPresentOrElse(
              type ->
                  gone.put(
                      id,
                      new Node(
                              id,
                              type.kind(),
                              change.path().split("/", 2)[0],
                              type.word(),
                              Optional.empty())
                          .with(change.badge())),
              () -> box.ifPresent(each -> changed(each, part)));
    } else {
      box.ifPresent(each -> changed(each, part));
    }
  }

  private void changed(String box, String part) {
    badges.putIfAbsent(box, new Badge(Mark.CHANGED, part));
  }

  private Node badged(Node node) {
    return Optional.ofNullable(badges.get(node.id())).map(node::with).orElse(node);
  }
}
