package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.ImportIds;
import dev.terrace.adopt.Origin;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Problem;
import dev.terrace.config.YamlFile;
import dev.terrace.terraform.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A file of import ids that people write: a construct path or an address, and the import id.
 *
 * <pre>{@code
 * network/vpc: vpc-0a1b2c                          # a construct path, unique in the target
 * data/database/instance: main-db                  # with the layer in front
 * aws_kms_key.data-key_5D719C34: 1234abcd-12ab     # an address
 * database/subnet-group: {id: main, type: aws_db_subnet_group}
 * }</pre>
 */
public final class IdsFile {
  private IdsFile() {}

  /**
   * @param shownAs the file as given on the command line
   * @param committed the file as in adoption files
   * @param desired every resource of the target
   * @throws ConfigException with every problem in the file and its line
   */
  public static List<Match> read(
      Path file, String shownAs, String committed, Collection<DesiredResource> desired) {
    YamlFile yaml = YamlFile.read(file, shownAs);
    ImportIds formats = ImportIds.load();
    Map<String, List<DesiredResource>> known = byName(desired);
    List<Problem> problems = new ArrayList<>();
    Map<DesiredResource, String> keys = new HashMap<>();
    Map<String, String> claimed = new HashMap<>();
    List<Match> matches = new ArrayList<>();
    for (var entry : yaml.tree().properties()) {
      String key = entry.getKey();
      String where = yaml.places().get(key) + " " + key;
      JsonNode value = entry.getValue();
      Optional<String> wrong = shape(value);
      if (wrong.isPresent()) {
        problems.add(problem(where, wrong.get()));
        continue;
      }
      String id = value.isObject() ? value.path("id").asText() : value.asText();
      List<DesiredResource> named = known.getOrDefault(key, List.of());
      if (named.size() != 1) {
        problems.add(problem(where, named.isEmpty() ? unknown(key, known) : several(named)));
        continue;
      }
      DesiredResource one = named.get(0);
      String type = value.path("type").asText(one.type());
      String other = keys.put(one, key);
      String rival = claimed.put(one.type() + " " + id, key);
      if (!type.equals(one.type())) {
        problems.add(problem(where, "is of type " + one.type() + ", the file says " + type));
      } else if (!formats.importable(type)) {
        problems.add(
            problem(
                where, "is of type " + type + ", which the AWS provider cannot import: remove it"));
      } else if (other != null) {
        problems.add(problem(where, "is the same resource as '" + other + "'"));
      } else if (rival != null) {
        problems.add(problem(where, "has the id " + id + ", which '" + rival + "' also has"));
      } else {
        matches.add(
            new Match(
                one,
                new ExistingResource(
                    type,
                    key,
                    new Origin.Ids(committed),
                    attributes(formats, type, id),
                    Optional.of(id)),
                Confidence.MANUAL,
                "given in the file",
                List.of()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return matches;
  }

  /** The attributes that follow from an id. */
  private static ObjectNode attributes(ImportIds formats, String type, String id) {
    ObjectNode attributes = Json.object();
    if (formats.knows(type)) {
      formats.soleAttribute(type).ifPresent(name -> attributes.put(name, id).put("id", id));
    } else {
      attributes.put("id", id);
    }
    return attributes;
  }

  private static Optional<String> shape(JsonNode value) {
    boolean plain = value.isTextual() || value.isNumber();
    if (plain && !value.asText().isBlank()) {
      return Optional.empty();
    }
    if (value.isObject() && !value.path("id").asText().isBlank()) {
      List<String> others = new ArrayList<>();
      value.fieldNames().forEachRemaining(others::add);
      others.removeAll(List.of("id", "type"));
      return others.isEmpty()
          ? Optional.empty()
          : Optional.of("may only have id and type, got " + String.join(", ", others));
    }
    return Optional.of("must be an import id, or {id: …, type: …}, got " + value);
  }

  private static Problem problem(String where, String rule) {
    return new Problem(where, rule, null);
  }

  private static Map<String, List<DesiredResource>> byName(Collection<DesiredResource> desired) {
    Map<String, List<DesiredResource>> known = new HashMap<>();
    for (DesiredResource each : desired) {
      String layer = each.stack().layer();
      for (String name :
          new TreeSet<>(
              List.of(
                  each.address(),
                  each.path(),
                  layer + "/" + each.path(),
                  layer + "/" + each.address()))) {
        if (!each.path().isEmpty() || name.contains(each.address())) {
          known.computeIfAbsent(name, key -> new ArrayList<>()).add(each);
        }
      }
    }
    return known;
  }

  private static String several(List<DesiredResource> named) {
    List<String> names =
        named.stream().map(each -> each.stack().layer() + "/" + each.path()).sorted().toList();
    return "is in several layers: write " + String.join(" or ", names);
  }

  private static String unknown(String key, Map<String, List<DesiredResource>> known) {
    String last = key.substring(key.lastIndexOf('/') + 1);
    List<String> near =
        known.keySet().stream()
            .filter(name -> name.endsWith("/" + last) || name.equals(last))
            .sorted()
            .limit(3)
            .toList();
    return "is neither a construct path nor an address in the target"
        + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near));
  }
}
