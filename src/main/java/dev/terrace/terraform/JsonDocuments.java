package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In what two JSON documents differ that are texts for Terraform: policies, dashboards, container
 * definitions. The order of elements is not looked at.
 */
final class JsonDocuments {
  private static final String NONE = "(none)";

  private JsonDocuments() {}

  /**
   * @param before a JSON text which holds a document, else there are no parts
   * @return what differs; empty where one of them is no document, or nothing differs
   */
  static List<Plan.Attribute> differences(String path, String before, String after) {
    Optional<JsonNode> one = document(before);
    Optional<JsonNode> other = document(after);
    List<Plan.Attribute> found = new ArrayList<>();
    if (one.isPresent() && other.isPresent()) {
      compare(path, one.get(), other.get(), found);
    }
    return found;
  }

  private static Optional<JsonNode> document(String text) {
    if (!text.startsWith("\"{") && !text.startsWith("\"[")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.parse(Json.parse(text).asText()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a text that only begins like one
    }
  }

  private static void compare(
      String path, JsonNode before, JsonNode after, List<Plan.Attribute> found) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> compare(path + "." + name, before.path(name), after.path(name), found));
    } else if (before.isArray() && after.isArray()) {
      elements(path, before, after, found);
    } else {
      found.add(new Plan.Attribute(path, words(before), words(after)));
    }
  }

  private static void elements(
      String path, JsonNode before, JsonNode after, List<Plan.Attribute> found) {
    List<JsonNode> gone = without(before, after);
    List<JsonNode> added = without(after, before);
    for (JsonNode old : gone) {
      Optional<JsonNode> twin =
          added.stream().filter(e -> !name(e).isEmpty() && name(e).equals(name(old))).findFirst();
      twin.ifPresent(added::remove);
      if (twin.isPresent()) {
        compare(path + "[" + name(old) + "]", old, twin.get(), found);
      } else {
        found.add(new Plan.Attribute(path + "[]", words(old), NONE));
      }
    }
    added.forEach(each -> found.add(new Plan.Attribute(path + "[]", NONE, words(each))));
  }

  /** The keys that identify elements of policies and of container definitions. */
  private static String name(JsonNode element) {
    return element.path("Sid").asText(element.path("name").asText(""));
  }

  private static List<JsonNode> without(JsonNode all, JsonNode others) {
    List<JsonNode> left = new ArrayList<>();
    all.forEach(left::add);
    others.forEach(left::remove);
    return left;
  }

  private static String words(JsonNode value) {
    return value.isMissingNode() ? NONE : value.toString();
  }
}
