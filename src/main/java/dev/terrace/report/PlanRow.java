package dev.terrace.report;

import dev.terrace.check.ValueOrigin;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One resource that changes.
 *
 * @param imported whether this plan takes it into the state
 * @param path the construct path without the stack's name; empty for what the code does not hold
 * @param address the Terraform address
 * @param riskReason why it has that risk; empty where the risk's title says it
 * @param reason why Terraform does it, where it says so; else empty
 * @param forcedBy paths of the attributes that force a replacement
 * @param origin the one key that decides the new values, or else the section of the configuration
 *     that the resource follows from, where one does
 */
public record PlanRow(
    StackId stack,
    Plan.Action action,
    boolean imported,
    Optional<String> path,
    String address,
    String type,
    Risk risk,
    String riskReason,
    String reason,
    List<String> forcedBy,
    List<RowAttribute> attributes,
    Optional<ValueOrigin> origin) {
  /** Actions whose values people want to see. */
  private static final Set<Plan.Action> WITH_VALUES =
      Set.of(Plan.Action.UPDATE, Plan.Action.REPLACE, Plan.Action.MOVE);

  public PlanRow {
    forcedBy = List.copyOf(forcedBy);
    attributes = List.copyOf(attributes);
  }

  /** Why Terraform does it and what it means, such as {@code because of engine}; may be empty. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!forcedBy.isEmpty()) {
      notes.add("because of " + String.join(", ", forcedBy));
    }
    if (reason.equals("delete_because_no_resource_config")) {
      notes.add("no longer in the code");
    }
    if (!riskReason.isEmpty()) {
      notes.add(riskReason);
    }
    return notes;
  }

  /**
   * Old and new values for people: of updates, replacements and moves, without what is empty on
   * both sides and without what AWS chooses for a replacement.
   */
  public List<RowAttribute> differences() {
    if (!WITH_VALUES.contains(action)) {
      return List.of();
    }
    return attributes.stream()
        .filter(each -> each.forcesReplacement() || !isNoNews(each))
        .flatMap(each -> each.shown().stream())
        .toList();
  }

  /** How many attributes {@link #differences} leaves out. */
  public long leftOut() {
    return differences().isEmpty()
        ? 0
        : attributes.stream().filter(each -> !each.forcesReplacement() && isNoNews(each)).count();
  }

  private boolean isNoNews(RowAttribute attribute) {
    return attribute.isSame() || (action == Plan.Action.REPLACE && attribute.isUnknown());
  }
}
