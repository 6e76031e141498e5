package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A synthesized stack, asked by construct path. */
public final class Stack {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String name;
  private final String text;
  private final JsonNode tree;
  private final Map<String, Resource> resources = new TreeMap<>();

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

  private Stack(String name, String text) {
    this.name = name;
    this.text = text;
    try {
      tree = MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    collect("resource");
    collect("data");
  }

  static Stack read(Path file) {
    try {
      return new Stack(file.getParent().getFileName().toString(), Files.readString(file));
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
}
