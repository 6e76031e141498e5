package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Services and their task definitions as tests want to read them. */
final class TaskDefinitions {
  private TaskDefinitions() {}

  /**
   * {@code name | cpu / memory | count | minimum-maximum percent | grace | target port | waits for}
   * of each service of a stack.
   */
  static Table services(Stack stack) {
    Table table = new Table();
    for (Resource service : stack.ofType("aws_ecs_service")) {
      String name = service.text("name");
      Resource task = stack.at(name + "/task/task-definition");
      assertThat(stack.readable(service.text("task_definition")))
          .isEqualTo("<" + name + "/task/task-definition.arn>");
      table.row(
          name,
          task.text("cpu") + " / " + task.text("memory"),
          service.text("desired_count"),
          service.text("deployment_minimum_healthy_percent")
              + "-"
              + service.text("deployment_maximum_percent")
              + " %",
          service.body().has("health_check_grace_period_seconds")
              ? service.text("health_check_grace_period_seconds") + " s"
              : "no grace",
          service.body().has("load_balancer")
              ? stack.readable(service.body().at("/load_balancer/0/target_group_arn"))
                  + " "
                  + service.body().at("/load_balancer/0/container_name").asText()
                  + ":"
                  + service.body().at("/load_balancer/0/container_port").asText()
              : "no load balancer");
    }
    return table;
  }

  /** What every service has in common. */
  static void assertRunsAsFargateService(Stack stack, String name) {
    String cluster =
        stack.name().endsWith("platform")
            ? "<cluster/cluster.arn>"
            : "<platform: cluster/cluster.arn>";
    String description =
        stack
            .describe(name + "/service/service")
            .replaceAll("(?m)^(depends_on|desired_count|health_check_grace|load_balancer).*\n", "")
            .replaceAll("(?m)^(deployment_m).*\n", "");
    assertThat(description)
        .isEqualTo(
            """
            cluster = CLUSTER
            deployment_circuit_breaker.enable = true
            deployment_circuit_breaker.rollback = true
            enable_ecs_managed_tags = true
            enable_execute_command = true
            launch_type = FARGATE
            name = NAME
            network_configuration.assign_public_ip = false
            network_configuration.security_groups = <network: ecs-services/group.id>
            network_configuration.subnets = <network: network/app-us-west-2a.id>, <network: network/app-us-west-2b.id>
            platform_version = LATEST
            propagate_tags = SERVICE
            service_registries.registry_arn = <NAME/service/cloud-map-service.arn>
            task_definition = <NAME/task/task-definition.arn>
            """
                .replace("CLUSTER", cluster)
                .replace("NAME", name));
    assertThat(stack.describe(name + "/service/cloud-map-service"))
        .isEqualTo(
            """
            dns_config.dns_records[0].ttl = 10
            dns_config.dns_records[0].type = A
            dns_config.namespace_id = <network: namespace/namespace.id>
            dns_config.routing_policy = MULTIVALUE
            health_check_custom_config.failure_threshold = 1
            name = %s
            """
                .formatted(name));
    assertThat(stack.describe(name + "/task/logs"))
        .isEqualTo(
            """
            name = /ecs/coder-production-%s
            retention_in_days = 30
            """
                .formatted(name));
    for (Map.Entry<String, JsonNode> container : containers(stack, name).entrySet()) {
      assertThat(stack.describe(container.getValue().path("logConfiguration")))
          .isEqualTo(
              """
              logDriver = awslogs
              options.awslogs-group = <%s/task/logs.name>
              options.awslogs-region = us-west-2
              options.awslogs-stream-prefix = %s
              options.max-buffer-size = 25m
              options.mode = non-blocking
              """
                  .formatted(name, container.getKey()));
      assertThat(container.getValue().at("/linuxParameters/initProcessEnabled").asBoolean())
          .isTrue();
    }
  }

  /** A task definition but for its containers, size and volumes. */
  static void assertRunsOnFargate(Stack stack, String path, String family) {
    String executionRole =
        stack.name().endsWith("platform")
            ? "<execution-role/role.arn>"
            : "<platform: execution-role/role.arn>";
    assertThat(
            stack
                .describe(path)
                .replaceAll("(?m)^(container_definitions|cpu|memory|volume|task_role).*\n", ""))
        .isEqualTo(
            """
            execution_role_arn = %s
            family = %s
            network_mode = awsvpc
            requires_compatibilities = FARGATE
            runtime_platform.cpu_architecture = X86_64
            runtime_platform.operating_system_family = LINUX
            """
                .formatted(executionRole, family));
  }

