package dev.terrace.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.deploy.PlanStacks;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.function.Consumer;

/** Plans of stacks, for people and for scripts. */
public final class PlanPrinter {
  private static final int LONGEST_VALUE = 600;

  private PlanPrinter() {}

  public static void print(PlanStacks.Result result, Console console) {
    for (PlanStacks.StackPlan each : result.plans()) {
      console.result(console.bold(each.stack().id().toString()) + ": " + each.plan().counts());
      print(each.stack(), each.plan(), console::result);
    }
    if (result.stopped().isEmpty()) {
      console.result(
          result.hasChanges()
              ? "A deploy would change something."
              : console.good("Nothing would change."));
    }
  }

  public static void printJson(PlanStacks.Result result, Console console) {
    ObjectNode tree = Json.object().put("changes", result.hasChanges());
    ArrayNode stacks = tree.putArray("stacks");
    result.plans().forEach(each -> stacks.add(asJson(each.stack(), each.plan())));
    tree.put("stoppedBecause", result.stopped().orElse(null));
    console.result(Json.pretty(tree).stripTrailing());
  }

  static void print(Stack stack, Plan plan, Consumer<String> line) {
    for (Plan.Change change : plan.changes()) {
      line.accept(
          "  "
              + sign(change)
              + " "
              + Messages.of(change.action())
              + " "
              + stack.describe(change.address())
              + (change.forcedBy().isEmpty()
                  ? ""
                  : ", because of " + String.join(", ", change.forcedBy()))
              + (change.reason().equals("delete_because_no_resource_config")
                  ? ", no longer in the code"
                  : ""));
      if (change.action() == Plan.Action.UPDATE || change.action() == Plan.Action.REPLACE) {
        for (Plan.Attribute attribute : change.attributes()) {
          boolean forces = change.forcedBy().contains(attribute.path());
          for (Plan.Attribute part : attribute.parts()) {
            line.accept(
                "      "
                    + part.path()
                    + ": "
                    + shortened(part.before())
                    + " → "
                    + shortened(part.after())
                    + (forces ? "  (forces the replacement)" : ""));
          }
        }
      }
    }
    plan.outputChanges()
        .forEach((name, action) -> line.accept("  ~ output " + name + ": " + Messages.of(action)));
  }

  /** For people; {@code --json} has the whole value. */
  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE
        ? value
        : value.substring(0, LONGEST_VALUE) + "… (" + value.length() + " characters)";
  }

  private static String sign(Plan.Change change) {
    if (change.imported() && change.action() == Plan.Action.NONE) {
      return "<";
    }
    return switch (change.action()) {
      case CREATE -> "+";
      case UPDATE -> "~";
      case REPLACE -> "±";
      case DELETE -> "-";
      case FORGET -> ".";
      case NONE -> " ";
    };
  }

  private static ObjectNode asJson(Stack stack, Plan plan) {
    ObjectNode node = Json.object().put("stack", stack.id().toString());
    ObjectNode counts = node.putObject("counts");
    for (Plan.Action action : Plan.Action.values()) {
      if (action != Plan.Action.NONE) {
        counts.put(Messages.of(action), plan.count(action));
      }
    }
    var changes = node.putArray("changes");
    for (Plan.Change change : plan.changes()) {
      ObjectNode entry =
          changes
              .addObject()
              .put("action", Messages.of(change.action()))
              .put("address", change.address())
              .put("path", stack.file().constructPath(change.address()).orElse(null))
              .put("type", change.type());
      var forced = entry.putArray("replacedBecause");
      change.forcedBy().forEach(forced::add);
      var attributes = entry.putArray("attributes");
      for (Plan.Attribute attribute : change.attributes()) {
        attributes
            .addObject()
            .put("path", attribute.path())
            .put("before", attribute.before())
            .put("after", attribute.after());
      }
    }
    ObjectNode outputs = node.putObject("outputs");
    plan.outputChanges().forEach((name, action) -> outputs.put(name, Messages.of(action)));
    return node;
  }
}
