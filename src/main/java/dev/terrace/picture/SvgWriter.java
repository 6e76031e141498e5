package dev.terrace.picture;

import dev.terrace.picture.Picture.Badge;
import dev.terrace.picture.Picture.Edge;
import dev.terrace.picture.Picture.Group;
import dev.terrace.picture.Picture.Node;
import dev.terrace.picture.Placed.Box;
import dev.terrace.picture.Placed.Point;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Writes a picture as SVG: without scripts and fonts, light or dark as the reader prefers. */
public final class SvgWriter {
  private static final String STYLE =
      """
      <style>
      text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;fill:#1f2328}
      .name{font-size:13px;font-weight:600}.detail{font-size:11px;fill:#57606a}
      .group{fill:none;stroke:#8c959f;stroke-dasharray:4 3}.group-label{font-size:11px;font-weight:600;fill:#57606a}
      .edge{fill:none;stroke:#6e7781;stroke-width:1.2}.edge-label{font-size:10px;fill:#57606a}.tip{fill:#6e7781}
      .group-label,.edge-label{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}
      .paper{fill:#fff}.box{stroke-width:1.2}
      .actor .box{fill:#f6f8fa;stroke:#57606a}.entry .box{fill:#fff1e5;stroke:#bc4c00}.compute .box{fill:#ddf4ff;stroke:#0969da}
      .data .box{fill:#fbefff;stroke:#8250df}.storage .box{fill:#dafbe1;stroke:#1a7f37}.messaging .box{fill:#ffeff7;stroke:#bf3989}
      .delivery .box{fill:#fff8c5;stroke:#9a6700}.identity .box{fill:#ffebe9;stroke:#cf222e}.network .box{fill:#f6f8fa;stroke:#8c959f}
      .watching .box{fill:#eef;stroke:#4f5bd5}
      .added .box{stroke-width:3.5}.changed .box{stroke-width:2.5;stroke-dasharray:9 3}.replaced .box{stroke-width:3.5;stroke-dasharray:4 3}
      .destroyed .box{stroke-width:2.5;stroke-dasharray:2 4;fill:none}.destroyed .name{text-decoration:line-through}
      .edge.added{stroke-width:3}.edge.destroyed{stroke-dasharray:2 4}
      @media (prefers-color-scheme:dark){text{fill:#e6edf3}.detail,.group-label,.edge-label{fill:#9da7b1}.paper{fill:#0d1117}
      .group-label,.edge-label{stroke:#0d1117}.group{stroke:#6e7681}.edge{stroke:#8b949e}.tip{fill:#8b949e}
      .actor .box,.network .box{fill:#161b22;stroke:#8b949e}.entry .box{fill:#341a04;stroke:#f0883e}.compute .box{fill:#0c2a4d;stroke:#58a6ff}
      .data .box{fill:#271052;stroke:#bc8cff}.storage .box{fill:#04260f;stroke:#3fb950}.messaging .box{fill:#42062a;stroke:#f778ba}
      .delivery .box{fill:#341a00;stroke:#d29922}.identity .box{fill:#490202;stroke:#ff7b72}.watching .box{fill:#1a1f4d;stroke:#a5b0ff}}
      </style>
      """;

  /** A picture that would be smaller is scrolled: nobody reads its labels. */
  private static final double SMALLEST = 0.6;

  private static final String TIP =
      "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8.4\" markerHeight=\"8.4\""
          + " markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"tip\" d=\"M0 0L8 4L0 8z\"/></marker></defs>";

  private final Placed placed;
  private final Function<Node, Optional<String>> link;
  private final StringBuilder out = new StringBuilder();

  private SvgWriter(Placed placed, Function<Node, Optional<String>> link) {
    this.placed = placed;
    this.link = link;
  }

  public static String write(Picture picture) {
    return new SvgWriter(Layout.of(picture), node -> Optional.empty()).write("img");
  }

  /**
   * For a page with {@link #shared}.
   *
   * @param link where a box leads to, such as {@code #data-database}
   */
  public static String embedded(Picture picture, Function<Node, Optional<String>> link) {
    return new SvgWriter(Layout.of(picture), link).write("group");
  }

