package dev.terrace.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.terrace.check.ValueOrigin;
import dev.terrace.check.model.MaskedValues;
import dev.terrace.guard.PlanGuard;
import dev.terrace.guard.Refusal;
import dev.terrace.guard.Stateful;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.scan.KeptAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rows of one stack's plan, the riskiest first. */
final class PlanRows {
  /**
   * A replaced task definition is a new revision, which runs nothing by itself:
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-task-definition-console-v2.html
   */
  private static final String REVISED = "aws_ecs_task_definition";

  private static final String REVISION = "a new revision";

  private final PlannedStack stack;
  private final Keys keys;

  /** What changes take from the protection of data, by address. */
  private final Map<String, String> unprotected = new HashMap<>();

  PlanRows(PlannedStack stack, Keys keys) {
    this.stack = stack;
    this.keys = keys;
    for (Refusal each : PlanGuard.refusals(stack.plan().scan())) {
      if (each.kind() == Refusal.Kind.UNPROTECT) {
        unprotected.put(each.address(), each.describe());
      }
    }
  }

  /**
   * @param widening addresses of what allows more than before, or may
   */
  List<PlanRow> list(Set<String> widening) {
    return stack.plan().changes().stream()
        .map(change -> row(change, widening))
        .sorted(Comparator.comparing(PlanRow::risk))
        .toList();
  }

  private PlanRow row(Plan.Change change, Set<String> widening) {
    Optional<String> interrupted = Interruptions.of(change);
    Risk risk = risk(change, interrupted.isPresent(), widening);
    boolean revision = risk == Risk.OTHER && change.action() == Plan.Action.REPLACE;
    List<RowAttribute> attributes =
        change.attributes().stream().map(attribute -> attribute(change, attribute)).toList();
    return new PlanRow(
        stack.id(),
        change.action(),
        change.imported(),
        stack.file().constructPath(change.address()),
        change.address(),
        change.type(),
        risk,
        riskReason(change, risk, interrupted, revision),
        change.reason(),
        change.forcedBy(),
        attributes,
        origin(change, attributes));
  }

  /** The one key that decides all values of which a key is known; else the resource's section. */
  private Optional<ValueOrigin> origin(Plan.Change change, List<RowAttribute> attributes) {
    List<ValueOrigin> found =
        attributes.stream()
            .flatMap(each -> Stream.concat(Stream.of(each), each.parts().stream()))
            .flatMap(each -> each.origin().stream())
            .distinct()
            .toList();
    boolean changed =
        change.action() == Plan.Action.UPDATE || change.action() == Plan.Action.REPLACE;
    return changed && found.size() == 1
        ? Optional.of(found.get(0))
        : keys.of(stack.id(), change.address());
  }

  private String riskReason(
      Plan.Change change, Risk risk, Optional<String> interrupted, boolean revision) {
    return switch (risk) {
      case INTERRUPTION -> interrupted.orElseThrow();
      case PROTECTION -> unprotected.get(change.address());
      default -> revision ? REVISION : "";
    };
  }

  private Risk risk(Plan.Change change, boolean interrupts, Set<String> widening) {
    if (change.action() == Plan.Action.REPLACE && change.type().equals(REVISED)) {
      return Risk.OTHER;
    }
    boolean gone = change.action() == Plan.Action.DELETE;
    boolean unprotects = unprotected.containsKey(change.address());
    if (gone || change.action() == Plan.Action.REPLACE) {
      return Stateful.is(change.type(), KeptAttributes.of(change.before()))
          ? Risk.DATA
          : unprotects ? Risk.PROTECTION : Risk.REPLACEMENT;
    }
    if (unprotects) {
      return Risk.PROTECTION;
    }
    if (interrupts) {
      return Risk.INTERRUPTION;
    }
    return widening.contains(change.address()) ? Risk.ACCESS : Risk.OTHER;
  }

  private RowAttribute attribute(Plan.Change change, Plan.Attribute attribute) {
    boolean forces = change.forcedBy().stream().anyMatch(path -> covers(path, attribute.path()));
    List<Plan.Attribute> parts = attribute.parts();
    List<RowAttribute> rows = new ArrayList<>();
    if (parts.size() != 1 || !parts.get(0).equals(attribute)) {
      parts.forEach(part -> rows.add(one(change, part, forces, List.of())));
    }
    return one(change, attribute, forces, rows);
  }

  /** The provider names the whole list where an element of it forces a replacement, or a part. */
  private static boolean covers(String forcing, String path) {
    return path.equals(forcing) || isIn(path, forcing) || isIn(forcing, path);
  }

  private static boolean isIn(String path, String whole) {
    return path.startsWith(whole + ".") || path.startsWith(whole + "[");
  }

  private RowAttribute one(
      Plan.Change change, Plan.Attribute attribute, boolean forces, List<RowAttribute> parts) {
    return new RowAttribute(
        attribute.path(),
        MaskedValues.of(attribute.path(), attribute.before()),
        MaskedValues.of(attribute.path(), attribute.after()),
        forces,
        origin(change, attribute),
        parts);
  }

  private Optional<ValueOrigin> origin(Plan.Change change, Plan.Attribute attribute) {
    JsonNode value = value(attribute.after());
    return value.isValueNode() && !value.isNull()
        ? keys.of(stack.id(), change.address(), attribute.path(), value)
        : Optional.empty();
  }

  /** Missing for the plan's own texts such as {@code (known after apply)}. */
  private static JsonNode value(String text) {
    try {
      return Json.parse(text);
    } catch (IllegalArgumentException e) {
      return MissingNode.getInstance();
    }
  }
}
