package dev.terrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.check.rows.RuleSet;
import dev.terrace.config.StackId;
import dev.terrace.support.Synthesized;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults that stacks once had, put back into a real stack: each is found by its rule, and nothing
 * else is reported.
 */
final class RealFaultsTest {

  /**
   * @param system and the environment whose stack is changed
   * @param change of the JSON text of a stack
   */
  record Fault(
      String name,
      String system,
      String environment,
      String layer,
      String rule,
      UnaryOperator<ObjectNode> change) {}

  static Stream<Arguments> faults() {
    return Stream.of(
            new Fault(
                "parameters of the database are applied immediately",
                "orcha",
                "prod",
                "data",
                "workload-rds-parameter",
                tree ->
                    each(
                        tree,
                        "aws_db_parameter_group",
                        body ->
                            ((ObjectNode) body.at("/parameter/0"))
                                .put("apply_method", "immediate"))),
            new Fault(
                "the parameters of the database are destroyed while it uses them",
                "coder",
                "production",
                "data",
                "workload-replaced-in-use",
                tree -> each(tree, "aws_db_parameter_group", body -> body.remove("lifecycle"))),
            new Fault(
                "any tag expires after five images",
                "orcha",
                "prod",
                "platform",
                "workload-image-expires",
                tree ->
                    each(
                        tree,
                        "aws_ecr_lifecycle_policy",
                        body ->
                            body.put(
                                "policy",
                                """
                                {"rules": [{"rulePriority": 1, "selection": {"tagStatus": "any",
                                 "countType": "imageCountMoreThan", "countNumber": 5}}]}"""))),
            new Fault(
                "the database's log groups are not declared",
                "orcha",
                "prod",
                "data",
                "workload-log-group",
                tree ->
                    each(
                        tree,
                        "aws_db_instance",
                        body -> body.withArray("enabled_cloudwatch_logs_exports").add("iam-db"))),
            new Fault(
                "a path rule matches what is below a path only",
                "alva",
                "production",
                "platform",
                "workload-path-pattern",
                tree ->
                    first(
                        tree,
                        "aws_lb_listener_rule",
                        body ->
                            body.set(
                                "condition",
                                Json.parse("[{\"path_pattern\": {\"values\": [\"/admin/*\"]}}]")))),
            new Fault(
                "VPC without flow log",
                "alva",
                "production",
                "network",
                "aws-ec2-flow-log",
                tree -> {
                  ((ObjectNode) tree.get("resource"))
                      .remove(List.of("aws_flow_log", "aws_iam_role", "aws_iam_role_policy"));
                  return tree;
                }),
            new Fault(
                "the load balancer writes no access logs",
                "coder",
                "production",
                "platform",
                "aws-elb-access-logs",
                tree -> each(tree, "aws_lb", body -> body.remove("access_logs"))),
            new Fault(
                "the load balancer can be deleted",
                "orcha",
                "prod",
                "platform",
                "aws-elb-deletion-protection",
                tree -> each(tree, "aws_lb", body -> body.remove("enable_deletion_protection"))),
            new Fault(
                "a service may assume a role for another account",
                "alva",
                "production",
                "network",
                "iam-confused-deputy",
                tree ->
                    each(
                        tree,
                        "aws_iam_role",
                        body ->
                            body.put(
                                "assume_role_policy",
                                """
                                {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                                 "Principal": {"Service": "vpc-flow-logs.amazonaws.com"}}]}"""))),
            new Fault(
                "CodeDeploy may assume its role for another account",
                "orcha",
                "prod",
                "delivery",
                "iam-confused-deputy",
                tree ->
                    each(
                        tree,
                        "aws_iam_role",
                        body -> {
                          String trust = body.path("assume_role_policy").asText();
                          if (trust.contains("codedeploy.amazonaws.com")) {
                            body.put(
                                "assume_role_policy",
                                trust.replace("aws:SourceAccount", "aws:PrincipalTag/a"));
                          }
                        })),
            new Fault(
                "CloudWatch may use the key for another account",
                "alva",
                "production",
                "data",
                "iam-confused-deputy",
                tree ->
                    each(
                        tree,
                        "aws_kms_key",
                        body ->
                            body.put(
                                "policy",
                                body.path("policy")
                                    .asText()
                                    .replace("aws:SourceAccount", "aws:PrincipalTag/a")))),
            new Fault(
                "messages expire in the dead-letter queue as early as in the queue",
                "orcha",
                "prod",
                "data",
                "workload-dead-letter-retention",
                tree ->
                    each(
                        tree,
                        "aws_sqs_queue",
                        body -> body.put("message_retention_seconds", 1_209_600))),
            new Fault(
                "a service whose tasks take commands has no task role",
                "alva",
                "production",
                "platform",
                "workload-exec-without-role",
                tree -> {
                  for (String type : List.of("aws_iam_role", "aws_iam_role_policy")) {
                    ((ObjectNode) tree.path("resource").path(type))
                        .properties()
                        .removeIf(body -> body.getKey().contains("_task-role"));
                  }
                  return each(
                      tree, "aws_ecs_task_definition", body -> body.remove("task_role_arn"));
                }),
            new Fault(
                "the topic of the alarms is not encrypted",
                "orcha",
                "prod",
                "observability",
                "aws-sns-encryption",
                tree -> each(tree, "aws_sns_topic", body -> body.remove("kms_master_key_id"))),
            new Fault(
                "an alarm has the name of a load balancer as its dimension",
                "orcha",
                "prod",
                "observability",
                "workload-alarm-dimension",
                tree ->
                    first(
                        tree,
                        "aws_cloudwatch_metric_alarm",
                        body -> {
                          body.put("namespace", "AWS/ApplicationELB");
                          body.putObject("dimensions").put("LoadBalancer", "${aws_lb.a.name}");
                        })),
            new Fault(
                "an alarm waits for more connections than the class takes",
                "alva",
                "production",
                "observability",
                "workload-alarm-threshold",
                tree ->
                    each(
                        tree,
                        "aws_cloudwatch_metric_alarm",
                        body -> {
                          if (body.path("metric_name").asText().equals("DatabaseConnections")) {
                            body.put("threshold", 800);
                          }
                        })),
            new Fault(
                "a secret is a plain variable",
                "alva",
                "production",
                "platform",
                "workload-plain-secret",
                tree ->
                    first(
                        tree,
                        "aws_ecs_task_definition",
                        body ->
                            body.put(
                                "container_definitions",
                                body.path("container_definitions")
                                    .asText()
                                    .replaceFirst(
                                        "\"environment\":\\[",
                                        "\"environment\":[{\"name\":\"SMTP_PASSWORD\",\"value\":\"hunter2hunter2\"},")))),
            text(
                "nobody can log in to Coder",
                "platform",
                "workload-image-needs",
                "CODER_OIDC_IGNORE_EMAIL_VERIFIED",
                "CODER_OIDC_SIGN_IN_TEXT"),
            text(
                "a variable of Coder that does not exist",
                "platform",
                "workload-image-variable",
                "CODER_TELEMETRY_ENABLE",
                "CODER_TELEMETRY"),
            text(
                "Langfuse lets everybody make an account",
                "observability",
                "workload-image-needs",
                "AUTH_DISABLE_SIGNUP",
                "AUTH_SIGNUP"),
            text(
                "LiteLLM closes connections before the load balancer",
                "platform",
                "workload-keep-alive",
                "--keepalive_timeout",
                "--other_timeout"),
            text(
                "LiteLLM's file is deleted while tasks read it",
                "platform",
                "workload-object-key",
                "litellm/config.yaml",
                "litellm/config-22fbe2decb0c0cb5.yaml"),
            text(
                "an alarm is blind without errors",
                "observability",
                "workload-alarm-math",
                "FILL(errors, 0)",
                "errors"),
            new Fault(
                "anybody mounts the file system of Coder",
                "coder",
                "production",
                "data",
                "aws-efs-policy",
                tree -> {
                  ((ObjectNode) tree.get("resource")).remove("aws_efs_file_system_policy");
                  return tree;
                }),
            new Fault(
                "the builds run in subnets without a NAT gateway",
                "orcha",
                "prod",
                "delivery",
                "workload-build-network",
                tree ->
                    first(
                        tree,
                        "aws_codebuild_project",
                        body ->
                            body.putObject("vpc_config")
                                .putArray("subnets")
                                .add(
                                    "${data.terraform_remote_state.cross-stack-reference-input-"
                                        + "orcha-prod-network.outputs.private-subnet}"))),
            new Fault(
                "the budget counts the whole account",
                "orcha",
                "prod",
                "observability",
                "cost-budget-scope",
                tree -> each(tree, "aws_budgets_budget", body -> body.remove("cost_filter"))),
            new Fault(
                "sessions are logged without a key",
                "orcha",
                "prod",
                "platform",
                "workload-session-log",
                tree ->
                    first(
                        tree,
                        "aws_ssm_document",
                        body ->
                            body.put("document_type", "Session")
                                .put(
                                    "content",
                                    "{\"inputs\": {\"cloudWatchLogGroupName\": \"/sessions\"}}"))),
            new Fault(
                "instances write what runs as root at the next deployment",
                "orcha",
                "prod",
                "platform",
                "orcha-deployment-files",
                tree ->
                    first(
                        tree,
                        "aws_iam_role_policy",
                        body ->
                            body.put(
                                "policy",
                                body.path("policy")
                                    .asText()
                                    .replace(
                                        "\"Statement\":[",
                                        "\"Statement\":[{\"Sid\":\"All\",\"Effect\":\"Allow\",\"Action\":\"s3:PutObject\","
                                            + "\"Resource\":\"${data.terraform_remote_state."
                                            + "cross-stack-reference-input-orcha-prod-data.outputs."
                                            + "cross-stack-output-aws_s3_bucketbucket-artifacts_bucket_F8E3A613arn}/*\"},")))))
        .map(fault -> Arguments.of(fault.name(), fault));
  }

