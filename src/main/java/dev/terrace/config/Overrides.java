package dev.terrace.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * Attributes of adopted resources that keep their existing values, by {@code layer/construct path}
 * and attribute: names, descriptions and keys, whose change replaces most resources.
 */
public final class Overrides {
  static final String ATTRIBUTE =
      "([a-z0-9_]*_)?(name|name_prefix|description|identifier)|family|bucket|path|creation_token"
          + "|replication_group_id|cluster_id|kms_[a-z0-9_]*";

  /** KMS API, DescribeKey, KeyId. */
  private static final String KEY =
      "(arn:aws:kms:[a-z0-9-]+:\\d{12}:)?(key/)?(mrk-)?[0-9a-f-]{8,36}"
          + "|(arn:aws:kms:[a-z0-9-]+:\\d{12}:)?alias/[A-Za-z0-9/_-]{1,250}";

  /** Of a description, the longest of them all. */
  private static final int LONGEST = 1000;

  private static final Map<String, Names.Kind> KINDS =
      Map.of(
          "identifier", Names.Kind.DATABASE,
          "bucket", Names.Kind.BUCKET_NAME,
          "replication_group_id", Names.Kind.REPLICATION_GROUP,
          "cluster_id", Names.Kind.REPLICATION_GROUP,
          "family", Names.Kind.TASK_FAMILY);

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
                } else {
                  checkValue(at.at(name), name, value);
                }
              });
        });
  }

  /** What AWS takes for an attribute, whatever resource has it. */
  private static void checkValue(Problems problems, String attribute, String value) {
    Names.Kind kind = KINDS.get(attribute);
    if (kind != null) {
      Names.check(problems, kind, value);
    } else if (attribute.startsWith("kms_")) {
      if (!value.matches(KEY)) {
        problems.add("must be the id, the alias or the ARN of a key of KMS", value);
      }
    } else if (value.length() > LONGEST || !value.strip().equals(value) || value.contains("\n")) {
      problems.add(
          "must be one line of at most " + LONGEST + " characters, without spaces around", value);
    }
  }
}
