package dev.terrace.cli.print;

import dev.terrace.actions.deploy.PlanStacks;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Plan;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    result.notPlanned().stream()
        .filter(each -> each.reason().isExpected())
        .forEach(each -> console.result(each.message()));
    if (result.stopped().isEmpty()) {
      console.result(
          result.hasChanges() ? PlanSummary.of(result) : console.good("Nothing would change."));
    }
  }

  public static Object asJson(PlanStacks.Result result) {
    return new Document(
        result.hasChanges(),
        result.plans().stream().map(PlanPrinter::asJson).toList(),
        result.stopped().orElse(null));
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
    plan.publicOutputChanges()
        .forEach((name, action) -> line.accept("  ~ output " + name + ": " + Messages.of(action)));
  }

  /** For people; {@code --json} has the whole value. */
  static String shortened(String value) {
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

  private static StackPlan asJson(PlanStacks.StackPlan planned) {
    Plan plan = planned.plan();
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Plan.Action action : Plan.Action.values()) {
      if (action != Plan.Action.NONE) {
        counts.put(Messages.of(action), plan.count(action));
      }
    }
    Map<String, String> outputs = new LinkedHashMap<>();
    plan.outputChanges().forEach((name, action) -> outputs.put(name, Messages.of(action)));
    return new StackPlan(
        planned.stack().id().toString(),
        counts,
        plan.changes().stream().map(change -> asJson(planned.stack(), change)).toList(),
        outputs);
  }

  private static Change asJson(Stack stack, Plan.Change change) {
    return new Change(
        Messages.of(change.action()),
        change.address(),
        stack.file().constructPath(change.address()).orElse(null),
        change.type(),
        change.forcedBy(),
        change.attributes());
  }

  private record Document(boolean changes, List<StackPlan> stacks, String stoppedBecause) {}

  private record StackPlan(
      String stack, Map<String, Long> counts, List<Change> changes, Map<String, String> outputs) {}

  private record Change(
      String action,
      String address,
      String path,
      String type,
      List<String> replacedBecause,
      List<Plan.Attribute> attributes) {}
}
