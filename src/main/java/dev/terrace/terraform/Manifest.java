package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code manifest.json} of a synthesis.
 *
 * @param dependencies for each stack, in an order in which they can be deployed, the names of the
 *     stacks whose outputs it reads
 */
public record Manifest(Map<String, List<String>> dependencies) {

  /** Reads {@code manifest.json} of an output folder. */
  public static Manifest read(Path outputFolder) {
    JsonNode stacks = Json.read(outputFolder.resolve("manifest.json")).path("stacks");
    Map<String, List<String>> found = new LinkedHashMap<>();
    stacks
        .properties()
        .forEach(
            entry -> {
              List<String> names = new ArrayList<>();
              entry.getValue().path("dependencies").forEach(name -> names.add(name.asText()));
              found.put(entry.getKey(), names);
            });
    Map<String, List<String>> ordered = new LinkedHashMap<>();
    for (String stack : found.keySet()) {
      place(stack, found, ordered, new LinkedHashSet<>());
    }
    return new Manifest(ordered);
  }

  private static void place(
      String stack,
      Map<String, List<String>> found,
      Map<String, List<String>> ordered,
      Set<String> way) {
    if (ordered.containsKey(stack)) {
      return;
    }
    if (!way.add(stack)) {
      throw new IllegalStateException("stacks depend on one another in a circle: " + way);
    }
    List<String> earlier = found.getOrDefault(stack, List.of());
    earlier.forEach(name -> place(name, found, ordered, way));
    way.remove(stack);
    ordered.put(stack, List.copyOf(earlier));
  }
}
