package dev.terrace.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Resource;
import dev.terrace.config.StackId;
import dev.terrace.config.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the key of the environment's file that a value comes from: the one with the same value (for
 * an absent one: a key that is off), if its name is the attribute's too, or if the value is a text
 * that can mean nothing else. A key of a section qualifies by name only if the construct path names
 * the section. Where several keys qualify, the one whose path shares most words with the construct
 * path; otherwise the class of the stack.
 */
public final class ConfigOrigins implements Findings.Origins {
  /** Texts of this length, such as images and host names, identify their key. */
  private static final int TELLING = 8;

  private static final List<String> OFF = List.of("false", "0", "", "none");

  /** Sections whose name is not in the construct paths, and the type that they describe. */
  private static final Map<String, String> SECTION_TYPES =
      Map.of("alb", words("aws_lb"), "alarms", words("aws_sns_topic"));

  private record Key(String path, String name) {}

  private final YamlFile file;
  private final Function<StackId, String> stackClass;
  private final Map<String, List<Key>> byValue = new HashMap<>();

  /**
   * @param stackClass the source file of a stack's class, relative to the project
   */
  public ConfigOrigins(YamlFile file, Function<StackId, String> stackClass) {
    this.file = file;
    this.stackClass = stackClass;
    index(file.tree(), "", "");
  }

  private void index(JsonNode node, String path, String name) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  index(
                      entry.getValue(),
                      path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                      entry.getKey()));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        index(node.get(i), path + "[" + i + "]", name);
      }
    } else {
      byValue.computeIfAbsent(node.asText(), key -> new ArrayList<>()).add(new Key(path, name));
    }
  }

  @Override
  public ValueOrigin of(Resource resource, String attribute, JsonNode value) {
    Key best = null;
    int bestScore = 0;
    for (Key key : candidates(value)) {
      int score = score(key, resource, attribute, value);
      if (score > 0 && score == bestScore) {
        best = null; // two keys qualify equally
      } else if (score > bestScore) {
        best = key;
        bestScore = score;
      }
    }
    if (best == null) {
      return new ValueOrigin(stackClass.apply(resource.stack()), 0, "");
    }
    YamlFile.Place place = file.place(best.path());
    return new ValueOrigin(place.file(), place.line(), best.path());
  }

  /** Keys with the value; what a resource does not have may be switched off. */
  private List<Key> candidates(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      List<Key> off = new ArrayList<>();
      OFF.forEach(text -> off.addAll(byValue.getOrDefault(text, List.of())));
      return off;
    }
    return value.isValueNode() ? byValue.getOrDefault(value.asText(), List.of()) : List.of();
  }

  private static int score(Key key, Resource resource, String attribute, JsonNode value) {
    boolean sameName = names(attribute, words(key.name()));
    boolean telling = value.isTextual() && value.textValue().length() >= TELLING;
    if (!sameName && !telling) {
      return 0;
    }
    int shared = shared(key, words(resource.path() + "_" + resource.type()));
    boolean inSection = !key.path().equals(key.name());
    if (!telling && inSection && shared == 0) {
      return 0;
    }
    return (sameName ? 2 : 1) + 2 * shared;
  }

  /** How many steps of a key's path a place names. */
  private static int shared(Key key, String place) {
    int shared = 0;
    for (String step : key.path().split("[.\\[\\]]+", -1)) {
      boolean named = place.contains(words(step));
      if (step.length() > 2
          && (named || place.contains(SECTION_TYPES.getOrDefault(step, words(step))))) {
        shared++;
      }
    }
    return shared;
  }

  /** Whether a step of the attribute has the name of the key, or a longer one. */
  private static boolean names(String attribute, String key) {
    for (String step : attribute.split("\\.", -1)) {
      String words = words(step);
      if (!words.isEmpty()
          && (words.equals(key) || (key.length() >= TELLING && words.contains(key)))) {
        return true;
      }
    }
    return false;
  }

  /** {@code deletion_protection} and {@code deletionProtection} are the same words. */
  private static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
