package dev.terrace.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** IAM policies as lines that people can read. */
public final class Policies {
  private Policies() {}

  /**
   * A statement a line: {@code Sid | actions | resources | conditions}, with the effect where it is
   * no Allow and the principal where there is one.
   */
  public static Table table(Stack stack, JsonNode policy) {
    Table table = new Table();
    for (JsonNode statement : policy.path("Statement")) {
      String effect = statement.path("Effect").asText();
      JsonNode principal = statement.path("Principal");
      table.row(
          statement.path("Sid").asText()
              + (effect.equals("Allow") ? "" : " " + effect)
              + (principal.isMissingNode() ? "" : " for " + principal(stack, principal)),
          stack.readable(statement.path("Action")),
          stack.readable(statement.path("Resource")),
          conditions(stack, statement.path("Condition")));
    }
    return table;
  }

  /** Every action that a policy names. */
  public static List<String> actions(JsonNode policy) {
    List<String> actions = new ArrayList<>();
    for (JsonNode statement : policy.path("Statement")) {
      JsonNode action = statement.path("Action");
      if (action.isArray()) {
        action.forEach(each -> actions.add(each.asText()));
      } else {
        actions.add(action.asText());
      }
    }
    return actions;
  }

  private static String principal(Stack stack, JsonNode principal) {
    return principal.isTextual()
        ? principal.asText()
        : stack.describe(principal).strip().replace(" = ", " ");
  }

  private static String conditions(Stack stack, JsonNode conditions) {
    List<String> words = new ArrayList<>();
    conditions
        .properties()
        .forEach(
            operator ->
                operator
                    .getValue()
                    .properties()
                    .forEach(
                        key ->
                            words.add(
                                operator.getKey()
                                    + " "
                                    + key.getKey()
                                    + " "
                                    + stack.readable(key.getValue()))));
    return words.isEmpty() ? "always" : String.join("; ", words);
  }
}
