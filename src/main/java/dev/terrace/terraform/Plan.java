package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.scan.PlanScan;
import dev.terrace.terraform.scan.ScannedChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan as {@code terraform show -json} prints it.
 *
 * @param changes of managed resources; those that stay as they are are left out
 * @param outputChanges actions by output's name; those that stay as they are are left out
 * @param scan the same as a guard reads it, with what these changes do not show
 */
public record Plan(List<Change> changes, Map<String, Action> outputChanges, PlanScan scan) {
  public static final Plan EMPTY = new Plan(List.of(), Map.of(), PlanScan.EMPTY);

  /** A plan for people to read, made of parts: a guard refuses it. */
  public Plan(List<Change> changes, Map<String, Action> outputChanges) {
    this(changes, outputChanges, PlanScan.UNREAD);
  }

  /** What happens to a resource or an output. */
  public enum Action {
    CREATE,
    UPDATE,
    REPLACE,
    DELETE,
    /** Leaves the state and stays in the world. */
    FORGET,
    /** Changes its address alone, because of a {@code moved} entry. */
    MOVE,
    NONE;

    static Action of(JsonNode actions) {
      boolean create = false;
      boolean delete = false;
      boolean forget = false;
      for (JsonNode action : actions) {
        switch (action.asText()) {
          case "create" -> create = true;
          case "delete" -> delete = true;
          case "update" -> {
            return UPDATE;
          }
          case "forget" -> forget = true;
          default -> {}
        }
      }
      if (create && (delete || forget)) {
        return REPLACE;
      }
      if (forget) {
        return FORGET;
      }
      return create ? CREATE : delete ? DELETE : NONE;
    }
  }

  /**
   * One resource that changes.
   *
   * @param imported taken into the state by this plan
   * @param attributes that differ, in the order of the provider's answer; of a move its address
   * @param forcedBy paths of the attributes that force a replacement
   * @param reason why Terraform does it, where it says so, such as {@code
   *     delete_because_no_resource_config}; else empty
   * @param sensitive names of attributes of which the plan marks a part as sensitive
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
      Set<String> sensitive,
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

  /** Shown instead of a value that is known after the apply. */
  public static final String UNKNOWN = "(known after apply)";

  /** Shown instead of a value that the provider marks as sensitive. */
  public static final String SENSITIVE = "(sensitive)";

  public boolean isEmpty() {
    return changes.isEmpty() && outputChanges.isEmpty() && moves() == 0;
  }

  /** Whether it shows the same: what happens to each resource and output, and what differs. */
  public boolean showsTheSameAs(Plan other) {
    return moves() == other.moves()
        && outputChanges.equals(other.outputChanges)
        && shown().equals(other.shown());
  }

  /** The changes without the values that only Terraform needs. */
  private List<Change> shown() {
    return changes.stream()
        .map(
            change ->
                new Change(
                    change.address(),
                    change.type(),
                    change.action(),
                    change.imported(),
                    change.attributes(),
                    change.forcedBy(),
                    change.reason(),
                    change.sensitive(),
                    null,
                    null))
        .toList();
  }

  /** How many resources get another address, which nothing but an apply writes into the state. */
  public long moves() {
    return scan.changes().stream().filter(ScannedChange::isMoved).count();
  }

  /** Without the outputs that only stacks of the same environment read. */
  public Map<String, Action> publicOutputChanges() {
    Map<String, Action> shown = new LinkedHashMap<>();
    outputChanges.forEach(
        (name, action) -> {
          if (!StackFile.isCrossStackOutput(name)) {
            shown.put(name, action);
          }
        });
    return shown;
  }

  /** How many resources an action hits. */
  public long count(Action action) {
    return changes.stream().filter(change -> change.action() == action).count();
  }

  /** For example {@code 2 to create, 1 to replace}; {@code no changes} for an empty plan. */
  public String counts() {
    List<String> words = new ArrayList<>();
    add(words, changes.stream().filter(Change::imported).count(), "to import");
    add(words, moves(), "to move");
    add(words, count(Action.CREATE), "to create");
    add(words, count(Action.UPDATE), "to change");
    add(words, count(Action.REPLACE), "to replace");
    add(words, count(Action.DELETE), "to destroy");
    add(words, count(Action.FORGET), "to forget");
    if (words.isEmpty()) {
      add(words, publicOutputChanges().size(), "outputs to change");
    }
    if (words.isEmpty() && !outputChanges.isEmpty()) {
      return "no changes of resources, "
          + outputChanges.size()
          + (outputChanges.size() == 1 ? " value" : " values")
          + " for later stacks";
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
    return PlanReader.read(tree);
  }
}
