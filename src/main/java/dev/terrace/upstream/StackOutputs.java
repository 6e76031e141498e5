package dev.terrace.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a stack's outputs before it is applied.
 *
 * @param planned whether the stack is planned in the same run
 */
public record StackOutputs(boolean planned, Map<String, OutputValue> values) {
  private static final JsonNode NO_TYPE = JsonNodeFactory.instance.missingNode();

  /**
   * Of a stack that nothing changes.
   *
   * @param state of version 4, as {@code terraform state pull} gives it
   */
  public static StackOutputs deployed(JsonNode state, boolean planned) {
    Map<String, OutputValue> values = new LinkedHashMap<>();
    state
        .path("outputs")
        .properties()
        .forEach(
            output ->
                values.put(
                    output.getKey(),
                    new OutputValue.Known(
                        output.getValue().path("value"), output.getValue().path("type"), true)));
    return new StackOutputs(planned, values);
  }

  /**
   * Of a stack that its plan changes.
   *
   * @param plan as {@code terraform show -json} prints it
   */
  public static StackOutputs planned(JsonNode plan) {
    JsonNode prior = plan.path("prior_state").path("values").path("outputs");
    JsonNode after = plan.path("planned_values").path("outputs");
    Map<String, OutputValue> values = new LinkedHashMap<>();
    plan.path("output_changes")
        .properties()
        .forEach(
            output -> {
              String name = output.getKey();
              JsonNode change = output.getValue();
              JsonNode action = change.path("actions").path(0);
              if (!action.asText().equals("delete")) {
                values.put(
                    name,
                    value(
                        change,
                        after.path(name),
                        prior.path(name).path("type"),
                        action.asText().equals("no-op")));
              }
            });
    return new StackOutputs(true, values);
  }

  private static OutputValue value(
      JsonNode change, JsonNode planned, JsonNode priorType, boolean deployed) {
    if (planned.has("value")) {
      return new OutputValue.Known(planned.path("value"), planned.path("type"), deployed);
    }
    JsonNode unknown = change.path("after_unknown");
    return unknown.isContainerNode()
        ? new OutputValue.Partial(change.path("after"), unknown)
        : new OutputValue.Unknown(priorType);
  }

  /** Of a stack that cannot be planned before another one is applied. */
  public static StackOutputs unknown() {
    return new StackOutputs(true, Map.of());
  }

  OutputValue value(String name) {
    return values.getOrDefault(name, new OutputValue.Unknown(NO_TYPE));
  }

  /** Whether the state has the value that the output has after the apply. */
  boolean isDeployed(String name) {
    return values.get(name) instanceof OutputValue.Known known && known.deployed();
  }
}
