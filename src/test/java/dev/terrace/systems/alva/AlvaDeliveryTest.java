package dev.terrace.systems.alva;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AlvaDeliveryTest {
  private static final Stack DELIVERY =
      Synthesized.environment("alva", "staging").stack("delivery");
  private static final Stack PLATFORM =
      Synthesized.environment("alva", "staging").stack("platform");
  private static final Stack PRODUCTION =
      Synthesized.environment("alva", "production").stack("delivery");
  private static final Workflow WORKFLOW = Workflow.read();

  private static final Pattern CALL = Pattern.compile("\\baws ([a-z]+) ([a-z-]+)( [a-z-]+)?");

  /** What `docker push` asks of ECR; the other calls are named as their actions are. */
  private static final List<String> PUSH =
      List.of(
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart");

  private static final Map<String, List<String>> OTHERWISE =
      Map.of(
          "ecr get-login-password", List.of("ecr:GetAuthorizationToken"),
          "ecs wait tasks-stopped", List.of("ecs:DescribeTasks"),
          "ecs wait services-stable", List.of("ecs:DescribeServices"),
          // A task definition names roles.
          "ecs register-task-definition", List.of("ecs:RegisterTaskDefinition", "iam:PassRole"));

  @Test
  void only_the_staging_branch_of_the_repository_may_assume_the_role() {
    assertThat(DELIVERY.at("deploy-role/role").text("name")).isEqualTo("alva-staging-deploy");
    Policies.table(DELIVERY, DELIVERY.at("deploy-role/role").json("assume_role_policy"))
        .assertReads(
            "Assume for Federated <github/provider.arn> | sts:AssumeRoleWithWebIdentity |  |"
                + " StringEquals token.actions.githubusercontent.com:aud sts.amazonaws.com;"
                + " StringEquals token.actions.githubusercontent.com:sub"
                + " repo:alva/alva:ref:refs/heads/staging");
    assertThat(DELIVERY.describe("github/provider"))
        .contains(
            "client_id_list = sts.amazonaws.com\n",
            "url = https://token.actions.githubusercontent.com\n");
  }

  @Test
  void an_account_that_has_the_provider_already_keeps_it() {
    assertThat(PRODUCTION.count("aws_iam_openid_connect_provider")).isZero();
    assertThat(
            PRODUCTION.readable(
                PRODUCTION
                    .at("deploy-role/role")
                    .json("assume_role_policy")
                    .at("/Statement/0/Principal/Federated")))
        .isEqualTo(
            "arn:aws:iam::<read"
                + " account.account_id>:oidc-provider/token.actions.githubusercontent.com");
    assertThat(PRODUCTION.at("deploy-role/role").text("assume_role_policy"))
        .contains("repo:alva/alva:ref:refs/heads/main");
  }

  @Test
  void the_role_may_do_what_the_workflow_calls_and_nothing_else() {
    assertThat(new TreeSet<>(Policies.actions(DELIVERY.at("deploy-role/policy").json("policy"))))
        .isEqualTo(actionsOf(WORKFLOW));
  }

  @Test
  void its_rights_end_at_what_belongs_to_alva() {
    String account = "<read account.account_id>";
    Policies.table(DELIVERY, DELIVERY.at("deploy-role/policy").json("policy"))
        .assertReads(
            """
            EcrToken        | ecr:GetAuthorizationToken | * | always
            PushImages      | ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:CompleteLayerUpload, ecr:InitiateLayerUpload, ecr:PutImage, ecr:UploadLayerPart | %s | always
            ReadTaskDefinitions | ecs:DescribeTaskDefinition | * | always
            RegisterTaskDefinitions | ecs:RegisterTaskDefinition | %s, arn:aws:ecs:us-east-1:ACCOUNT:task-definition/alva-migrations:* | always
            RunMigrations   | ecs:RunTask | arn:aws:ecs:us-east-1:ACCOUNT:task-definition/alva-migrations:* | ArnEquals ecs:cluster <platform: cluster/cluster.arn>
            WatchMigrations | ecs:DescribeTasks | arn:aws:ecs:us-east-1:ACCOUNT:task/<platform: cluster/cluster.name>/* | always
            RollServices    | ecs:DescribeServices, ecs:UpdateService | %s | always
            PassRoles       | iam:PassRole | %s | StringEquals iam:PassedToService ecs-tasks.amazonaws.com
            Release         | ssm:PutParameter | <platform: image-tag/parameter.arn>, %s | always
            """
                .formatted(
                    each("<platform: SERVICE-repository/repository.arn>"),
                    each(
                        "arn:aws:ecs:us-east-1:ACCOUNT:task-definition/<platform:"
                            + " SERVICE/service/service.name>:*"),
                    each(
                        "arn:aws:ecs:us-east-1:ACCOUNT:service/<platform: cluster/cluster.name>/"
                            + "<platform: SERVICE/service/service.name>"),
                    each(
                            "<platform: SERVICE/execution-role/role.arn>, "
                                + "<platform: SERVICE/task-role/role.arn>")
                        + ", <platform: migrations-execution-role/role.arn>",
                    each("<platform: SERVICE-image-tag/parameter.arn>"))
                .replace("ACCOUNT", account));
  }

  @Test
  void every_role_of_a_task_can_be_passed() {
    Set<String> roles = new TreeSet<>();
    PLATFORM
        .ofType("aws_ecs_task_definition")
        .forEach(
            task -> {
              roles.add(PLATFORM.readable(task.text("execution_role_arn")));
              if (task.body().has("task_role_arn")) {
                roles.add(PLATFORM.readable(task.text("task_role_arn")));
              }
            });
    Set<String> passed = new TreeSet<>();
    for (JsonNode statement : DELIVERY.at("deploy-role/policy").json("policy").path("Statement")) {
      if (statement.path("Action").asText().equals("iam:PassRole")) {
        statement
            .path("Resource")
            .forEach(
                role -> passed.add(DELIVERY.readable(role.asText()).replace("platform: ", "")));
      }
    }
    assertThat(passed).isEqualTo(roles);
  }

  @Test
  void the_workflow_knows_the_environment_it_deploys_to() {
    Map<String, String> environment = WORKFLOW.environment();
    assertThat(environment.get("CLUSTER")).isEqualTo(PLATFORM.at("cluster/cluster").text("name"));
    assertThat(environment.get("IMAGE_TAG_PARAMETER"))
        .isEqualTo(PLATFORM.at("image-tag/parameter").text("name"));
    for (String service : environment.get("SERVICES").split(" ", -1)) {
      assertThat(environment.get("IMAGE_TAGS") + "/" + service)
          .isEqualTo(PLATFORM.at(service + "-image-tag/parameter").text("name"));
    }
    assertThat(environment.get("BUILDX_NO_DEFAULT_ATTESTATIONS")).isEqualTo("1");
    assertThat(environment.get("AWS_REGION"))
        .isEqualTo(PLATFORM.tree().at("/provider/aws/0/region").asText());
    assertThat(WORKFLOW.tree().at("/on/push/branches").toString()).isEqualTo("[\"staging\"]");
    assertThat(environment.get("TAG")).isEqualTo("${{ github.sha }}");
  }

  @Test
  void the_workflow_has_no_long_lived_keys_and_few_rights_on_github() {
    assertThat(WORKFLOW.tree().path("permissions").toString())
        .isEqualTo("{\"contents\":\"read\",\"id-token\":\"write\"}");
    assertThat(WORKFLOW.tree().toString()).doesNotContain("secrets.", "aws-access-key-id");
    // With an environment the token's subject would not be the branch.
    assertThat(WORKFLOW.tree().at("/jobs/deploy").has("environment")).isFalse();
    assertThat(WORKFLOW.steps())
        .filteredOn(step -> step.has("uses"))
        .extracting(step -> step.path("uses").asText())
        .allMatch(action -> action.matches("[\\w-]+/[\\w-]+@[0-9a-f]{40}"));
  }

  @Test
  void the_database_is_migrated_after_the_images_are_there_and_before_a_service_is_rolled() {
    assertThat(WORKFLOW.scripts().keySet())
        .containsExactly(
            "Build and push the images",
            "Register the task definitions",
            "Migrate the database",
            "Keep the images",
            "Roll the services",
            "Remember the tag");
    assertThat(WORKFLOW.steps()).noneMatch(step -> step.has("if") || step.has("continue-on-error"));
  }

  private static Set<String> actionsOf(Workflow workflow) {
    Set<String> actions = new TreeSet<>();
    for (String script : workflow.scripts().values()) {
      Matcher call = CALL.matcher(script);
      while (call.find()) {
        boolean waits = call.group(2).equals("wait");
        String words = call.group(1) + " " + call.group(2) + (waits ? call.group(3) : "");
        actions.addAll(
            OTHERWISE.getOrDefault(words, List.of(call.group(1) + ":" + camel(call.group(2)))));
      }
      if (script.contains("docker push")) {
        actions.addAll(PUSH);
      }
    }
    return actions;
  }

  private static String camel(String words) {
    return Arrays.stream(words.split("-", -1))
        .map(word -> word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static String each(String text) {
    return java.util.stream.Stream.of("web", "api", "auth", "admin")
        .map(service -> text.replace("SERVICE", service))
        .collect(Collectors.joining(", "));
  }
}
