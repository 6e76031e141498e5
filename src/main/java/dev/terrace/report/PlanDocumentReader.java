package dev.terrace.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.ValueOrigin;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what {@code terrace plan --json} prints ({@code plan.schema.json}). */
public final class PlanDocumentReader {
  private static final int VERSION = 1;

  private PlanDocumentReader() {}

  /**
   * The rows of each planned stack.
   *
   * @throws IllegalArgumentException when it is of another version, or says something unknown
   */
  public static Map<StackId, List<PlanRow>> read(JsonNode document) {
    if (document.path("schemaVersion").asInt() != VERSION) {
      throw new IllegalArgumentException(
          "has schemaVersion " + document.path("schemaVersion") + "; 1 is known");
    }
    if (!document.path("stacks").isArray()) {
      throw new IllegalArgumentException("is no plan: stacks is missing");
    }
    Map<StackId, List<PlanRow>> stacks = new LinkedHashMap<>();
    for (JsonNode each : document.path("stacks")) {
      StackId stack = stack(each.path("stack").asText());
      List<PlanRow> rows = new ArrayList<>();
      each.path("changes").forEach(change -> rows.add(row(stack, change)));
      stacks.put(stack, List.copyOf(rows));
    }
    return stacks;
  }

  private static StackId stack(String name) {
    String[] parts = name.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "stacks[].stack must be system/environment/layer, got '" + name + "'");
    }
    return new EnvironmentId(parts[0], parts[1]).stack(parts[2]);
  }

  private static PlanRow row(StackId stack, JsonNode change) {
    List<String> forcedBy = new ArrayList<>();
    change.path("replacedBecause").forEach(each -> forcedBy.add(each.asText()));
    List<RowAttribute> attributes = new ArrayList<>();
    change.path("attributes").forEach(each -> attributes.add(attribute(each)));
    return new PlanRow(
        stack,
        constant(Plan.Action.class, change, "action"),
        change.path("imported").asBoolean(),
        Optional.ofNullable(change.path("path").textValue()),
        change.path("address").asText(),
        change.path("type").asText(),
        constant(Risk.class, change, "risk"),
        change.path("riskReason").asText(),
        change.path("reason").asText(),
        forcedBy,
        attributes,
        origin(change));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode change, String member) {
    String word = change.path(member).asText();
    for (E each : type.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "stacks[].changes[]." + member + " is not known: '" + word + "'");
  }

  private static RowAttribute attribute(JsonNode attribute) {
    String path = attribute.path("path").asText();
    String before = attribute.path("before").asText();
    String after = attribute.path("after").asText();
    boolean forces = attribute.path("forcesReplacement").asBoolean();
    List<RowAttribute> inner = new ArrayList<>();
    Plan.Attribute whole = new Plan.Attribute(path, before, after);
    if (!whole.parts().equals(List.of(whole))) {
      for (Plan.Attribute each : whole.parts()) {
        inner.add(
            new RowAttribute(
                each.path(), each.before(), each.after(), forces, Optional.empty(), List.of()));
      }
    }
    return new RowAttribute(path, before, after, forces, origin(attribute), inner);
  }

  private static Optional<ValueOrigin> origin(JsonNode of) {
    JsonNode origin = of.path("origin");
    return origin.isObject()
        ? Optional.of(
            new ValueOrigin(
                origin.path("file").asText(),
                origin.path("line").asInt(),
                origin.path("key").asText()))
        : Optional.empty();
  }
}
