package dev.terrace.terraform.scan;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a plan does to one object of a resource.
 *
 * @param previousAddress where a {@code moved} block takes it from; else empty
 * @param mode {@code managed} or {@code data}; empty if the plan does not say
 * @param deposed the key of an object that an interrupted replacement has left; else empty
 * @param actions as the plan has them, such as {@code delete} and {@code create}, in any order
 * @param reason why Terraform does it, such as {@code delete_because_no_resource_config}; else
 *     empty
 * @param forcedBy paths of the attributes that force a replacement
 * @param imported taken into the state by this plan
 * @param deferral why the change is deferred; empty if it is not
 * @param before the attributes of {@link KeptAttributes}, as texts
 * @param after the same as planned
 * @param unknown those that are known after the apply
 */
public record ScannedChange(
    String address,
    String previousAddress,
    String mode,
    String type,
    String deposed,
    List<String> actions,
    String reason,
    List<String> forcedBy,
    boolean imported,
    String deferral,
    Map<String, String> before,
    Map<String, String> after,
    Set<String> unknown) {
  public ScannedChange {
    actions = List.copyOf(actions);
    forcedBy = List.copyOf(forcedBy);
    before = Map.copyOf(before);
    after = Map.copyOf(after);
    unknown = Set.copyOf(unknown);
  }

  /** Whether the state gets another address of the resource. */
  public boolean isMoved() {
    return !previousAddress.isEmpty() && !previousAddress.equals(address);
  }

  /** Whether Terraform leaves the object and its entry in the state as they are. */
  boolean isNothing() {
    return deferral.isEmpty()
        && !imported
        && !isMoved()
        && !actions.isEmpty()
        && actions.stream().allMatch(each -> each.equals("no-op") || each.equals("read"));
  }
}
