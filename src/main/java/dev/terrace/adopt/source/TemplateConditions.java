package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Evaluates the conditions of a template. */
final class TemplateConditions {
  private final JsonNode conditions;
  private final UnaryOperator<JsonNode> resolve;
  private final Consumer<String> problems;
  private final Set<String> inProgress = new HashSet<>();

  /**
   * @param conditions the template's {@code Conditions}
   * @param resolve evaluates the functions in a value
   * @param problems takes errors in the template, one sentence each
   */
  TemplateConditions(
      JsonNode conditions, UnaryOperator<JsonNode> resolve, Consumer<String> problems) {
    this.conditions = conditions;
    this.resolve = resolve;
    this.problems = problems;
  }

  /** Whether a condition holds; empty if it depends on values that only the account has. */
  Optional<Boolean> holds(String condition) {
    JsonNode node = conditions.path(condition);
    if (node.isMissingNode()) {
      problems.accept("condition '" + condition + "' is used but not defined");
      return Optional.empty();
    }
    if (!inProgress.add(condition)) {
      problems.accept("condition '" + condition + "' refers to itself");
      return Optional.empty();
    }
    Optional<Boolean> holds = test(node);
    inProgress.remove(condition);
    return holds;
  }

  private Optional<Boolean> test(JsonNode node) {
    String name = node.isObject() && node.size() == 1 ? node.fieldNames().next() : "";
    JsonNode argument = node.path(name);
    switch (name) {
      case "Condition" -> {
        return holds(argument.asText());
      }
      case "Fn::Not" -> {
        return test(argument.path(0)).map(holds -> !holds);
      }
      case "Fn::Equals" -> {
        JsonNode one = resolve.apply(argument.path(0));
        JsonNode other = resolve.apply(argument.path(1));
        return one.isValueNode() && other.isValueNode()
            ? Optional.of(one.asText().equals(other.asText()))
            : Optional.empty();
      }
      case "Fn::And", "Fn::Or" -> {
        boolean decides = name.equals("Fn::Or");
        boolean allKnown = true;
        for (JsonNode each : argument) {
          Optional<Boolean> holds = test(each);
          if (holds.isPresent() && holds.get() == decides) {
            return holds;
          }
          allKnown &= holds.isPresent();
        }
        return allKnown ? Optional.of(!decides) : Optional.empty();
      }
      default -> {
        return Optional.empty();
      }
    }
  }
}
