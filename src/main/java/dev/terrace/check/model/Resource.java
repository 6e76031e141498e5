package dev.terrace.check.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A managed resource of a synthesized stack. */
public final class Resource {
  private final StackId stack;
  private final String type;
  private final String label;
  private final JsonNode body;
  private final String path;
  private final Map<String, JsonNode> documents = new HashMap<>();

  Resource(StackId stack, String type, String label, JsonNode body) {
    this.stack = stack;
    this.type = type;
    this.label = label;
    this.body = body;
    String full = body.path("//").path("metadata").path("path").asText(label);
    this.path = full.substring(full.indexOf('/') + 1);
  }

  public StackId stack() {
    return stack;
  }

  public String type() {
    return type;
  }

  /** Such as {@code aws_lb.load-balancer_30A23327}. */
  public String address() {
    return type + "." + label;
  }

  /** The address in Terraform: that of a planned instance has its module and key. */
  public String terraformAddress() {
    return body.path("//").path("address").asText(address());
  }

  /** The construct path without the stack's name, such as {@code load-balancer/load-balancer}. */
  public String path() {
    return path;
  }

  public JsonNode body() {
    return body;
  }

  /**
   * The value at a path such as {@code metadata_options.http_tokens}; of repeated blocks the first.
   */
  public JsonNode at(String dotted) {
    return at(body, dotted);
  }

  /** The same below any value. */
  public static JsonNode at(JsonNode from, String dotted) {
    JsonNode node = from;
    for (String step : dotted.split("\\.", -1)) {
      node = (node.isArray() ? node.path(0) : node).path(step);
    }
    return node;
  }

  /** The text at a path; empty if there is none. */
  public String text(String dotted) {
    return at(dotted).asText("");
  }

  /** A boolean, which CDKTF also writes as a text. */
  public boolean isTrue(String dotted) {
    return text(dotted).equals("true");
  }

  /** A number, which CDKTF also writes as a text; empty if it is absent or computed. */
  public OptionalLong number(String dotted) {
    return number(at(dotted));
  }

  public static OptionalLong number(JsonNode node) {
    return node.asText("").matches("-?\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(node.asText()))
        : OptionalLong.empty();
  }

  /** The blocks at a path, whether written as one object or as a list. */
  public List<JsonNode> blocks(String dotted) {
    return list(at(dotted));
  }

  /** The elements of a list; a value that is no list is its only element. */
  public static List<JsonNode> list(JsonNode node) {
    List<JsonNode> elements = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(elements::add);
    } else if (!node.isMissingNode() && !node.isNull()) {
      elements.add(node);
    }
    return elements;
  }

  /** The texts of a list. */
  public static List<String> texts(JsonNode node) {
    return list(node).stream().map(JsonNode::asText).toList();
  }

  /**
   * The JSON document that an attribute holds as a text, such as a policy; missing if it holds
   * none.
   */
  public JsonNode document(String attribute) {
    return documents.computeIfAbsent(attribute, each -> parsed(text(each)));
  }

  private static JsonNode parsed(String text) {
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return MissingNode.getInstance();
    }
    try {
      return Json.parse(text);
    } catch (IllegalArgumentException e) {
      return MissingNode.getInstance(); // a text that only begins like a document
    }
  }

  @Override
  public String toString() {
    return stack + " " + path + " (" + address() + ")";
  }
}
