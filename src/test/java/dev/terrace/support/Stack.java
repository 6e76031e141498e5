package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A synthesized stack, asked by construct path. */
public final class Stack {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A reference to an output of another stack, as cdktf writes it. */
  private static final Pattern CROSS_STACK =
      Pattern.compile(
          "data\\.terraform_remote_state\\.cross-stack-reference-input-([\\w-]+)\\.outputs\\.([\\w-]+)");

  private static final Pattern REFERENCE =
      Pattern.compile("((?:data|ephemeral)\\.)?(aws_\\w+)\\.([\\w-]+)\\.([a-z_]+)");

  private static final Pattern WHOLE = Pattern.compile("\\$\\{(<[^<>]*>)}");

  private final Path file;
  private final String layer;
  private final String name;
  private final String text;
  private final JsonNode tree;
  private final Map<String, Resource> resources = new TreeMap<>();
  private final Map<String, String> pathByAddress = new HashMap<>();
  private final Map<String, Stack> otherStacks = new HashMap<>();

  /**
   * A resource or data source.
   *
   * @param path the construct path without the stack's name
   */
  public record Resource(String path, String type, String label, JsonNode body) {
    public String address() {
      return type + "." + label;
    }

    public String reference(String attribute) {
      return "${" + address() + "." + attribute + "}";
    }

    public String text(String attribute) {
      return body.path(attribute).asText();
    }

    /** An attribute that holds JSON, such as a policy. */
    public JsonNode json(String attribute) {
      try {
        return MAPPER.readTree(text(attribute));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Stack(Path file, String layer, String text) {
    this.file = file;
    this.layer = layer;
    this.name = file.getParent().getFileName().toString();
    this.text = text;
    try {
      tree = MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    collect("resource");
    collect("data");
  }

  static Stack read(Path file, String layer) {
    try {
      return new Stack(file, layer, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collect(String block) {
    tree.path(block)
        .properties()
        .forEach(
            type ->
                type.getValue()
                    .properties()
                    .forEach(
                        each -> {
                          String path = each.getValue().at("/~1~1/metadata/path").asText();
                          if (!path.isEmpty()) {
                            String inside = path.substring(name.length() + 1);
                            resources.put(
                                inside,
                                new Resource(
                                    inside, type.getKey(), each.getKey(), each.getValue()));
                            pathByAddress.put(
                                (block.equals("data") ? "data." : "")
                                    + type.getKey()
                                    + "."
                                    + each.getKey(),
                                inside);
                          }
                        }));
  }

  /** The resource at a construct path; fails with the paths there are. */
  public Resource at(String path) {
    assertThat(resources).as("construct paths of " + name).containsKey(path);
    return resources.get(path);
  }

  public List<Resource> ofType(String type) {
    List<Resource> found = new ArrayList<>();
    resources.values().stream().filter(each -> each.type().equals(type)).forEach(found::add);
    return found;
  }

  public int count(String type) {
    return ofType(type).size();
  }

  /** The {@code ephemeral} blocks, by address; cdktf knows no construct path of them. */
  public Map<String, JsonNode> ephemerals() {
    Map<String, JsonNode> found = new TreeMap<>();
    tree.path("ephemeral")
        .properties()
        .forEach(
            type ->
                type.getValue()
                    .properties()
                    .forEach(
                        each -> found.put(type.getKey() + "." + each.getKey(), each.getValue())));
    return found;
  }

  /**
   * A text with its references written as construct paths: {@code <load-balancer/https.arn>}, and
   * {@code <data: redis/replication-group.id>} for what lies in another layer.
   */
  public String readable(String expression) {
    String inside = CROSS_STACK.matcher(expression).replaceAll(this::fromOtherStack);
    inside = REFERENCE.matcher(inside).replaceAll(match -> quote("<" + local(match) + ">"));
    return WHOLE.matcher(inside).replaceAll(match -> quote(match.group(1)));
  }

  private String fromOtherStack(MatchResult match) {
    String prefix = name.substring(0, name.length() - layer.length());
    Stack other =
        otherStacks.computeIfAbsent(
            match.group(1),
            each ->
                read(
                    file.resolveSibling("../" + each + "/cdk.tf.json").normalize(),
                    each.substring(prefix.length())));
    String value = other.tree.path("output").path(match.group(2)).path("value").asText();
    assertThat(value).as("output " + match.group(2) + " of " + other.name).isNotEmpty();
    String readable = other.readable(value);
    assertThat(readable).startsWith("<").endsWith(">");
    return quote("<" + other.layer + ": " + readable.substring(1));
  }

  private String local(MatchResult match) {
    String kind = match.group(1) == null ? "" : match.group(1);
    String address = kind + match.group(2) + "." + match.group(3);
    if (kind.equals("ephemeral.")) {
      assertThat(ephemerals()).containsKey(match.group(2) + "." + match.group(3));
      return kind + match.group(3) + "." + match.group(4);
    }
    assertThat(pathByAddress).as("what " + name + " refers to").containsKey(address);
    return (kind.isEmpty() ? "" : "read ") + pathByAddress.get(address) + "." + match.group(4);
  }

  private static String quote(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  /** Every attribute of a resource as {@code name = value} a line, sorted, references readable. */
  public String describe(String path) {
    return describe(at(path).body());
  }

  public String describe(JsonNode body) {
    List<String> lines = new ArrayList<>();
    describe(body, "", lines);
    return lines.stream().sorted().collect(Collectors.joining("\n")) + "\n";
  }

  private void describe(JsonNode node, String at, List<String> lines) {
    if (node.isObject()) {
      node.properties().stream()
          .filter(entry -> !entry.getKey().equals("//"))
          .forEach(
              entry ->
                  describe(
                      entry.getValue(),
                      at.isEmpty() ? entry.getKey() : at + "." + entry.getKey(),
                      lines));
    } else if (node.isArray() && !node.isEmpty() && node.get(0).isContainerNode()) {
      for (int i = 0; i < node.size(); i++) {
        describe(node.get(i), at + "[" + i + "]", lines);
      }
    } else {
      lines.add(at + " = " + readable(node));
    }
  }

  /** A value as text; the elements of a list with commas between. */
  public String readable(JsonNode node) {
    if (node.isArray()) {
      List<String> each = new ArrayList<>();
      node.forEach(element -> each.add(readable(element)));
      return String.join(", ", each);
    }
    return node.isValueNode() ? readable(node.asText()) : readable(node.toString());
  }

  /** {@code type path} of every resource and data source, sorted. */
  public List<String> paths() {
    return resources.values().stream()
        .map(each -> each.path() + "  " + each.type())
        .sorted()
        .toList();
  }

  public JsonNode tree() {
    return tree;
  }

  public String text() {
    return text;
  }

  public String name() {
    return name;
  }

  public String layer() {
    return layer;
  }
}
