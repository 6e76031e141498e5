package dev.terrace.check.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values without secrets. The provider's marks are applied before; this finds what it does not
 * mark: passwords and keys in environment variables, addresses and documents.
 */
public final class MaskedValues {
  /** Names of variables that hold a secret more often than not; shown values are for people. */
  private static final Pattern TELLING =
      Pattern.compile("[A-Z0-9_]*(TOKEN|PASSPHRASE|CREDENTIALS?|SALT|DSN|_KEY|CONNECTION_STRING)");

  private static final Pattern PUBLIC = Pattern.compile(".*PUBLIC_?KEY");

  private static final Pattern VARIABLE = Pattern.compile("(?i).*\\[([^\\[\\]]+)]\\.value");

  private MaskedValues() {}

  /**
   * @param path of the attribute; its last step is the value's name
   * @param value as JSON, or one of the texts of a plan such as {@code (none)}
   */
  public static String of(String path, String value) {
    JsonNode tree;
    try {
      tree = Json.parse(value);
    } catch (IllegalArgumentException e) {
      return value; // no JSON: one of the plan's own texts
    }
    JsonNode masked = masked(name(path), tree);
    return masked.equals(tree) ? value : isMask(masked) ? Plan.SENSITIVE : masked.toString();
  }

  private static boolean isMask(JsonNode node) {
    return node.isTextual() && node.textValue().equals(Plan.SENSITIVE);
  }

  /** The last step; of {@code environment[DB_PASSWORD].value} the variable's name. */
  private static String name(String path) {
    Matcher variable = VARIABLE.matcher(path);
    if (variable.matches()) {
      return variable.group(1);
    }
    String end = path.substring(path.lastIndexOf('.') + 1);
    return end.endsWith("]") && end.contains("[")
        ? end.substring(0, end.indexOf('[')) // an element is named as its list
        : end;
  }

  private static JsonNode masked(String name, JsonNode node) {
    if (node.isObject()) {
      ObjectNode copy = Json.object();
      // {"name": "DB_PASSWORD", "value": "…"}, as containers and builds name their variables
      String variable = node.path("name").asText(node.path("Name").asText(""));
      node.properties()
          .forEach(
              entry ->
                  copy.set(
                      entry.getKey(),
                      masked(
                          !variable.isEmpty() && entry.getKey().equalsIgnoreCase("value")
                              ? variable
                              : entry.getKey(),
                          entry.getValue())));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> copy.add(masked(name, each)));
      return copy;
    }
    return node.isTextual() ? text(name, node) : node;
  }

  private static JsonNode text(String name, JsonNode node) {
    String text = node.textValue();
    if (text.startsWith("{") || text.startsWith("[")) {
      try {
        JsonNode document = Json.parse(text);
        JsonNode masked = masked(name, document);
        return masked.equals(document)
            ? node
            : JsonNodeFactory.instance.textNode(masked.toString());
      } catch (IllegalArgumentException e) {
        return mask(name, node); // a text that only begins like a document
      }
    }
    return mask(name, node);
  }

  private static JsonNode mask(String name, JsonNode node) {
    String text = node.textValue();
    boolean telling = TELLING.matcher(name).matches() && !PUBLIC.matcher(name).matches();
    return PlainSecrets.is(telling ? name + "_SECRET" : name, text) || PlainSecrets.isIn(text)
        ? JsonNodeFactory.instance.textNode(Plan.SENSITIVE)
        : node;
  }
}
