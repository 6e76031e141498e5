package dev.terrace.picture;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.picture.MainTypes.MainType;
import dev.terrace.picture.Picture.Kind;
import dev.terrace.picture.Picture.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The boxes of resources. Many of one kind without a life of their own are one box. */
final class Boxes {
  /** Types that are shown as one box for each group, with their number. */
  private static final Set<String> COUNTED =
      Set.of("aws_nat_gateway", "aws_vpc_endpoint", "aws_ecr_repository");

  private final Model model;
  private final Tiers tiers;
  private final Facts facts;
  private final Map<Resource, String> ids = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  Boxes(Model model, Tiers tiers) {
    this.model = model;
    this.tiers = tiers;
    this.facts = new Facts(model);
    for (Resource resource : model.resources()) {
      Optional<MainType> type = MainTypes.of(resource);
      if (type.isPresent() && !MainTypes.isBeside(model, resource)) {
        if (COUNTED.contains(resource.type())) {
          ids.put(resource, counted(resource.type()));
        } else {
          ids.put(resource, id(resource));
          nodes.add(node(resource, type.get()));
        }
      }
    }
    COUNTED.stream().sorted().forEach(this::addCounted);
  }

  /** The layer and the construct path. */
  static String id(Resource resource) {
    return resource.stack().layer() + "/" + resource.path();
  }

  private static String counted(String type) {
    return type.substring("aws_".length());
  }

  private Node node(Resource resource, MainType type) {
    return new Node(
        id(resource),
        type.kind(),
        resource.path().split("/", 2)[0],
        facts.of(resource, type.word()),
        tiers.groupOf(resource));
  }

  private void addCounted(String type) {
    List<Resource> all = model.all(type).stream().filter(ids::containsKey).toList();
    if (all.isEmpty()) {
      return;
    }
    MainType main = MainTypes.of(all.get(0)).orElseThrow();
    String word = main.word().substring(0, 1).toUpperCase(Locale.ROOT) + main.word().substring(1);
    String label = all.size() == 1 ? word : word.replaceAll("y$", "ie") + "s";
    String detail = all.size() == 1 ? name(all.get(0)) : Integer.toString(all.size());
    Optional<String> group = all.stream().map(tiers::groupOf).flatMap(Optional::stream).findFirst();
    nodes.add(new Node(counted(type), main.kind(), label, detail, group));
  }

  private static String name(Resource resource) {
    String first = resource.path().split("/", 2)[0];
    return resource.type().equals("aws_ecr_repository") ? first : "1";
  }

  List<Node> nodes() {
    return nodes;
  }

  /** The resources that have a box, with its id. */
  Map<Resource, String> ids() {
    return ids;
  }

  /** Whether a box does something by itself, so that what it needs is shown. */
  static boolean acts(Resource resource) {
    return MainTypes.of(resource)
        .map(MainType::kind)
        .filter(kind -> kind == Kind.COMPUTE || kind == Kind.DELIVERY || kind == Kind.ENTRY)
        .isPresent();
  }
}