  /** A word of a stack of coder/production, replaced. */
  private static Fault text(
      String name, String layer, String rule, String word, String replacement) {
    return new Fault(
        name,
        "coder",
        "production",
        layer,
        rule,
        tree -> {
          String before = tree.toString();
          assertThat(before).as(name).contains(word);
          return (ObjectNode) Json.parse(before.replace(word, replacement));
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void a_fault_that_is_put_back_is_found_and_nothing_else(String name, Fault fault) {
    Synthesized environment = Synthesized.environment(fault.system(), fault.environment());
    List<Rule> rules = new ArrayList<>(RuleSet.shipped());
    rules.addAll(Systems.named(fault.system()).rules());
    Map<StackId, JsonNode> trees = Trees.of(environment);
    subnetOutput(trees);
    List<String> before = Trees.found(Trees.model(environment, trees), rules);
    trees.computeIfPresent(
        environment.environment().id().stack(fault.layer()),
        (id, tree) -> fault.change().apply((ObjectNode) tree));

    List<String> after = Trees.found(Trees.model(environment, trees), rules);

    after.removeAll(before);
    assertThat(after).as(name).isNotEmpty().allMatch(each -> each.startsWith(fault.rule() + " "));
  }

  /** An output that no stack has, so that the fault of the builds can name a subnet. */
  private static void subnetOutput(Map<StackId, JsonNode> trees) {
    trees.forEach(
        (id, tree) -> {
          JsonNode subnets = tree.path("resource").path("aws_subnet");
          subnets
              .fieldNames()
              .forEachRemaining(
                  name -> {
                    if (name.contains("_app-")) {
                      tree.withObject("/output/private-subnet")
                          .put("value", "${aws_subnet." + name + ".id}");
                    }
                  });
        });
  }

  private static ObjectNode each(ObjectNode tree, String type, Consumer<ObjectNode> change) {
    JsonNode bodies = tree.path("resource").path(type);
    assertThat(bodies).as("resources of type " + type).isNotEmpty();
    bodies.forEach(body -> change.accept((ObjectNode) body));
    return tree;
  }

  private static ObjectNode first(ObjectNode tree, String type, Consumer<ObjectNode> change) {
    JsonNode bodies = tree.path("resource").path(type);
    assertThat(bodies).as("resources of type " + type).isNotEmpty();
    change.accept((ObjectNode) bodies.elements().next());
    return tree;
  }
}
