package dev.terrace.config;

import dev.terrace.config.value.AwsFacts;
import dev.terrace.config.value.AwsIds;
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

  /** KMS API, DescribeKey, KeyId, and its developer guide, "Multi-Region keys". */
  private static final String KEY_ID =
      "([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})";

  private static final String ALIAS = "alias/[A-Za-z0-9/_-]{1,250}";

  private static final String KEY =
      KEY_ID + "|" + ALIAS + "|arn:aws:kms:[a-z0-9-]+:\\d{12}:(key/" + KEY_ID + "|" + ALIAS + ")";

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

  /**
   * Reports what can be no override, whatever the stacks contain.
   *
   * @param region of the environment, null where it is reported
   */
  public static void check(
      Problems problems, Map<String, Map<String, String>> overrides, String region) {
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
                  checkValue(at.at(name), name, value, region);
                }
              });
        });
  }

  /** What AWS takes for an attribute, whatever resource has it. */
  private static void checkValue(Problems problems, String attribute, String value, String region) {
    Names.Kind kind = KINDS.get(attribute);
    if (kind != null) {
      Names.check(problems, kind, value);
    } else if (attribute.startsWith("kms_")) {
      checkKey(problems, value, region);
    } else if (value.length() > LONGEST
        || !value.strip().equals(value)
        || value.chars().anyMatch(Character::isISOControl)) {
      problems.add(
          "must be one line of at most " + LONGEST + " characters, without spaces around", value);
    }
  }

  /** A resource is encrypted with a key of its own region. */
  private static void checkKey(Problems problems, String value, String region) {
    if (!value.matches(KEY)) {
      problems.add("must be the id, the alias or the ARN of a key of KMS", value);
      return;
    }
    String[] parts = value.split(":", -1);
    if (parts.length > 1 && AwsFacts.isRegion(region) && !parts[3].equals(region)) {
      problems.add("must be a key in " + region, value);
    } else if (parts.length > 1) {
      new AwsIds.AccountId().refusal(parts[4]).ifPresent(rule -> problems.add(rule, value));
    }
  }
}
