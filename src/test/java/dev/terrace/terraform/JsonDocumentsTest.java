package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.terraform.Plan.Attribute;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonDocumentsTest {
  private static List<Attribute> parts(String before, String after) {
    return new Attribute("policy", Json.quoted(before), Json.quoted(after)).parts();
  }

  @Test
  void of_a_policy_the_statement_that_differs_is_told_and_what_differs_in_it() {
    assertThat(
            parts(
                "{'Version': '1', 'Statement': [{'Sid': 'A', 'Action': ['x', 'y']}, {'Sid': 'B'}]}"
                    .replace('\'', '"'),
                "{'Version': '1', 'Statement': [{'Sid': 'B'}, {'Sid': 'A', 'Action': ['y', 'z']}]}"
                    .replace('\'', '"')))
        .containsExactly(
            new Attribute("policy.Statement[A].Action[]", "\"x\"", "(none)"),
            new Attribute("policy.Statement[A].Action[]", "(none)", "\"z\""));
  }

  @Test
  void a_statement_without_a_name_is_gone_or_added() {
    assertThat(
            parts(
                "{'Statement': [{'Effect': 'Deny'}]}".replace('\'', '"'),
                "{'Statement': [{'Effect': 'Allow'}], 'Id': 'p'}".replace('\'', '"')))
        .containsExactly(
            new Attribute("policy.Statement[]", "{\"Effect\":\"Deny\"}", "(none)"),
            new Attribute("policy.Statement[]", "(none)", "{\"Effect\":\"Allow\"}"),
            new Attribute("policy.Id", "(none)", "\"p\""));
  }

  @Test
  void what_is_no_document_or_differs_in_nothing_is_told_whole() {
    assertThat(parts("{{name}}", "x")).hasSize(1);
    assertThat(parts("[1,2]", "[2, 1]"))
        .containsExactly(new Attribute("policy", "\"[1,2]\"", "\"[2, 1]\""));
    assertThat(new Attribute("policy", "(sensitive)", "(known after apply)").parts())
        .containsExactly(new Attribute("policy", "(sensitive)", "(known after apply)"));
  }
}
