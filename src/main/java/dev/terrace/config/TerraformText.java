package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Texts as Terraform reads them back literally. Terraform evaluates <code>${</code> and <code>%{
 * </code> in every string of its JSON, keys included: Terraform documentation, "JSON Configuration
 * Syntax", "Expression Mapping".
 */
public final class TerraformText {
  private TerraformText() {}

  /** The text with <code>${</code> and <code>%{</code> escaped. */
  public static String literal(String text) {
    return text.replace("${", "$${").replace("%{", "%%{");
  }

  /** A copy with every text and every key escaped. */
  static JsonNode literals(JsonNode node) {
    if (node.isTextual()) {
      return JsonNodeFactory.instance.textNode(literal(node.asText()));
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(entry -> copy.set(literal(entry.getKey()), literals(entry.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(literals(item)));
      return copy;
    }
    return node;
  }

  /**
   * Reports texts that no value of AWS may hold, wherever they stand: control characters apart from
   * tabs and line breaks, and the mark of a reference of CDKTF, which would be resolved.
   */
  static void check(JsonNode node, Problems problems) {
    if (node.isTextual()) {
      check(node.asText(), problems);
    } else if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              entry -> {
                Problems at = problems.at(printable(entry.getKey()));
                check(entry.getKey(), at);
                check(entry.getValue(), at);
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        check(array.get(i), problems.at(i));
      }
    }
  }

  private static void check(String text, Problems problems) {
    if (text.contains("TfToken[")) {
      problems.add("must not hold 'TfToken[', which CDKTF takes for a reference", text);
    }
    text.codePoints()
        .filter(TerraformText::isForbidden)
        .findFirst()
        .ifPresent(
            c ->
                problems.add(
                    String.format("must not hold the character U+%04X", c), printable(text)));
  }

  private static boolean isForbidden(int character) {
    boolean isSurrogate = Character.getType(character) == Character.SURROGATE;
    boolean isControl = Character.isISOControl(character) && "\n\r\t".indexOf(character) < 0;
    return isSurrogate || isControl;
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
