package dev.terrace.picture;

import dev.terrace.picture.Picture.Edge;
import dev.terrace.picture.Picture.Group;
import dev.terrace.picture.Picture.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Gives everything in a picture its place, with the Eclipse Layout Kernel: no overlaps. */
final class Layout {
  static final int NODE_HEIGHT = 46;
  private static final int GROUP_TITLE = 30;
  private static final int PADDING = 16;
  private static final int SPACING = 22;
  private static final double ASPECT_RATIO = 1.8;
  private static final int SEEDS = 20;

  static {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  private final Picture picture;
  private final ElkNode root = ElkGraphUtil.createGraph();
  private final Map<String, ElkNode> placed = new LinkedHashMap<>();
  private final Map<Edge, ElkEdge> ways = new LinkedHashMap<>();

  private Layout(Picture picture) {
    this.picture = picture;
  }

  /**
   * The narrowest of several layouts: it is read without scrolling, and a small change of the
   * picture rather leads to a similar one.
   */
  static Placed of(Picture picture) {
    Placed best = new Layout(picture).placed(1);
    for (int seed = 2; seed <= (picture.groups().isEmpty() ? 1 : SEEDS); seed++) {
      Placed other = new Layout(picture).placed(seed);
      if (other.width() < best.width()) {
        best = other;
      }
    }
    return best;
  }

  private Placed placed(int seed) {
    root.setProperty(LayeredOptions.RANDOM_SEED, seed);
    build();
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    return read();
  }

  private void build() {
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
    if (picture.groups().isEmpty()) {
      // Boxes that no arrow connects are packed, instead of one row of all.
      root.setProperty(LayeredOptions.SEPARATE_CONNECTED_COMPONENTS, true);
      root.setProperty(LayeredOptions.ASPECT_RATIO, ASPECT_RATIO);
    } else {
      root.setProperty(LayeredOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    }
    root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE, (double) SPACING);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 2.0 * SPACING);
    root.setProperty(LayeredOptions.PADDING, new ElkPadding(PADDING));
    for (Group group : picture.groups()) {
      ElkNode node = ElkGraphUtil.createNode(parent(group.parent()));
      node.setProperty(
          LayeredOptions.PADDING, new ElkPadding(GROUP_TITLE, PADDING, PADDING, PADDING));
      // The kernel turns a nested graph that goes down by a quarter, and this minimum with it.
      node.setProperty(
          LayeredOptions.NODE_SIZE_CONSTRAINTS, EnumSet.of(SizeConstraint.MINIMUM_SIZE));
      node.setProperty(
          LayeredOptions.NODE_SIZE_MINIMUM,
          new KVector(0, Text.GROUP.width(group.label()) + 2 * PADDING));
      placed.put(group.id(), node);
    }
    for (Node each : picture.nodes()) {
      ElkNode node = ElkGraphUtil.createNode(parent(each.group()));
      node.setDimensions(width(each), NODE_HEIGHT);
      placed.put(each.id(), node);
    }
    for (Edge each : picture.edges()) {
      ElkEdge edge = ElkGraphUtil.createSimpleEdge(placed.get(each.from()), placed.get(each.to()));
      if (!each.label().isEmpty()) {
        ElkLabel label = ElkGraphUtil.createLabel(each.label(), edge);
        label.setDimensions(Text.EDGE.width(each.label()) + 4, Text.EDGE.height());
        label.setProperty(LayeredOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
      }
      ways.put(each, edge);
    }
  }

  private ElkNode parent(Optional<String> group) {
    return group.map(placed::get).orElse(root);
  }

  static double width(Node node) {
    return 24 + Math.max(Text.NAME.width(node.name()), Text.DETAIL.width(node.description()));
  }

  private Placed read() {
    Map<String, Placed.Box> boxes = new LinkedHashMap<>();
    placed.forEach(
        (id, node) -> {
          Placed.Point at = origin(node);
          boxes.put(id, new Placed.Box(at.x(), at.y(), node.getWidth(), node.getHeight()));
        });
    Map<Edge, Placed.Way> lines = new LinkedHashMap<>();
    ways.forEach((edge, way) -> lines.put(edge, way(way)));
    return new Placed(picture, root.getWidth(), root.getHeight(), boxes, lines);
  }

  /** Places are relative to the parent. */
  private static Placed.Point origin(ElkNode node) {
    double x = 0;
    double y = 0;
    for (ElkNode each = node; each != null; each = each.getParent()) {
      x += each.getX();
      y += each.getY();
    }
    return new Placed.Point(x, y);
  }

  private static Placed.Way way(ElkEdge edge) {
    Placed.Point base = origin(edge.getContainingNode());
    List<Placed.Point> points = new ArrayList<>();
    for (ElkEdgeSection section : edge.getSections()) {
      points.add(base.plus(section.getStartX(), section.getStartY()));
      section.getBendPoints().forEach(bend -> points.add(base.plus(bend.getX(), bend.getY())));
      points.add(base.plus(section.getEndX(), section.getEndY()));
    }
    Optional<Placed.Box> label =
        edge.getLabels().stream()
            .findFirst()
            .map(
                each -> {
                  Placed.Point at = base.plus(each.getX(), each.getY());
                  return new Placed.Box(at.x(), at.y(), each.getWidth(), each.getHeight());
                });
    return new Placed.Way(points, label);
  }
}
