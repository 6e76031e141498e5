package dev.terrace.guard;

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

  /** Such as {@code deletion_protection true → false}. */
  static List<String> in(ScannedChange change) {
    return ProtectionTable.of(change.type()).stream()
        .filter(each -> each.isLostIn(change))
        .map(each -> each.describe(change))
        .distinct()
        .toList();
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
