package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A synthesized stack.
 *
 * @param name of the stack and of its folder
 * @param tree {@code cdk.tf.json}, numbers exact
 * @param earlier new names of its remote state data sources, by stack name
 */
public record StackTree(String name, JsonNode tree, Map<String, String> earlier) {

  /**
   * Reads a stack.
   *
   * @param file its {@code cdk.tf.json}
   */
  public static StackTree read(String name, Path file, Map<String, String> earlier) {
    try {
      return new StackTree(name, Json.parseExactly(Files.readString(file)), earlier);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The state is a local file. */
  public boolean keepsStateInFile() {
    return tree.path("terraform").path("backend").has("local");
  }

  /** The bodies of one section, {@code resource} for example, whether given as object or list. */
  static List<JsonNode> all(JsonNode objectOrList) {
    if (objectOrList.isArray()) {
      List<JsonNode> found = new ArrayList<>();
      objectOrList.forEach(each -> found.addAll(all(each)));
      return found;
    }
    return objectOrList.isObject() ? List.of(objectOrList) : List.of();
  }
}
