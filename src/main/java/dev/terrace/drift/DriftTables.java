package dev.terrace.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known about attributes that differ although nobody has changed them. */
final class DriftTables {
  private static final String ALL_TAGS = "tags_all";
  private static final Map<String, Set<String>> COMPUTED = new HashMap<>();
  private static final List<Elsewhere> ELSEWHERE = new ArrayList<>();
  private static final List<Settled> SETTLED = new ArrayList<>();

  static {
    for (String[] row : rows("computed.tsv")) {
      COMPUTED.put(row[0], Set.of(row[1].split(" ", -1)));
    }
    for (String[] row : rows("elsewhere.tsv")) {
      ELSEWHERE.add(
          new Elsewhere(
              row[0],
              List.of(row[1].split(" ", -1)),
              row[2],
              row[3],
              row[4],
              row.length > 5 ? row[5] : ""));
    }
    for (String[] row : rows("settled.tsv")) {
      SETTLED.add(new Settled(row[0], row[1], row[2], row[3], row[4]));
    }
  }

  private DriftTables() {}

  /**
   * Attributes of a type that a resource of another type describes.
   *
   * @param by the other type
   * @param refersBy its attribute that names the resource
   * @param referredTo the attribute of the resource that it names; after {@code ~} it names a path
   *     that ends with it
   * @param where {@code POINTER=VALUE} that the other resource has to have; empty for none
   */
  record Elsewhere(
      String type,
      List<String> attributes,
      String by,
      String refersBy,
      String referredTo,
      String where) {

    boolean holds(JsonNode other) {
      String[] parts = where.split("=", 2);
      return where.isEmpty() || other.at(parts[0]).asText().equals(parts[1]);
    }
  }

  /**
   * An attribute that AWS changes by itself.
   *
   * @param unless the attribute that allows it
   * @param source the page that says so
   */
  record Settled(String type, String attribute, String unless, String reason, String source) {}

  /** Whether no configuration can set an attribute; {@code path} without positions in lists. */
  static boolean isComputed(String type, String path) {
    if (path.equals("arn") || path.equals("id")) {
      return true;
    }
    if (path.equals(ALL_TAGS) || path.startsWith(ALL_TAGS + ".")) {
      return false; // the provider's configuration sets its own tags
    }
    Set<String> computed = COMPUTED.getOrDefault(type, Set.of());
    for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(at.lastIndexOf('.'), 0))) {
      if (computed.contains(at)) {
        return true;
      }
    }
    return false;
  }

  static List<Elsewhere> elsewhere(String type, String attribute) {
    return ELSEWHERE.stream()
        .filter(row -> row.type().equals(type) && row.attributes().contains(attribute))
        .toList();
  }

  /** The rows for a value, whose path begins with the attribute. */
  static List<Settled> settled(String type, String path) {
    return SETTLED.stream()
        .filter(row -> row.type().equals(type) && path.startsWith(row.attribute()))
        .toList();
  }

  /** Every type in the tables. */
  static Set<String> types() {
    Set<String> types = ELSEWHERE.stream().map(Elsewhere::type).collect(Collectors.toSet());
    types.addAll(COMPUTED.keySet());
    return types;
  }

  private static List<String[]> rows(String name) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                DriftTables.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
      return in.lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.split("\t", -1))
          .peek(row -> require(row.length > 1, name + ": " + Arrays.toString(row)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(boolean condition, String row) {
    if (!condition) {
      throw new IllegalStateException(row);
    }
  }
}
