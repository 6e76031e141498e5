package dev.terrace.guard;

import dev.terrace.guard.Stateful.Knowledge;
import dev.terrace.terraform.scan.ScannedChange;
import java.util.List;
import java.util.Optional;

/** Finds what keeps a resource or its data, and what a plan turns off, shortens or destroys. */
final class LostProtections {
  private final List<ScannedChange> changes;

  /**
   * @param changes of the whole plan
   */
  LostProtections(List<ScannedChange> changes) {
    this.changes = changes;
  }

  /** Whether resources of the type keep the data of others. */
  static boolean isKeeper(String type) {
    return ProtectionTable.keeper(type).isPresent();
  }

  /**
   * Such as {@code deletion_protection true → false}; empty for a resource that has nothing to
   * lose.
   */
  static List<String> in(ScannedChange change) {
    return protections(change).stream()
        .filter(each -> each.isLostIn(change))
        .map(each -> each.describe(change))
        .distinct()
        .toList();
  }

  private static List<Protection> protections(ScannedChange change) {
    String type = change.type();
    if (isKeeper(type) || Stateful.of(type, change.before()) != Knowledge.HOLDS_NOTHING) {
      return ProtectionTable.of(type);
    }
    // What a type holds in some cases only, it has no protection for in the others.
    return Stateful.is(type) ? List.of() : ProtectionTable.ownOf(type);
  }

  /**
   * What a destroyed resource keeps; empty if it keeps nothing, or if what it keeps goes as well.
   */
  Optional<String> destroyed(ScannedChange change) {
    return ProtectionTable.keeper(change.type())
        .filter(keeper -> keeper.isOn(change))
        .filter(
            keeper ->
                changes.stream()
                    .filter(other -> other.actions().contains("delete"))
                    .noneMatch(other -> keeper.isOf(change, other)))
        .map(Protection.Keeper::what);
  }
}
