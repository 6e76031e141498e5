package dev.terrace.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.ConfigOrigins;
import dev.terrace.check.ValueOrigin;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.config.StackId;
import dev.terrace.config.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The keys of one environment's file, found as {@code check} finds them. */
public final class EnvironmentKeys implements Keys {
  private final YamlFile file;
  private final ConfigOrigins origins;
  private final Map<String, Resource> resources = new HashMap<>();

  /** Paths of the file's sections by the last step of the path. */
  private final Map<String, List<String>> sections = new HashMap<>();

  public EnvironmentKeys(YamlFile file, Model model) {
    this.file = file;
    this.origins = new ConfigOrigins(file, stack -> "");
    model.resources().forEach(each -> resources.put(key(each.stack(), each.address()), each));
    index(file.tree(), "");
  }

  private void index(JsonNode node, String path) {
    node.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isObject()) {
                String inner = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                sections
                    .computeIfAbsent(words(entry.getKey()), key -> new ArrayList<>())
                    .add(inner);
                index(entry.getValue(), inner);
              }
            });
  }

  @Override
  public Optional<ValueOrigin> of(StackId stack, String address, String attribute, JsonNode value) {
    String name = attribute.replaceAll("\\[\\d+]", "").replaceAll("\\[([^\\]]*)]", ".$1");
    return resource(stack, address)
        .flatMap(
            resource ->
                Optional.of(origins.of(resource, name, value))
                    .filter(origin -> !origin.key().isEmpty())
                    .or(
                        () ->
                            isValue(value) ? inSection(resource, name, value) : Optional.empty()));
  }

  private static boolean isValue(JsonNode value) {
    return value.isValueNode() && !value.isNull();
  }

  /**
   * The one key with the value in the resource's section, or else outside of all sections, whose
   * words are those of the attribute, as far as they are not words of the resource: {@code
   * database.backupDays} for the {@code backup_retention_period} of a database.
   */
  private Optional<ValueOrigin> inSection(Resource resource, String attribute, JsonNode value) {
    KeyWords words = new KeyWords(attribute, resource);
    return section(resource)
        .flatMap(section -> words.best(leaves(section), value.asText()))
        .or(() -> words.best(leaves(""), value.asText()))
        .map(this::located);
  }

  /** Paths and values of a section's own keys and of those below it; of the file only its own. */
  private Map<String, String> leaves(String section) {
    Map<String, String> leaves = new LinkedHashMap<>();
    collect(section.isEmpty() ? file.tree() : Resource.at(file.tree(), section), section, leaves);
    return leaves;
  }

  private static void collect(JsonNode node, String path, Map<String, String> leaves) {
    node.properties()
        .forEach(
            entry -> {
              String inner = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
              if (isValue(entry.getValue())) {
                leaves.put(inner, entry.getValue().asText());
              } else if (entry.getValue().isObject() && !path.isEmpty()) {
                collect(entry.getValue(), inner, leaves);
              }
            });
  }

  /** The deepest section whose name is a step of the construct path and of no other section. */
  @Override
  public Optional<ValueOrigin> of(StackId stack, String address) {
    return resource(stack, address).flatMap(this::section).map(this::located);
  }

  private Optional<Resource> resource(StackId stack, String address) {
    return Optional.ofNullable(resources.get(key(stack, address.replaceFirst("\\[.*", ""))));
  }

  private Optional<String> section(Resource resource) {
    String best = null;
    for (String step : resource.path().split("/", -1)) {
      List<String> named = named(step);
      if (named.size() == 1 && (best == null || depth(named.get(0)) > depth(best))) {
        best = named.get(0);
      }
    }
    return Optional.ofNullable(best);
  }

  /** A step such as {@code search-repository} belongs to {@code search}. */
  private List<String> named(String step) {
    List<String> exact = sections.get(words(step));
    String first = step.split("-", 2)[0];
    return exact == null ? sections.getOrDefault(words(first), List.of()) : exact;
  }

  private static int depth(String path) {
    return path.split("\\.", -1).length;
  }

  private ValueOrigin located(String path) {
    YamlFile.Place place = file.place(path);
    return new ValueOrigin(place.file(), place.line(), path);
  }

  private static String key(StackId stack, String address) {
    return stack + " " + address;
  }

  private static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
