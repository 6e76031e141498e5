package dev.terrace.actions.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.adopt.state.AdoptionGate;
import dev.terrace.check.waiver.WaiverFile;
import dev.terrace.guard.GuardReport;
import dev.terrace.guard.Refusal;
import dev.terrace.project.Stack;
import dev.terrace.terraform.scan.PlanScan;
import java.util.ArrayList;
import java.util.List;

/** Closes the gate of an adoption for everything that the guard refuses. */
final class GuardedGate {
  private GuardedGate() {}

  /**
   * @param gate of the plan
   * @param plan as {@code terraform show -json} prints it
   * @param guard with the waivers; none opens what the gate itself blocks
   */
  static AdoptionGate of(AdoptionGate gate, Stack stack, JsonNode plan, StackGuard guard) {
    GuardReport report = guard.judge(stack, PlanScan.of(plan));
    List<String> blocked = new ArrayList<>(gate.blocked());
    for (Refusal each : report.refused()) {
      if (gate.blocked().stream().noneMatch(line -> line.startsWith(each.address() + " "))) {
        blocked.add(
            each.address()
                + " "
                + each.describe()
                + "; only a waiver for "
                + each.kind().rule()
                + " in "
                + WaiverFile.shownAs(stack.id().environment().system())
                + " accepts it");
      }
    }
    return new AdoptionGate(
        blocked, gate.unaccepted(), gate.accepted(), gate.newTags(), gate.creates());
  }
}
