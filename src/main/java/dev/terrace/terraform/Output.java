package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;

/** An output of a deployed stack. */
public record Output(JsonNode value, boolean sensitive) {

  /** For people: texts without quotes, lists and maps as JSON, sensitive values masked. */
  public String describe() {
    if (sensitive) {
      return "(sensitive)";
    }
    return value.isTextual() ? value.asText() : value.toString();
  }
}
