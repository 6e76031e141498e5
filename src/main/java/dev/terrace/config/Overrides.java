package dev.terrace.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * Attributes of adopted resources that keep their existing values, by {@code layer/construct path}
 * and attribute: names, descriptions and keys, whose change replaces most resources.
 */
public final class Overrides {
  static final String ATTRIBUTE =
      "(.*_)?(name|name_prefix|description|identifier)|family|bucket|path|creation_token"
          + "|replication_group_id|cluster_id|kms_.*";

  private static final String PLACE = "[a-z][a-z0-9-]*(/[\\w.:-]+)+";

  private Overrides() {}

  /** An ordered copy; empty for null. */
  public static Map<String, Map<String, String>> of(Map<String, Map<String, String>> given) {
    Map<String, Map<String, String>> ordered = new TreeMap<>();
    if (given != null) {
      given.forEach(
          (place, attributes) ->
              ordered.put(place, attributes == null ? Map.of() : new TreeMap<>(attributes)));
    }
    return ordered;
  }

  /** Reports what can be no override, whatever the stacks contain. */
  public static void check(Problems problems, Map<String, Map<String, String>> overrides) {
    overrides.forEach(
        (place, attributes) -> {
          Problems at = problems.at(place);
          if (!place.matches(PLACE)) {
            at.add("must be a layer and a construct path, such as data/database/instance", place);
          }
          attributes.forEach(
              (name, value) -> {
                if (!name.matches(ATTRIBUTE)) {
                  at.at(name)
                      .add(
                          "is no name, description or key of a resource; change other attributes"
                              + " with their own keys");
                } else if (value == null || value.isEmpty()) {
                  at.at(name).add("must have a value");
                }
              });
        });
  }
}
