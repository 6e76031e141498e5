package dev.terrace.constructs.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Names;
import dev.terrace.support.SmallStack;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DataKeyTest {
  private static final String SOURCE = "{\"StringEquals\":{\"aws:SourceAccount\":\"123\"}}";

  /** The condition of each service that the policy lets in; nothing where it has none. */
  private static Map<String, String> conditions(String... services) {
    SmallStack stack =
        SmallStack.of(
            scope ->
                new DataKey(
                    scope,
                    "key",
                    DataKey.Props.ofData(new Names("shop"), "123", List.of(services))));
    Map<String, String> conditions = new TreeMap<>();
    for (JsonNode statement :
        SmallStack.json(stack.resource("aws_kms_key", "key/key").path("policy"))
            .path("Statement")) {
      JsonNode service = statement.at("/Principal/Service");
      for (JsonNode each : service.isArray() ? service : List.of(service)) {
        conditions.put(each.asText(), statement.path("Condition").toString());
      }
    }
    conditions.remove("");
    return conditions;
  }

  @Test
  void a_service_uses_the_key_for_this_account_only() {
    assertThat(conditions("cloudwatch.amazonaws.com", "budgets.amazonaws.com"))
        .isEqualTo(Map.of("cloudwatch.amazonaws.com", SOURCE, "budgets.amazonaws.com", SOURCE));
  }

  @Test
  void a_service_that_sends_no_account_is_not_locked_out() {
    assertThat(
            conditions(
                "events.amazonaws.com",
                "cloudwatch.amazonaws.com",
                "codestar-notifications.amazonaws.com"))
        .isEqualTo(
            Map.of(
                "cloudwatch.amazonaws.com",
                SOURCE,
                "events.amazonaws.com",
                "",
                "codestar-notifications.amazonaws.com",
                "{\"StringLike\":{\"kms:ViaService\":\"sns.*.amazonaws.com\"}}"));
  }

  @Test
  void a_key_without_services_has_the_policy_of_every_key() {
    SmallStack stack =
        SmallStack.of(
            scope -> new DataKey(scope, "key", DataKey.Props.of(new Names("shop"), "a", "b")));

    assertThat(stack.resource("aws_kms_key", "key/key").has("policy")).isFalse();
  }
}
