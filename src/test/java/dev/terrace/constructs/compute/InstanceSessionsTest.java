package dev.terrace.constructs.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Names;
import dev.terrace.grants.Arns;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecretRef;
import dev.terrace.support.SmallStack;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceSessionsTest {
  private static final Names NAMES = new Names("shop");
  private static final Arns ARNS = new Arns("eu-west-1", "123456789012");
  private static final KeyRef KEY = new KeyRef("arn:key");

  private static SmallStack sessions(boolean ownsDefault, InstanceSessions.Developers developers) {
    return SmallStack.of(
        stack ->
            new InstanceSessions(
                stack,
                new InstanceSessions.Props(NAMES, "/shop/sessions", KEY, ownsDefault, developers)));
  }

  @Test
  void sessions_are_logged_and_encrypted() {
    SmallStack stack = sessions(false, null);

    assertThat(stack.resources()).containsExactly("aws_ssm_document session-document");
    JsonNode document = stack.resource("aws_ssm_document", "session-document");
    assertThat(document.path("name").asText()).isEqualTo("shop-session");
    JsonNode inputs = SmallStack.json(document.path("content")).path("inputs");
    assertThat(inputs.path("cloudWatchLogGroupName").asText()).isEqualTo("/shop/sessions");
    assertThat(inputs.path("kmsKeyId").asText()).isEqualTo("arn:key");
  }

  @Test
  void the_default_document_of_the_account_logs_where_it_is_owned() {
    assertThat(
            sessions(true, null)
                .resource("aws_ssm_document", "default-session-document")
                .path("name")
                .asText())
        .isEqualTo("SSM-SessionManagerRunShell");
  }

  @Test
  void people_reach_instances_of_one_name_and_read_what_is_named() {
    SmallStack stack =
        sessions(
            false,
            new InstanceSessions.Developers("shop-app", List.of("/shop/app"), "/shop/run", ARNS));
    String policy = stack.resource("aws_iam_policy", "developer-access").path("policy").asText();

    assertThat(policy)
        .contains("{\"ssm:resourceTag/Name\":\"shop-app\"}")
        .contains("arn:aws:ssm:eu-west-1:123456789012:document/shop-session")
        .contains("arn:aws:logs:eu-west-1:123456789012:log-group:/shop/app:*")
        .contains("arn:aws:ssm:eu-west-1:123456789012:parameter/shop/run/*")
        .contains("session/$${aws:userid}-*");
  }

  @Test
  void a_password_is_rotated_by_a_function_that_may_do_no_more() {
    SmallStack stack =
        SmallStack.of(
            scope ->
                new PasswordRotation(
                    scope,
                    new PasswordRotation.Props(
                        NAMES,
                        ARNS,
                        "shop-db",
                        new DatabaseRef("shop-db", "db.example.com", 5432, "group"),
                        new SecretRef("arn:secret"),
                        KEY,
                        new InstanceGroupRef("shop", "arn:group", "arn:template"),
                        "def handler(event, context):\n    pass\n",
                        new BucketRef("artifacts", "arn:artifacts"),
                        30,
                        7)));

    assertThat(stack.sids("aws_iam_role_policy", "rotation-role/policy"))
        .containsExactly(
            "Secret",
            "NewPassword",
            "EncryptAndDecrypt",
            "Database",
            "RestartApplication",
            "RestartDocument",
            "FindInstances",
            "WriteLogs");
    assertThat(
            stack.resource("aws_iam_role_policy", "rotation-role/policy").path("policy").asText())
        .contains("arn:aws:rds:eu-west-1:123456789012:db:shop-db\"")
        .contains("log-group:/aws/lambda/shop-rotate-credentials:*");
    assertThat(
            stack.resource("aws_lambda_function", "rotation/function").at("/environment/variables"))
        .hasToString(
            "{\"AUTO_SCALING_GROUP\":\"shop\",\"DB_INSTANCE_IDENTIFIER\":\"shop-db\","
                + "\"SECRET_ID\":\"arn:secret\"}");
  }
}
