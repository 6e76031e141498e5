package dev.terrace.upstream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is known of an output before its stack is applied. Types are Terraform's in JSON, such as
 * {@code "string"} or {@code ["list", "string"]}.
 */
public sealed interface OutputValue {

  /**
   * The value after the apply.
   *
   * @param deployed whether the state has the same value now
   */
  record Known(JsonNode value, JsonNode type, boolean deployed) implements OutputValue {}

  /**
   * A list or a map of which a part is known.
   *
   * @param value with null for each part that is not known
   * @param unknown of the same shape, true for each part that is not known
   */
  record Partial(JsonNode value, JsonNode unknown) implements OutputValue {}

  /**
   * Known only after the apply.
   *
   * @param type missing where it is not known either
   */
  record Unknown(JsonNode type) implements OutputValue {}
}
