package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** An output of a deployed stack. */
public record Output(JsonNode value, boolean sensitive) {

  /**
   * @param tree of a state of version 4, which is what {@code terraform output -json} prints
   */
  static Map<String, Output> byName(JsonNode tree) {
    Map<String, Output> outputs = new LinkedHashMap<>();
    tree.properties()
        .forEach(
            entry ->
                outputs.put(
                    entry.getKey(),
                    new Output(
                        entry.getValue().path("value"),
                        entry.getValue().path("sensitive").asBoolean())));
    return outputs;
  }

  /** For people: texts without quotes, lists and maps as JSON, sensitive values masked. */
  public String describe() {
    if (sensitive) {
      return "(sensitive)";
    }
    return value.isTextual() ? value.asText() : value.toString();
  }
}
