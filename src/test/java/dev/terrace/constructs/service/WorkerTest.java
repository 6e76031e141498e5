package dev.terrace.constructs.service;

import static dev.terrace.constructs.service.ServiceContexts.SECRET;
import static dev.terrace.constructs.service.ServiceContexts.context;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Problems;
import dev.terrace.grants.MessageGrants;
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.TopicRef;
import dev.terrace.spec.BacklogScaling;
import dev.terrace.spec.WorkerSpec;
import dev.terrace.support.SmallStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerTest {
  private static final QueueRef ORDERS =
      new QueueRef("arn:aws:sqs:eu-west-1:123456789012:orders", "https://queue/orders", "orders");

  private static WorkerSpec spec(Map<String, String> environment, BacklogScaling scaling) {
    return new WorkerSpec(
        "registry.example.com/worker:1",
        256,
        512,
        2,
        null,
        null,
        null,
        environment,
        Map.of("API_KEY", "api#key"),
        scaling,
        null);
  }

  private static SmallStack worker(WorkerSpec spec, ServiceWiring wiring) {
    return SmallStack.of(
        stack ->
            new Worker(
                stack,
                "mailer",
                new Worker.Props(
                    context(false),
                    spec,
                    wiring,
                    new TaskExecution.Own(new RepositoryRef("arn:repository", "worker")),
                    ORDERS)));
  }

  private static JsonNode container(SmallStack stack) {
    return SmallStack.json(
            stack
                .resource("aws_ecs_task_definition", "mailer/task/task-definition")
                .path("container_definitions"))
        .get(0);
  }

  @Test
  void nobody_connects_to_a_worker() {
    SmallStack stack = worker(spec(Map.of(), null), ServiceWiring.none());

    assertThat(stack.resources())
        .containsExactly(
            "aws_cloudwatch_log_group mailer/task/logs",
            "aws_ecs_service mailer/service/service",
            "aws_ecs_task_definition mailer/task/task-definition",
            "aws_iam_role mailer/execution-role/role",
            "aws_iam_role mailer/task-role/role",
            "aws_iam_role_policy mailer/execution-role/policy",
            "aws_iam_role_policy mailer/task-role/policy");
    JsonNode service = stack.resource("aws_ecs_service", "mailer/service/service");
    assertThat(service.path("name").asText()).isEqualTo("shop-mailer");
    assertThat(service.path("desired_count").asInt()).isEqualTo(2);
    assertThat(service.has("load_balancer") || service.has("service_registries")).isFalse();
    assertThat(service.has("lifecycle")).isFalse();
    assertThat(container(stack).path("portMappings")).isEmpty();
  }

  @Test
  void it_may_receive_from_its_queue_alone_and_knows_its_url() {
    SmallStack stack =
        worker(
            spec(Map.of("HOST", "{domain}"), null),
            ServiceWiring.none()
                .withStatements(
                    List.of(MessageGrants.publish("Tell", List.of(new TopicRef("arn:topic"))))));

    JsonNode policy =
        SmallStack.json(
            stack.resource("aws_iam_role_policy", "mailer/task-role/policy").path("policy"));
    assertThat(policy.at("/Statement/1").toString())
        .isEqualTo(
            "{\"Sid\":\"ReceiveMessages\",\"Effect\":\"Allow\",\"Action\":["
                + "\"sqs:ChangeMessageVisibility\",\"sqs:DeleteMessage\","
                + "\"sqs:GetQueueAttributes\",\"sqs:GetQueueUrl\",\"sqs:ReceiveMessage\"],"
                + "\"Resource\":\"arn:aws:sqs:eu-west-1:123456789012:orders\"}");
    assertThat(stack.sids("aws_iam_role_policy", "mailer/task-role/policy"))
        .containsExactly("EcsExec", "ReceiveMessages", "Tell");
    assertThat(container(stack).path("environment").toString())
        .isEqualTo(
            "[{\"name\":\"HOST\",\"value\":\"shop.example.com\"},"
                + "{\"name\":\"QUEUE_URL\",\"value\":\"https://queue/orders\"}]");
    assertThat(container(stack).at("/secrets/0/valueFrom").asText()).isEqualTo(SECRET + ":key::");
  }

  @Test
  void a_variable_that_the_configuration_sets_stays() {
    SmallStack stack =
        worker(spec(Map.of("QUEUE_URL", "https://other"), null), ServiceWiring.none());

    assertThat(container(stack).at("/environment/0/value").asText()).isEqualTo("https://other");
  }

  @Test
  void its_tasks_follow_the_messages_that_wait_for_each_of_them() {
    SmallStack stack = worker(spec(Map.of(), new BacklogScaling(0, 20, 50)), ServiceWiring.none());

    JsonNode target = stack.resource("aws_appautoscaling_target", "mailer/service/scaling-target");
    assertThat(target.path("min_capacity").asInt()).isZero();
    assertThat(target.path("max_capacity").asInt()).isEqualTo(20);
    JsonNode tracking =
        stack
            .resource("aws_appautoscaling_policy", "mailer/service/scaling-policy")
            .path("target_tracking_scaling_policy_configuration");
    tracking = tracking.isArray() ? tracking.get(0) : tracking;
    assertThat(tracking.path("target_value").asInt()).isEqualTo(50);
    JsonNode metrics = tracking.findValue("metrics");
    assertThat(metrics.findValuesAsText("id")).containsExactly("messages", "tasks", "backlog");
    assertThat(metrics.get(0).findValuesAsText("value")).containsExactly("orders");
    assertThat(metrics.get(1).findValuesAsText("name"))
        .containsExactly("ClusterName", "ServiceName");
    assertThat(metrics.get(2).path("expression").asText())
        .isEqualTo("IF(FILL(tasks, 0) > 0, messages / tasks, messages)");
    assertThat(
            stack
                .resource("aws_ecs_service", "mailer/service/service")
                .at("/lifecycle/ignore_changes/0")
                .asText())
        .isEqualTo("desired_count");
  }

  @Test
  void what_a_worker_cannot_be_is_named() {
    Problems problems = Problems.of("environments/shop/test.yaml");
    new WorkerSpec(
            "worker:1",
            256,
            4096,
            null,
            " ",
            null,
            null,
            Map.of("KEY", "x"),
            Map.of("KEY", "api"),
            new BacklogScaling(5, 2, 10),
            null)
        .check(problems.at("workers.mailer"));

    assertThat(problems.list())
        .extracting(Object::toString)
        .anyMatch(each -> each.contains("memoryMiB"))
        .anyMatch(each -> each.contains("healthCheckCommand"))
        .anyMatch(each -> each.contains("secrets.KEY"))
        .anyMatch(each -> each.contains("scaling.maximum") && each.contains("at least minimum"));
  }
}
