package dev.terrace.adopt.match;

import static dev.terrace.adopt.SampleResources.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.terraform.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first part of an attribute that differs, with both values. */
final class FirstDifferenceTest {
  private static List<String> differences(String desired, String existing) {
    return AttributeComparison.of("aws_some_type", json(desired), Json.object(), json(existing))
        .differences()
        .stream()
        .map(AttributeDifference::describe)
        .toList();
  }

  @Test
  void the_path_into_a_block_is_named() {
    assertThat(
            differences(
                "{'origin': [{'name': 'a', 'port': 443}, {'name': 'b', 'port': 80}]}",
                "{'origin': [{'name': 'b', 'port': 8080}, {'name': 'a', 'port': 443}]}"))
        .containsExactly("origin[1].port is 8080, the configuration says 80");
  }

  @Test
  void the_path_into_a_policy_is_named() {
    assertThat(
            differences(
                "{'policy': '{\\\"Statement\\\":[{\\\"Sid\\\":\\\"a\\\",\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"s3:Get\\\"}]}'}",
                "{'policy': '{\\\"Statement\\\":[{\\\"Sid\\\":\\\"a\\\",\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"s3:Put\\\"}]}'}"))
        .containsExactly("policy.Statement[0].Action is s3:Put, the configuration says s3:Get");
    assertThat(
            differences(
                "{'policy': '{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\"}]}'}",
                "{'policy': '{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Condition\\\":{\\\"x\\\":1}}]}'}"))
        .containsExactly(
            "policy.Statement[0].Condition is {\"x\":1}, the configuration says not set");
  }

  @Test
  void a_missing_and_an_additional_element_are_named() {
    assertThat(differences("{'zones': ['a', 'b']}", "{'zones': ['b']}"))
        .containsExactly("zones[0] is not set, the configuration says a");
    assertThat(differences("{'zones': ['a']}", "{'zones': ['a', 'c']}"))
        .containsExactly("zones[] is c, the configuration says not set");
  }

  @Test
  void long_texts_are_shown_where_they_differ() {
    assertThat(
            differences(
                "{'definition': '%sone'}".formatted("x".repeat(200)),
                "{'definition': '%stwo'}".formatted("x".repeat(200))))
        .containsExactly(
            "definition is …%stwo, the configuration says …%<sone".formatted("x".repeat(20)));
  }

  @Test
  void secrets_inside_blocks_are_not_shown() {
    assertThat(
            differences(
                "{'action': [{'type': 'oidc', 'authenticate_oidc': {'client_secret': 'hunter1'}}]}",
                "{'action': [{'type': 'oidc', 'authenticate_oidc': {'client_secret': 'hunter2'}}]}"))
        .containsExactly(
            "action[0].authenticate_oidc.client_secret is (not shown), the configuration says"
                + " something else");
    assertThat(
            differences(
                "{'action': [{'type': 'oidc', 'authenticate_oidc': {'client_secret': 'hunter1'}}]}",
                "{'action': [{'type': 'forward'}]}"))
        .noneMatch(text -> text.contains("hunter"));
    assertThat(
            differences(
                "{'container_definitions': '[{\\\"image\\\":\\\"a:1\\\",\\\"environment\\\":[{\\\"name\\\":\\\"K\\\",\\\"value\\\":\\\"hunter1\\\"}]}]'}",
                "{'container_definitions': '[{\\\"image\\\":\\\"a:1\\\",\\\"environment\\\":[{\\\"name\\\":\\\"K\\\",\\\"value\\\":\\\"hunter2\\\"}]}]'}"))
        .containsExactly(
            "container_definitions[0].environment[0].value is (not shown), the configuration says"
                + " something else");
  }
}
