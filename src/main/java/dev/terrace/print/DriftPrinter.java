package dev.terrace.print;

import dev.terrace.actions.drift.AdoptDrift;
import dev.terrace.actions.drift.FindDrift;
import dev.terrace.actions.drift.ListUnmanaged;
import dev.terrace.drift.DriftedResource;
import dev.terrace.drift.DriftedValue;
import dev.terrace.drift.UnmanagedResource;
import dev.terrace.error.VisibleText;
import dev.terrace.project.Stack;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;

/** In what AWS differs from the states, for people. */
public final class DriftPrinter {
  private DriftPrinter() {}

  public static void print(FindDrift.Result result, Console console) {
    for (FindDrift.StackDrift each : result.stacks()) {
      console.result(console.bold(each.stack().id().toString()) + ": " + counts(each));
      for (DriftedResource resource : each.drifted()) {
        print(each.stack(), resource, console);
      }
    }
    result.notDeployed().forEach(stack -> console.result(stack + ": not deployed"));
    long ignored = result.stacks().stream().mapToLong(each -> each.ignored().size()).sum();
    if (ignored > 0) {
      console.result(
          console.dim(
              Messages.counted(ignored, "difference")
                  + (ignored == 1 ? " is" : " are")
                  + " not drift; --json lists each with the reason"));
    }
    if (result.failures().isEmpty()) {
      console.result(
          result.hasDrift()
              ? "AWS differs from the state: a deploy restores what the code says."
              : console.good("No drift."));
    }
  }

  private static String counts(FindDrift.StackDrift stack) {
    long deleted = stack.drifted().stream().filter(DriftedResource::deleted).count();
    long changed = stack.drifted().size() - deleted;
    String of = " of " + Messages.counted(stack.resources(), "resource");
    return stack.drifted().isEmpty()
        ? "no drift in " + Messages.counted(stack.resources(), "resource")
        : changed + " changed and " + deleted + " deleted outside Terraform," + of;
  }

  private static void print(Stack stack, DriftedResource resource, Console console) {
    console.result(
        resource.deleted()
            ? "  - deleted " + VisibleText.of(stack.describe(resource.address()))
            : "  ~ changed " + VisibleText.of(stack.describe(resource.address())));
    for (DriftedValue value : resource.values()) {
      console.result(
          "      "
              + VisibleText.of(value.path())
              + ": "
              + PlanPrinter.shortened(value.state())
              + " → "
              + PlanPrinter.shortened(value.aws())
              + value.key().map(key -> "  " + console.dim(key.describe())).orElse(""));
    }
  }

  public static void print(ListUnmanaged.Result result, Console console) {
    result
        .resources()
        .forEach(
            (environment, resources) -> {
              console.result(
                  console.bold(environment.toString())
                      + ": "
                      + Messages.counted(resources.size(), "resource")
                      + " in no state");
              for (UnmanagedResource each : resources) {
                console.result(
                    "  "
                        + VisibleText.of(each.arn())
                        + "  "
                        + console.dim(
                            "by its "
                                + each.because()
                                + (each.explanation().isEmpty()
                                    ? ""
                                    : "; " + VisibleText.of(each.explanation()))));
              }
            });
    console.result(console.dim(ListUnmanaged.BLIND_SPOTS));
  }

  public static void print(AdoptDrift.Result result, Console console) {
    console.result(
        result.file()
            + " "
            + console.bold(result.key())
            + ": "
            + result.before()
            + " → "
            + result.after());
    result.adopted().forEach(each -> console.result("  as in AWS now: " + each));
    result.others().forEach(each -> console.result("  changes as well: " + each));
    console.result(
        result.others().isEmpty()
            ? "The next deploy writes it to the state."
            : "The next deploy also changes the other resources; plan shows how.");
  }
}