  /** {@code container | image | ports | command | mounts | health check | starts after}. */
  static Table containers(Stack stack, List<String> services) {
    Table table = new Table();
    for (String service : services) {
      containers(stack, service)
          .forEach(
              (name, container) ->
                  table.row(
                      name + (container.path("essential").asBoolean() ? "" : " (ends)"),
                      container.path("image").asText(),
                      join(container.path("portMappings"), "containerPort"),
                      spaced(stack, container.path("command")),
                      mounts(container),
                      container.at("/healthCheck/command/1").asText("none"),
                      starts(container)));
    }
    return table;
  }

  private static String spaced(Stack stack, JsonNode command) {
    List<String> words = new ArrayList<>();
    command.forEach(each -> words.add(stack.readable(each)));
    return words.isEmpty() ? "default" : String.join(" ", words);
  }

  private static String mounts(JsonNode container) {
    List<String> mounts = new ArrayList<>();
    container
        .path("mountPoints")
        .forEach(
            mount -> {
              assertThat(mount.path("readOnly").asBoolean()).isFalse();
              mounts.add(
                  mount.path("sourceVolume").asText()
                      + " at "
                      + mount.path("containerPath").asText());
            });
    return mounts.isEmpty() ? "no volume" : String.join(", ", mounts);
  }

  private static String starts(JsonNode container) {
    List<String> after = new ArrayList<>();
    container
        .path("dependsOn")
        .forEach(
            each ->
                after.add(
                    "after "
                        + each.path("condition").asText()
                        + " of "
                        + each.path("containerName").asText()));
    return after.isEmpty() ? "at once" : String.join(", ", after);
  }

  private static String join(JsonNode list, String field) {
    List<String> words = new ArrayList<>();
    list.forEach(
        each -> {
          assertThat(each.path("hostPort")).isEqualTo(each.path("containerPort"));
          assertThat(each.path("protocol").asText()).isEqualTo("tcp");
          words.add(each.path(field).asText());
        });
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  /** {@code NAME=value} a line, sorted: a container's plain variables. */
  static String environment(Stack stack, String service, String container) {
    return variables(stack, containers(stack, service).get(container).path("environment"), "value");
  }

  /** {@code NAME=what it comes from} a line, sorted. */
  static String secrets(Stack stack, String service, String container) {
    return variables(stack, containers(stack, service).get(container).path("secrets"), "valueFrom");
  }

  static String variables(Stack stack, JsonNode list, String key) {
    List<String> lines = new ArrayList<>();
    list.forEach(
        each ->
            lines.add(each.path("name").asText() + "=" + stack.readable(each.path(key)) + "\n"));
    lines.sort(null);
    return String.join("", lines);
  }

  /** The containers of a service's task, by name. */
  static Map<String, JsonNode> containers(Stack stack, String service) {
    Map<String, JsonNode> containers = new LinkedHashMap<>();
    stack
        .at(service + "/task/task-definition")
        .json("container_definitions")
        .forEach(each -> containers.put(each.path("name").asText(), each));
    return containers;
  }

  /** {@code priority | conditions | actions} of each listener rule, by priority. */
  static Table rules(Stack stack) {
    Table table = new Table();
    stack.ofType("aws_lb_listener_rule").stream()
        .sorted(Comparator.comparingInt(rule -> rule.body().path("priority").asInt()))
        .forEach(
            rule -> {
              List<String> actions = new ArrayList<>();
              List<Integer> order = new ArrayList<>();
              rule.body()
                  .path("action")
                  .forEach(
                      action -> {
                        order.add(action.path("order").asInt());
                        actions.add(
                            (action.path("type").asText()
                                    + " "
                                    + stack.readable(action.path("target_group_arn")))
                                .strip());
                      });
              assertThat(order)
                  .isEqualTo(IntStream.rangeClosed(1, actions.size()).boxed().toList());
              table.row(
                  rule.text("priority"),
                  stack.describe(rule.body().path("condition")).strip().replace("\n", "; "),
                  String.join(", then ", actions));
            });
    return table;
  }
}
