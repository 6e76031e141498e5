package dev.terrace.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.ref.RoleRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementTest {

  @Test
  void every_action_at_once_is_never_granted() {
    assertThatThrownBy(() -> Statement.allow("All", List.of("s3:GetObject", "*"), List.of("*")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("statement 'All': the action * is never granted");
  }

  @Test
  void a_document_has_one_value_as_a_text_and_more_as_a_list() {
    assertThat(
            Statement.document(
                List.of(
                    Statement.allow("Read", List.of("s3:GetObject"), List.of("a", "b"))
                        .when("StringEquals", "aws:SourceAccount", "1", "2")
                        .when("Bool", "aws:SecureTransport", "true"))))
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Read\",\"Effect\":\"Allow\","
                + "\"Action\":\"s3:GetObject\",\"Resource\":[\"a\",\"b\"],\"Condition\":{"
                + "\"Bool\":{\"aws:SecureTransport\":\"true\"},"
                + "\"StringEquals\":{\"aws:SourceAccount\":[\"1\",\"2\"]}}}]}");
  }

  @Test
  void a_service_may_be_the_one_that_assumes_a_role() {
    assertThat(Statement.assumableBy("ecs-tasks.amazonaws.com"))
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Assume\",\"Effect\":\"Allow\","
                + "\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"},"
                + "\"Action\":\"sts:AssumeRole\"}]}");
  }

  @Test
  void a_role_may_be_the_one_that_assumes_a_role() {
    assertThat(Statement.assumableBy(new RoleRef("arn:aws:iam::1:role/pipeline", "pipeline")))
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Assume\",\"Effect\":\"Allow\","
                + "\"Principal\":{\"AWS\":\"arn:aws:iam::1:role/pipeline\"},"
                + "\"Action\":\"sts:AssumeRole\"}]}");
  }

  @Test
  void everybody_is_a_star_and_no_map() {
    assertThat(
            Statement.document(
                List.of(
                    Statement.deny("No", List.of("s3:*"), List.of("a")).forPrincipal("*", "*"))))
        .contains("\"Effect\":\"Deny\",\"Principal\":\"*\",");
  }

  @Test
  void a_statement_does_not_change_when_another_is_made_of_it() {
    Statement plain = Statement.allow("Read", List.of("s3:GetObject"), List.of("a"));
    Statement bound = plain.when("StringLike", "s3:prefix", "x");

    assertThat(plain.conditions()).isEmpty();
    assertThat(bound.conditions()).containsOnlyKeys("StringLike");
  }

  @Test
  void models_may_be_called_in_every_region_and_through_the_profiles_of_ours() {
    assertThat(
            Grants.invokeModels(
                List.of("a.b"),
                List.of("eu-west-1", "eu-west-3"),
                new Arns("eu-west-1", "1"),
                "eu"))
        .isEqualTo(
            Statement.allow(
                "InvokeModels",
                List.of("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"),
                List.of(
                    "arn:aws:bedrock:eu-west-1::foundation-model/a.b",
                    "arn:aws:bedrock:eu-west-3::foundation-model/a.b",
                    "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.a.b")));
  }
}
