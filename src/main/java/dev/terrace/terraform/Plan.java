package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan as {@code terraform show -json} prints it.
 *
 * @param changes of managed resources; those that stay as they are are left out
 * @param outputChanges actions by output's name; those that stay as they are are left out
 */
public record Plan(List<Change> changes, Map<String, Action> outputChanges) {
  public static final Plan EMPTY = new Plan(List.of(), Map.of());

  /** What happens to a resource or an output. */
  public enum Action {
    CREATE,
    UPDATE,
    REPLACE,
    DELETE,
    /** Leaves the state and stays in the world. */
    FORGET,
    NONE;

    static Action of(JsonNode actions) {
      boolean create = false;
      boolean delete = false;
      for (JsonNode action : actions) {
        switch (action.asText()) {
          case "create" -> create = true;
          case "delete" -> delete = true;
          case "update" -> {
            return UPDATE;
          }
          case "forget" -> {
            return FORGET;
          }
          default -> {}
        }
      }
      if (create && delete) {
        return REPLACE;
      }
      return create ? CREATE : delete ? DELETE : NONE;
    }
  }

  /**
   * One resource that changes.
   *
   * @param imported taken into the state by this plan
   * @param attributes that differ, in the order of the provider's answer
   * @param forcedBy paths of the attributes that force a replacement
   * @param reason why Terraform does it, where it says so, such as {@code
   *     delete_because_no_resource_config}; else empty
   * @param before all values as they are, sensitive ones too: never printed; null for a creation
   * @param after all values as planned, without those that are known after the apply; null for a
   *     destruction
   */
  public record Change(
      String address,
      String type,
      Action action,
      boolean imported,
      List<Attribute> attributes,
      List<String> forcedBy,
      String reason,
      JsonNode before,
      JsonNode after) {}

  /**
   * One attribute that differs.
   *
   * @param path such as {@code tags.Name} or {@code ingress[0].from_port}
   * @param before for people, sensitive values masked
   * @param after for people, sensitive values masked; {@code (known after apply)} where unknown
   */
  public record Attribute(String path, String before, String after) {

    /** Itself; of a JSON document (a policy …) what differs in it, for people to read. */
    public List<Attribute> parts() {
      List<Attribute> parts = JsonDocuments.differences(path, before, after);
      return parts.isEmpty() ? List.of(this) : parts;
    }
  }

  private static final String UNKNOWN = "(known after apply)";

  /** Shown instead of a value that the provider marks as sensitive. */
  public static final String SENSITIVE = "(sensitive)";

  public boolean isEmpty() {
    return changes.isEmpty() && outputChanges.isEmpty();
  }

  /** How many resources an action hits. */
  public long count(Action action) {
    return changes.stream().filter(change -> change.action() == action).count();
  }

  /** For example {@code 2 to create, 1 to replace}; {@code no changes} for an empty plan. */
  public String counts() {
    List<String> words = new ArrayList<>();
    add(words, changes.stream().filter(Change::imported).count(), "to import");
    add(words, count(Action.CREATE), "to create");
    add(words, count(Action.UPDATE), "to change");
    add(words, count(Action.REPLACE), "to replace");
    add(words, count(Action.DELETE), "to destroy");
    add(words, count(Action.FORGET), "to forget");
    if (words.isEmpty() && !outputChanges.isEmpty()) {
      add(words, outputChanges.size(), "outputs to change");
    }
    return words.isEmpty() ? "no changes" : String.join(", ", words);
  }

  private static void add(List<String> words, long count, String what) {
    if (count > 0) {
      words.add(count + " " + what);
    }
  }

