package dev.terrace.picture;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Reference;
import dev.terrace.check.model.Resource;
import dev.terrace.picture.MainTypes.MainType;
import dev.terrace.picture.Picture.Edge;
import dev.terrace.picture.Picture.Kind;
import dev.terrace.picture.Picture.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A closer look: the constructs of one layer, and the resources of one construct. */
public final class LayerPictures {
  private final Model model;
  private final String layer;

  /** By construct: the first step of the path. */
  private final Map<String, List<Resource>> constructs = new LinkedHashMap<>();

  public LayerPictures(Model model, String layer) {
    this.model = model;
    this.layer = layer;
    for (Resource each : model.resources()) {
      if (each.stack().layer().equals(layer)) {
        constructs.computeIfAbsent(construct(each), name -> new ArrayList<>()).add(each);
      }
    }
  }

  private static String construct(Resource resource) {
    return resource.path().split("/", 2)[0];
  }

  /** The resources of each construct, in the order of the stack. */
  public Map<String, List<Resource>> constructs() {
    return Collections.unmodifiableMap(constructs);
  }

  /**
   * The id of a construct's box: of its only resource, else {@code LAYER/CONSTRUCT/} with a slash
   * that no path of a resource ends with.
   */
  public String id(String construct) {
    List<Resource> resources = constructs.get(construct);
    return resources.size() == 1 ? Boxes.id(resources.get(0)) : layer + "/" + construct + "/";
  }

  /** The constructs of the layer, and which of them read which. */
  public Picture constructsPicture() {
    List<Node> nodes = new ArrayList<>();
    Set<Edge> edges = new LinkedHashSet<>();
    constructs.forEach(
        (name, resources) -> {
          nodes.add(new Node(id(name), kind(resources), name, detail(resources), Optional.empty()));
          for (Resource from : resources) {
            for (Reference reference : model.references(from)) {
              Resource to = reference.to();
              if (to.stack().layer().equals(layer) && !construct(to).equals(name)) {
                edges.add(new Edge(id(name), id(construct(to)), ""));
              }
            }
          }
        });
    return new Picture(model.environment() + "/" + layer, List.of(), nodes, List.copyOf(edges));
  }

  /** The resources of a construct, and which of them read which. */
  public Picture resourcesPicture(String construct) {
    List<Resource> resources = constructs.get(construct);
    Set<Resource> own = new HashSet<>(resources);
    List<Node> nodes = new ArrayList<>();
    Set<Edge> edges = new LinkedHashSet<>();
    for (Resource each : resources) {
      nodes.add(
          new Node(
              Boxes.id(each),
              MainTypes.of(each).map(MainType::kind).orElse(Kind.NETWORK),
              each.path().contains("/")
                  ? each.path().substring(construct.length() + 1)
                  : each.path(),
              each.type(),
              Optional.empty()));
      model.references(each).stream()
          .map(Reference::to)
          .filter(to -> own.contains(to) && !to.equals(each))
          .forEach(to -> edges.add(new Edge(Boxes.id(each), Boxes.id(to), "")));
    }
    return new Picture(
        model.environment() + "/" + layer + "/" + construct, List.of(), nodes, List.copyOf(edges));
  }

  private static Optional<MainType> main(List<Resource> resources) {
    return resources.stream().map(MainTypes::of).flatMap(Optional::stream).findFirst();
  }

  private static Kind kind(List<Resource> resources) {
    return main(resources).map(MainType::kind).orElse(Kind.NETWORK);
  }

  private static String detail(List<Resource> resources) {
    String type = main(resources).map(MainType::word).orElse(resources.get(0).type());
    return resources.size() == 1 ? type : type + " and " + (resources.size() - 1) + " more";
  }
}