  /** What the pictures of a page share: their style and the tips of their arrows. */
  public static String shared() {
    return STYLE
        + "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\">"
        + TIP
        + "</svg>\n";
  }

  /**
   * @param role an image hides its parts from screen readers, a group does not
   */
  private String write(String role) {
    String width = number(placed.width());
    String height = number(placed.height());
    String title = Markup.escaped(placed.picture().title());
    boolean standalone = role.equals("img");
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\""
            + " role=\"%s\" aria-label=\"Architecture of %s\"%s>",
        width, height, width, height, role, title, standalone ? "" : smallest());
    line("<title>Architecture of %s</title>", title);
    if (standalone) {
      out.append(STYLE).append(TIP).append('\n');
    }
    line("<rect class=\"paper\" width=\"%s\" height=\"%s\"/>", width, height);
    placed.picture().groups().forEach(this::group);
    placed.picture().edges().forEach(this::edge);
    placed.picture().groups().forEach(this::groupLabel);
    placed.picture().nodes().forEach(this::node);
    placed.picture().edges().forEach(this::edgeLabel);
    line("</svg>");
    return out.toString();
  }

  private String smallest() {
    return " style=\"min-width:%spx\"".formatted(number(SMALLEST * placed.width()));
  }

  private void group(Group group) {
    Box box = placed.boxes().get(group.id());
    line("<g data-id=\"%s\">%s</g>", Markup.escaped(group.id()), rectangle("group", box, 8));
  }

  /** Above arrows, which may cross it. */
  private void groupLabel(Group group) {
    Box box = placed.boxes().get(group.id());
    line("%s", text("group-label", box.x() + 12, box.y() + Text.GROUP.height() + 4, group.label()));
  }

  private void node(Node node) {
    Box box = placed.boxes().get(node.id());
    Optional<String> target = link.apply(node);
    target.ifPresent(each -> line("<a href=\"%s\">", Markup.escaped(each)));
    line(
        "<g class=\"%s%s\" data-id=\"%s\">%s",
        node.kind().name().toLowerCase(Locale.ROOT),
        style(node.badge()),
        Markup.escaped(node.id()),
        rectangle("box", box, 6));
    line("%s", text("name", box.x() + 12, box.y() + 19, node.name()));
    line("%s</g>", text("detail", box.x() + 12, box.y() + 36, node.description()));
    target.ifPresent(each -> line("</a>"));
  }

  private void edge(Edge edge) {
    List<Point> points = placed.ways().get(edge).points();
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(path.length() == 0 ? "M" : "L")
          .append(number(point.x()))
          .append(' ')
          .append(number(point.y()));
    }
    line(
        "<path class=\"edge%s\" d=\"%s\" marker-end=\"url(#tip)\"><title>%s</title></path>",
        style(edge.badge()),
        path,
        Markup.escaped(name(edge.from()) + " → " + name(edge.to()) + about(edge)));
  }

  private static String style(Optional<Badge> badge) {
    return badge.map(each -> " " + each.mark().name().toLowerCase(Locale.ROOT)).orElse("");
  }

  private static String about(Edge edge) {
    return (edge.about().isEmpty() ? "" : ": " + String.join(", ", edge.about()))
        + edge.badge().map(each -> " (" + each.word() + ")").orElse("");
  }

  private String name(String id) {
    return placed.picture().nodes().stream()
        .filter(node -> node.id().equals(id))
        .map(Node::label)
        .findFirst()
        .orElse(id);
  }

  private void edgeLabel(Edge edge) {
    placed
        .ways()
        .get(edge)
        .label()
        .ifPresent(
            box ->
                line(
                    "%s",
                    text("edge-label", box.x() + 2, box.y() + Text.EDGE.size(), edge.label())));
  }

  private static String rectangle(String style, Box box, int corner) {
    return "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%d\"/>"
        .formatted(
            style,
            number(box.x()),
            number(box.y()),
            number(box.width()),
            number(box.height()),
            corner);
  }

  private static String text(String style, double x, double y, String text) {
    return "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
        .formatted(style, number(x), number(y), Markup.escaped(text));
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
