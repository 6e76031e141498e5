package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.hcl.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the bodies of resources, data sources and providers; their schemas tell blocks from
 * attributes.
 */
final class ResourceBodies {
  /** Meta-arguments that are written first and last; the resource's own are written between. */
  private static final List<String> FIRST = List.of("provider", "count", "for_each");

  private static final List<String> LAST =
      List.of("connection", "provisioner", "lifecycle", "depends_on");

  private static final BlockSchema LIFECYCLE =
      new BlockSchema(
          Map.of("precondition", BlockSchema.FLAT, "postcondition", BlockSchema.FLAT), Map.of());

  /** Arguments whose JSON strings are references or keywords. */
  static final Set<String> NO_REFERENCES = Set.of();

  private static final Set<String> LIFECYCLE_REFERENCES =
      Set.of("ignore_changes", "replace_triggered_by");

  private final JsonExpressions json;

  ResourceBodies(JsonExpressions json) {
    this.json = json;
  }

  Body resource(JsonNode body, BlockSchema schema, String type) {
    Map<String, JsonNode> own = JsonExpressions.arguments(body);
    List<Body.Item> items = new ArrayList<>();
    for (String name : FIRST) {
      JsonNode value = own.remove(name);
      if (value != null) {
        items.add(
            new Body.Attribute(
                name, name.equals("provider") ? json.bare(value) : json.expression(value)));
      }
    }
    List<Body.Item> last = new ArrayList<>();
    for (String name : LAST) {
      JsonNode value = schema.blocks().containsKey(name) ? null : own.remove(name);
      if (value == null) {
        continue;
      }
      switch (name) {
        case "lifecycle" -> last.addAll(nested(name, value, LIFECYCLE, LIFECYCLE_REFERENCES, name));
        case "connection" ->
            last.addAll(nested(name, value, BlockSchema.FLAT, NO_REFERENCES, name));
        case "provisioner" -> StackTree.all(value).forEach(each -> provisioners(each, last));
        default -> last.add(new Body.Attribute(name, json.bare(value)));
      }
    }
    items.addAll(items(own, schema, NO_REFERENCES, type));
    items.addAll(last);
    return new Body(items);
  }

  /**
   * @param references names of arguments whose texts are references or words
   * @param where for messages, and to know an attribute that holds JSON
   */
  List<Body.Item> items(
      Map<String, JsonNode> arguments, BlockSchema schema, Set<String> references, String where) {
    List<Body.Item> attributes = new ArrayList<>();
    List<Body.Item> blocks = new ArrayList<>();
    arguments.forEach(
        (name, value) -> {
          BlockSchema block = schema.blocks().get(name);
          BlockSchema either = schema.attributesAsBlocks().get(name);
          if (block == null && either != null && isObjects(value)) {
            block = either;
          }
          if (block != null) {
            blocks.addAll(nested(name, value, block, NO_REFERENCES, where));
          } else if (name.equals("dynamic")) {
            StackTree.all(value).forEach(each -> dynamics(each, schema, where, blocks));
          } else if (references.contains(name)) {
            attributes.add(new Body.Attribute(name, json.bare(value)));
          } else {
            attributes.add(new Body.Attribute(name, json.value(where + "." + name, value)));
          }
        });
    attributes.addAll(blocks);
    return attributes;
  }

  private List<Body.Block> nested(
      String type, JsonNode bodies, BlockSchema schema, Set<String> references, String where) {
    return nested(type, List.of(), bodies, schema, references, where);
  }

  private List<Body.Block> nested(
      String type,
      List<String> labels,
      JsonNode bodies,
      BlockSchema schema,
      Set<String> references,
      String where) {
    if (!isObjects(bodies) && !(bodies.isArray() && bodies.isEmpty())) {
      throw new EjectException(
          "'"
              + where
              + "."
              + type
              + "' is a block, so a list of objects is expected, not "
              + bodies);
    }
    return StackTree.all(bodies).stream()
        .map(
            one ->
                Body.Block.of(
                    type,
                    labels,
                    new Body(
                        items(
                            JsonExpressions.arguments(one),
                            schema,
                            references,
                            where + "." + type))))
        .toList();
  }

  private void provisioners(JsonNode kinds, List<Body.Item> items) {
    kinds
        .properties()
        .forEach(
            kind ->
                items.addAll(
                    nested(
                        "provisioner",
                        List.of(kind.getKey()),
                        kind.getValue(),
                        new BlockSchema(Map.of("connection", BlockSchema.FLAT), Map.of()),
                        Set.of("when", "on_failure"),
                        "provisioner")));
  }

  private void dynamics(JsonNode kinds, BlockSchema schema, String where, List<Body.Item> items) {
    kinds
        .properties()
        .forEach(
            kind -> {
              String type = kind.getKey();
              BlockSchema content =
                  Optional.ofNullable(schema.blocks().get(type))
                      .or(() -> Optional.ofNullable(schema.attributesAsBlocks().get(type)))
                      .orElseThrow(
                          () -> new EjectException("'" + where + "' has no block '" + type + "'"));
              items.addAll(
                  nested(
                      "dynamic",
                      List.of(type),
                      kind.getValue(),
                      new BlockSchema(Map.of("content", content), Map.of()),
                      Set.of("iterator"),
                      where));
            });
  }

  /** An object, or a list of nothing but objects and not empty. */
  private static boolean isObjects(JsonNode value) {
    if (value.isObject()) {
      return true;
    }
    boolean objects = value.isArray() && !value.isEmpty();
    if (objects) {
      for (JsonNode each : value) {
        objects &= each.isObject();
      }
    }
    return objects;
  }
}
