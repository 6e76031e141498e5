package dev.terrace.guard;

import dev.terrace.guard.Refusal.Kind;
import dev.terrace.guard.Stateful.Knowledge;
import dev.terrace.terraform.scan.PlanScan;
import dev.terrace.terraform.scan.ScannedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds in a plan what must not happen unnoticed: the loss of data or of its protection, and what
 * is not understood. The one mechanism for every plan, whoever made it.
 */
public final class PlanGuard {
  private static final Set<String> ACTIONS =
      Set.of("no-op", "read", "create", "update", "delete", "forget");

  private PlanGuard() {}

  /** In the order of the plan; what concerns the plan as a whole comes last. */
  public static List<Refusal> refusals(PlanScan plan) {
    List<Refusal> refusals = new ArrayList<>();
    Renames renames = new Renames(plan.changes());
    LostProtections protections = new LostProtections(plan.changes());
    for (ScannedChange change : plan.changes()) {
      judge(change, renames, protections).ifPresent(refusals::add);
    }
    for (PlanScan.Oddity oddity : plan.oddities()) {
      refusals.add(
          refusal(Kind.NOT_UNDERSTOOD, oddity.member(), "", oddity.meaning(), Optional.empty()));
    }
    return refusals;
  }

  /** What the destruction of a deployed resource loses; empty if nothing. */
  public static Optional<Refusal> destruction(
      String address, String type, Map<String, String> values, String why) {
    return switch (Stateful.of(type, values)) {
      case HOLDS_DATA -> Optional.of(refusal(Kind.DESTROY, address, type, why, Optional.empty()));
      case UNKNOWN -> Optional.of(refusal(Kind.UNKNOWN_TYPE, address, type, why, Optional.empty()));
      case HOLDS_NOTHING -> Optional.empty();
    };
  }

  private static Optional<Refusal> judge(
      ScannedChange change, Renames renames, LostProtections protections) {
    Optional<String> strange = strange(change);
    if (strange.isPresent()) {
      return Optional.of(
          refusal(
              Kind.NOT_UNDERSTOOD,
              change.address(),
              change.type(),
              strange.get(),
              Optional.empty()));
    }
    if (change.mode().equals("data")) {
      return Optional.empty();
    }
    boolean left = change.actions().contains("forget") && change.actions().contains("create");
    if (change.actions().contains("delete") || left) {
      return destroyed(change, renames, protections);
    }
    List<String> lost = LostProtections.in(change);
    return change.actions().contains("update") && !lost.isEmpty()
        ? Optional.of(
            refusal(
                Kind.UNPROTECT,
                change.address(),
                change.type(),
                String.join(", ", lost),
                Optional.empty()))
        : Optional.empty();
  }

  /** Why a change cannot be judged; empty if it can. */
  private static Optional<String> strange(ScannedChange change) {
    if (!change.deferral().isEmpty()) {
      return Optional.of("Terraform defers the change (" + change.deferral() + ")");
    }
    List<String> unknown =
        change.actions().stream().filter(action -> !ACTIONS.contains(action)).toList();
    if (!unknown.isEmpty()) {
      return Optional.of("the action '" + String.join("', '", unknown) + "' is not known");
    }
    if (change.actions().isEmpty()) {
      return Optional.of("the plan does not say what happens to it");
    }
    return change.address().isEmpty() || change.type().isEmpty()
        ? Optional.of("the plan does not say which resource it is")
        : Optional.empty();
  }

  private static Optional<Refusal> destroyed(
      ScannedChange change, Renames renames, LostProtections protections) {
    boolean replaced = change.actions().contains("create");
    Knowledge knowledge = Stateful.of(change.type(), change.before());
    if (knowledge == Knowledge.HOLDS_NOTHING) {
      return protections
          .destroyed(change)
          .map(
              what ->
                  refusal(
                      Kind.UNPROTECT,
                      change.address(),
                      change.type(),
                      Reasons.of(change) + "; it protects " + what,
                      replaced ? Optional.empty() : renames.of(change)));
    }
    Kind kind =
        knowledge == Knowledge.UNKNOWN ? Kind.UNKNOWN_TYPE : replaced ? Kind.REPLACE : Kind.DESTROY;
    return Optional.of(
        new Refusal(
            kind,
            change.address(),
            change.type(),
            Reasons.of(change),
            change.forcedBy(),
            replaced ? Optional.empty() : renames.of(change)));
  }

  private static Refusal refusal(
      Kind kind, String address, String type, String why, Optional<Refusal.Move> kept) {
    return new Refusal(kind, address, type, why, List.of(), kept);
  }
}
