package dev.terrace.constructs.service;

import static dev.terrace.constructs.service.ServiceContexts.SECRET;
import static dev.terrace.constructs.service.ServiceContexts.context;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.constructs.compute.Container;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.spec.FargateSize;
import dev.terrace.support.SmallStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OneOffTaskTest {

  private static SmallStack migrate(ServiceContext context, TaskExecution execution) {
    return SmallStack.of(
        stack ->
            new OneOffTask(
                stack,
                "migrate",
                new OneOffTask.Props(
                    context,
                    new FargateSize(256, 512),
                    execution,
                    "Starts the container that migrates the database",
                    Container.of("migrate", "web:1")
                        .withCommand(List.of(), List.of("migrate"))
                        .withEnvironment(Map.of("MODE", "all"), Map.of()),
                    Map.of("DATABASE_URL", "api"))));
  }

  @Test
  void the_task_and_its_role_lie_next_to_one_another_in_the_scope() {
    SmallStack stack =
        migrate(context(false), new TaskExecution.Own(new RepositoryRef("arn:repo", "repo")));

    assertThat(stack.resources())
        .containsExactly(
            "aws_cloudwatch_log_group migrate/logs",
            "aws_ecs_task_definition migrate/task-definition",
            "aws_iam_role migrate-execution-role/role",
            "aws_iam_role_policy migrate-execution-role/policy");
    assertThat(stack.resource("aws_iam_role", "migrate-execution-role/role").path("description"))
        .hasToString("\"Starts the container that migrates the database\"");
  }

  @Test
  void the_container_gets_its_variables_and_its_secrets() {
    SmallStack stack =
        migrate(context(false), new TaskExecution.Shared(new RoleRef("arn:role", "role")));
    JsonNode task = stack.resource("aws_ecs_task_definition", "migrate/task-definition");
    JsonNode container = SmallStack.json(task.path("container_definitions")).get(0);

    assertThat(stack.resources()).noneMatch(each -> each.startsWith("aws_iam_role"));
    assertThat(task.path("family").asText()).isEqualTo("shop-migrate");
    assertThat(container.at("/environment/0/value").asText()).isEqualTo("all");
    assertThat(container.at("/secrets/0/valueFrom").asText()).isEqualTo(SECRET);
  }

  @Test
  void images_come_from_where_the_platform_says() {
    SmallStack stack =
        migrate(
            context(false).withImages(new ImageSources("cache.example.com", Map.of())),
            new TaskExecution.Shared(new RoleRef("arn:role", "role")));

    assertThat(
            SmallStack.json(
                    stack
                        .resource("aws_ecs_task_definition", "migrate/task-definition")
                        .path("container_definitions"))
                .at("/0/image")
                .asText())
        .isEqualTo("cache.example.com/library/web:1");
  }
}
