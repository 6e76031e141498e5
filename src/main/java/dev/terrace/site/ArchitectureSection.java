package dev.terrace.site;

import dev.terrace.picture.Carriers;
import dev.terrace.picture.Picture;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The picture, and its arrows as a list. */
record ArchitectureSection(Subject subject) implements Section {
  private static final Map<Picture.Kind, String> WORDS =
      new EnumMap<>(
          Map.of(
              Picture.Kind.ACTOR, "Outside",
              Picture.Kind.ENTRY, "Entry",
              Picture.Kind.COMPUTE, "Runs",
              Picture.Kind.DATA, "Data",
              Picture.Kind.STORAGE, "Storage",
              Picture.Kind.MESSAGING, "Messages",
              Picture.Kind.DELIVERY, "Delivery",
              Picture.Kind.IDENTITY, "Login",
              Picture.Kind.NETWORK, "Network",
              Picture.Kind.WATCHING, "Watching"));

  @Override
  public String id() {
    return "architecture";
  }

  @Override
  public String title() {
    return "Architecture";
  }

  @Override
  public void write(Html html) {
    Picture picture = subject.picture();
    Set<String> anchors = subject.anchors();
    html.element(
        "p",
        "What runs where, who calls it and what it needs. A box leads to its resource.",
        "class",
        "hint");
    glance(html, picture, anchors);
    PictureView.write(html, picture, "Picture", anchors);

    Map<String, Picture.Node> nodes =
        picture.nodes().stream().collect(Collectors.toMap(Picture.Node::id, Function.identity()));
    Carriers carriers = new Carriers(subject.model());
    PageTable table = new PageTable("Who needs whom", "from", "to", "about", "by");
    for (Picture.Edge edge : picture.edges()) {
      table.cells(
          cell -> cell.text(named(nodes.get(edge.from()))),
          cell -> cell.text(named(nodes.get(edge.to()))),
          cell -> cell.text(String.join(", ", edge.about())),
          cell ->
              carriers
                  .of(edge)
                  .forEach(each -> cell.link("#" + Subject.anchor(each), each.path()).text(" ")));
    }
    table.write(html);
  }

  /** What there is, by kind: a legend of the colours, and the whole on a small screen. */
  private static void glance(Html html, Picture picture, Set<String> anchors) {
    html.open("ul", "class", "glance");
    for (Picture.Kind kind : Picture.Kind.values()) {
      List<Picture.Node> nodes =
          picture.nodes().stream().filter(node -> node.kind() == kind).toList();
      if (!nodes.isEmpty()) {
        html.open("li", "class", kind.name().toLowerCase(Locale.ROOT));
        html.element("b", WORDS.get(kind));
        for (Picture.Node node : nodes) {
          html.text(" ");
          String anchor = Subject.anchor(node.id());
          if (anchors.contains(anchor)) {
            html.link("#" + anchor, node.label());
          } else {
            html.element("span", node.label());
          }
        }
        html.close("li");
      }
    }
    html.close("ul");
  }

  private static String named(Picture.Node node) {
    return node.label() + " (" + node.detail() + ")";
  }
}
