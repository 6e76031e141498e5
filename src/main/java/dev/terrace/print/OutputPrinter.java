package dev.terrace.print;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Output;
import dev.terrace.ui.Console;
import java.util.LinkedHashMap;
import java.util.Map;

/** Outputs of stacks, for people and for scripts. */
public final class OutputPrinter {
  /** cdktf passes values from stack to stack through outputs of such names. */
  private static final String BETWEEN_STACKS = "cross-stack-output-";

  private OutputPrinter() {}

  /** Without those that only serve other stacks, unless all are wanted. */
  public static Map<StackId, Map<String, Output>> shown(
      Map<StackId, Map<String, Output>> outputs, boolean all) {
    Map<StackId, Map<String, Output>> shown = new LinkedHashMap<>();
    outputs.forEach(
        (stack, values) -> {
          Map<String, Output> kept = new LinkedHashMap<>(values);
          kept.keySet().removeIf(name -> !all && name.startsWith(BETWEEN_STACKS));
          shown.put(stack, kept);
        });
    return shown;
  }

  public static void print(Map<StackId, Map<String, Output>> outputs, Console console) {
    outputs.forEach(
        (stack, values) -> {
          if (values.isEmpty()) {
            return;
          }
          console.result(console.bold(stack.toString()));
          int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
          values.forEach(
              (name, output) ->
                  console.result(
                      "  " + name + " ".repeat(width - name.length()) + "  " + output.describe()));
        });
  }

  /** Values by stack and name; sensitive ones are left out. */
  public static Map<String, Object> asJson(Map<StackId, Map<String, Output>> outputs) {
    Map<String, Object> stacks = new LinkedHashMap<>();
    outputs.forEach((stack, values) -> stacks.put(stack.toString(), values(values)));
    return stacks;
  }

  static Map<String, JsonNode> values(Map<String, Output> outputs) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    outputs.forEach(
        (name, output) -> {
          if (!output.sensitive()) {
            values.put(name, output.value());
          }
        });
    return values;
  }
}
