package dev.terrace.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.StackFile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource of a synthesized stack. A plain reference within the stack is resolved; any other
 * token is unknown before a deploy.
 *
 * @param path the construct's
 * @param siblings every resource of the stack by address, this one included
 */
record BilledResource(
    String address, String type, String path, JsonNode body, Map<String, BilledResource> siblings) {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([a-z0-9_]+\\.[\\w-]+)\\.([a-z0-9_]+)}");

  /** The resources of a stack in the order of its file. */
  static List<BilledResource> of(StackFile file) {
    Map<String, BilledResource> siblings = new LinkedHashMap<>();
    file.resources()
        .forEach(
            (address, body) ->
                siblings.put(
                    address,
                    new BilledResource(
                        address,
                        address.substring(0, address.indexOf('.')),
                        file.constructPath(address).orElse(address),
                        body,
                        siblings)));
    return List.copyOf(siblings.values());
  }

  /**
   * @param pointer names separated by slashes, such as {@code ebs/volume_size}
   * @throws UnknownValueException for a token that cannot be resolved in the file
   */
  Optional<String> text(String pointer) {
    return text(body.at("/" + pointer), pointer);
  }

  Optional<String> text(JsonNode node, String name) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    String text = node.asText();
    if (!text.contains("${")) {
      return Optional.of(text);
    }
    Matcher matcher = REFERENCE.matcher(text);
    if (matcher.matches() && siblings.containsKey(matcher.group(1))) {
      Optional<String> there = siblings.get(matcher.group(1)).text(matcher.group(2));
      if (there.isPresent()) {
        return there;
      }
    }
    throw new UnknownValueException(name + " is not known before a deploy");
  }

  String text(String pointer, String otherwise) {
    return text(pointer).orElse(otherwise);
  }

  /**
   * @throws UnknownValueException also if there is none
   */
  String required(String pointer) {
    return text(pointer)
        .orElseThrow(() -> new UnknownValueException(pointer + " is not in the stack"));
  }

  boolean isTrue(String pointer) {
    return text(pointer, "false").equals("true");
  }

  Optional<BigDecimal> number(String pointer) {
    return text(pointer).map(text -> parse(text, pointer));
  }

  BigDecimal requiredNumber(String pointer) {
    return parse(required(pointer), pointer);
  }

  private static BigDecimal parse(String text, String name) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new UnknownValueException(name + " is not a number: " + text);
    }
  }

  /**
   * How many elements a list has.
   *
   * @throws UnknownValueException where the whole list is a token
   */
  int size(String pointer) {
    JsonNode node = body.at("/" + pointer);
    if (node.isTextual()) {
      throw new UnknownValueException(pointer + " is not known before a deploy");
    }
    return node.size();
  }

  /** A block, which is a map or a list of maps in Terraform's JSON. */
  List<JsonNode> blocks(String name) {
    JsonNode node = body.path(name);
    List<JsonNode> blocks = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(blocks::add);
    } else if (node.isObject()) {
      blocks.add(node);
    }
    return blocks;
  }

  /**
   * The resource of this stack that an attribute refers to.
   *
   * @throws UnknownValueException if it is in another stack
   */
  BilledResource referred(JsonNode node, String name) {
    Matcher matcher = REFERENCE.matcher(node.asText());
    if (!matcher.matches() || !siblings.containsKey(matcher.group(1))) {
      throw new UnknownValueException(name + " is outside of the stack");
    }
    return siblings.get(matcher.group(1));
  }

  /** Identity: a comparison of the siblings would not terminate. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return address;
  }
}
