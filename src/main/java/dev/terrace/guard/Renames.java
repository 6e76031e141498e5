package dev.terrace.guard;

import dev.terrace.guard.Refusal.Move;
import dev.terrace.terraform.scan.KeptAttributes;
import dev.terrace.terraform.scan.ScannedChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the new address of a resource that was renamed without a {@code moved} block. */
final class Renames {
  private final List<ScannedChange> created;
  private final List<ScannedChange> destroyed;

  Renames(List<ScannedChange> changes) {
    created = changes.stream().filter(each -> each.actions().equals(List.of("create"))).toList();
    destroyed = changes.stream().filter(each -> each.actions().equals(List.of("delete"))).toList();
  }

  /**
   * The one new resource of the type that has the same name in AWS; where no name is known before
   * the apply, the only new one if this is also the only one that goes.
   */
  Optional<Move> of(ScannedChange lost) {
    if (!lost.deposed().isEmpty()) {
      return Optional.empty();
    }
    List<ScannedChange> candidates =
        created.stream().filter(each -> each.type().equals(lost.type())).toList();
    List<ScannedChange> same =
        candidates.stream()
            .filter(each -> sameName(lost.before(), each.after()).orElse(false))
            .toList();
    if (same.size() == 1) {
      return Optional.of(new Move(lost.address(), same.get(0).address()));
    }
    boolean single =
        candidates.size() == 1
            && destroyed.stream().filter(each -> each.type().equals(lost.type())).count() == 1
            && sameName(lost.before(), candidates.get(0).after()).isEmpty();
    return single
        ? Optional.of(new Move(lost.address(), candidates.get(0).address()))
        : Optional.empty();
  }

  /** Empty if the plan has no name to compare. */
  private static Optional<Boolean> sameName(Map<String, String> before, Map<String, String> after) {
    for (String name : KeptAttributes.NAMES) {
      String value = after.getOrDefault(name, "");
      if (!value.isEmpty() && before.containsKey(name)) {
        return Optional.of(value.equals(before.get(name)));
      }
    }
    return Optional.empty();
  }
}
