package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.hcl.Body;
import dev.terrace.hcl.Expression;
import java.util.ArrayList;
import java.util.List;

/** Writes the bodies of blocks that have no provider: outputs, variables, modules, refactorings. */
final class DeclarationBodies {
  private final JsonExpressions json;

  DeclarationBodies(JsonExpressions json) {
    this.json = json;
  }

  Body output(JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    JsonExpressions.arguments(body)
        .forEach(
            (name, value) -> {
              switch (name) {
                case "description", "sensitive", "ephemeral" ->
                    items.add(new Body.Attribute(name, JsonExpressions.literal(value)));
                case "precondition" ->
                    StackTree.all(value)
                        .forEach(
                            one -> items.add(Body.Block.of(name, List.of(), json.attributes(one))));
                case "depends_on" -> items.add(new Body.Attribute(name, json.bare(value)));
                default -> items.add(new Body.Attribute(name, json.expression(value)));
              }
            });
    return new Body(items);
  }

  Body variable(JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    JsonExpressions.arguments(body)
        .forEach(
            (name, value) -> {
              switch (name) {
                case "type" -> items.add(new Body.Attribute(name, json.bare(value)));
                case "validation" ->
                    StackTree.all(value)
                        .forEach(
                            one -> items.add(Body.Block.of(name, List.of(), json.attributes(one))));
                default -> items.add(new Body.Attribute(name, JsonExpressions.literal(value)));
              }
            });
    return new Body(items);
  }

  Body module(JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    JsonExpressions.arguments(body)
        .forEach(
            (name, value) -> {
              switch (name) {
                case "source", "version" ->
                    items.add(new Body.Attribute(name, JsonExpressions.literal(value)));
                case "providers" -> {
                  List<String> lines = new ArrayList<>(List.of("{"));
                  value
                      .properties()
                      .forEach(
                          each ->
                              lines.add(
                                  "  " + each.getKey() + " = " + text(json.bare(each.getValue()))));
                  lines.add("}");
                  items.add(
                      new Body.Attribute(name, new Expression.Source(String.join("\n", lines))));
                }
                case "depends_on" -> items.add(new Body.Attribute(name, json.bare(value)));
                default -> items.add(new Body.Attribute(name, json.expression(value)));
              }
            });
    return new Body(items);
  }

  private static String text(Expression source) {
    return ((Expression.Source) source).text();
  }

  /** A {@code moved}, {@code removed} or {@code import} block. */
  Body refactoring(String type, JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    JsonExpressions.arguments(body)
        .forEach(
            (name, value) -> {
              switch (name) {
                case "from", "to", "provider" ->
                    items.add(new Body.Attribute(name, json.bare(value)));
                case "id", "for_each" ->
                    items.add(new Body.Attribute(name, json.expression(value)));
                case "lifecycle" ->
                    StackTree.all(value)
                        .forEach(
                            one -> items.add(Body.Block.of(name, List.of(), json.attributes(one))));
                default ->
                    throw new EjectException(
                        "'" + type + "." + name + "' is not known, so it cannot be written");
              }
            });
    return new Body(items);
  }
}