  /**
   * @param tree what {@code terraform show -json} says of a plan file
   */
  public static Plan of(JsonNode tree) {
    List<Change> changes = new ArrayList<>();
    for (JsonNode resource : tree.path("resource_changes")) {
      JsonNode change = resource.path("change");
      Action action = Action.of(change.path("actions"));
      boolean imported = change.has("importing");
      if (!resource.path("mode").asText().equals("managed")
          || (action == Action.NONE && !imported)) {
        continue;
      }
      List<Attribute> attributes = new ArrayList<>();
      compare(
          "",
          change.path("before"),
          change.path("after"),
          change.path("after_unknown"),
          change.path("before_sensitive"),
          change.path("after_sensitive"),
          attributes);
      changes.add(
          new Change(
              resource.path("address").asText(),
              resource.path("type").asText(),
              action,
              imported,
              attributes,
              forcedBy(change.path("replace_paths")),
              resource.path("action_reason").asText(""),
              change.path("before"),
              change.path("after")));
    }
    Map<String, Action> outputs = new LinkedHashMap<>();
    tree.path("output_changes")
        .properties()
        .forEach(
            output -> {
              Action action = Action.of(output.getValue().path("actions"));
              if (action != Action.NONE) {
                outputs.put(output.getKey(), action);
              }
            });
    return new Plan(List.copyOf(changes), outputs);
  }

  private static List<String> forcedBy(JsonNode paths) {
    List<String> words = new ArrayList<>();
    for (JsonNode path : paths) {
      StringBuilder text = new StringBuilder();
      for (JsonNode step : path) {
        text.append(
            step.isNumber() ? "[" + step + "]" : (text.isEmpty() ? "" : ".") + step.asText());
      }
      words.add(text.toString());
    }
    return words;
  }

  private static void compare(
      String path,
      JsonNode before,
      JsonNode after,
      JsonNode unknown,
      JsonNode beforeSensitive,
      JsonNode afterSensitive,
      List<Attribute> found) {
    if (isTrue(unknown)) {
      found.add(new Attribute(path, words(before, beforeSensitive), UNKNOWN));
      return;
    }
    boolean bothMaps = isMap(before) && isMap(after);
    boolean bothLists = before.isArray() && after.isArray();
    boolean mapOnOneSide = path.isEmpty() && (isMap(before) || isMap(after) || unknown.isObject());
    if ((bothMaps || bothLists || mapOnOneSide)
        && !isTrue(beforeSensitive)
        && !isTrue(afterSensitive)) {
      if (bothLists) {
        int size = Math.max(before.size(), after.size());
        for (int i = 0; i < size; i++) {
          compare(
              path + "[" + i + "]",
              before.path(i),
              after.path(i),
              unknown.path(i),
              beforeSensitive.path(i),
              afterSensitive.path(i),
              found);
        }
        return;
      }
      Set<String> keys = new LinkedHashSet<>();
      before.fieldNames().forEachRemaining(keys::add);
      after.fieldNames().forEachRemaining(keys::add);
      unknown.fieldNames().forEachRemaining(keys::add);
      for (String key : keys) {
        compare(
            path.isEmpty() ? key : path + "." + key,
            before.path(key),
            after.path(key),
            unknown.path(key),
            beforeSensitive.path(key),
            afterSensitive.path(key),
            found);
      }
      return;
    }
    if (!same(before, after)) {
      found.add(new Attribute(path, words(before, beforeSensitive), words(after, afterSensitive)));
    } else if (holdsTrue(unknown)) {
      found.add(new Attribute(path, words(before, beforeSensitive), UNKNOWN));
    }
  }

  private static boolean isMap(JsonNode node) {
    return node.isObject();
  }

  private static boolean isTrue(JsonNode node) {
    return node.isBoolean() && node.asBoolean();
  }

  private static boolean holdsTrue(JsonNode node) {
    if (isTrue(node)) {
      return true;
    }
    for (JsonNode child : node) {
      if (holdsTrue(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static boolean same(JsonNode before, JsonNode after) {
    return (absent(before) && absent(after)) || before.equals(after);
  }

  private static String words(JsonNode value, JsonNode sensitive) {
    if (absent(value)) {
      return "(none)";
    }
    return holdsTrue(sensitive) ? SENSITIVE : value.toString();
  }
}
