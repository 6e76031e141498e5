package dev.terrace.constructs.service;

import static dev.terrace.constructs.service.ServiceContexts.SECRET;
import static dev.terrace.constructs.service.ServiceContexts.context;
import static dev.terrace.constructs.service.ServiceContexts.routed;
import static dev.terrace.constructs.service.ServiceContexts.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.routing.ServiceRoute.Rule;
import dev.terrace.grants.Statement;
import dev.terrace.ref.AccessPointRef;
import dev.terrace.ref.FileSystemRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.Autoscaling;
import dev.terrace.spec.FileSystemMount;
import dev.terrace.spec.ServiceSpec;
import dev.terrace.support.SmallStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebServiceTest {
  private static final TaskExecution OWN =
      new TaskExecution.Own(new RepositoryRef("arn:repository", "registry.example.com/web"));
  private static final TaskExecution SHARED =
      new TaskExecution.Shared(new RoleRef("arn:aws:iam::123456789012:role/start", "start"));

  private static SmallStack web(WebService.Props props) {
    return SmallStack.of(stack -> new WebService(stack, "web", props));
  }

  private static WebService.Props props(
      ServiceContext context, ServiceSpec spec, TaskExecution execution) {
    return WebService.Props.of(context, spec, ServiceWiring.none(), execution);
  }

  private static JsonNode containers(SmallStack stack) {
    return SmallStack.json(
        stack
            .resource("aws_ecs_task_definition", "web/task/task-definition")
            .path("container_definitions"));
  }

  @Test
  void everything_follows_from_a_service_with_a_route() {
    SmallStack stack = web(props(context(false), routed(), OWN));

    assertThat(stack.resources())
        .containsExactly(
            "aws_cloudwatch_log_group web/task/logs",
            "aws_ecs_service web/service/service",
            "aws_ecs_task_definition web/task/task-definition",
            "aws_iam_role web/execution-role/role",
            "aws_iam_role web/task-role/role",
            "aws_iam_role_policy web/execution-role/policy",
            "aws_iam_role_policy web/task-role/policy",
            "aws_lb_listener_rule web/route/rule-10",
            "aws_lb_target_group web/target-group/group",
            "aws_route53_record web/route/record-www.shop.example.com",
            "aws_service_discovery_service web/service/cloud-map-service");
    JsonNode service = stack.resource("aws_ecs_service", "web/service/service");
    assertThat(service.path("name").asText()).isEqualTo("shop-web");
    assertThat(service.path("depends_on").toString()).contains("aws_lb_listener_rule.web_route");
    assertThat(
            stack
                .resource("aws_lb_listener_rule", "web/route/rule-10")
                .at("/condition/0/host_header/values/0")
                .asText())
        .isEqualTo("www.shop.example.com");
  }

  @Test
  void a_container_gets_filled_texts_and_references_of_secrets() {
    JsonNode container = containers(web(props(context(false), routed(), OWN))).get(0);

    assertThat(container.path("environment").toString())
        .isEqualTo("[{\"name\":\"HOST\",\"value\":\"shop.example.com\"}]");
    assertThat(container.path("secrets").toString())
        .isEqualTo("[{\"name\":\"API_KEY\",\"valueFrom\":\"" + SECRET + ":key::\"}]");
  }

  @Test
  void its_own_execution_role_reads_its_secrets_and_its_tasks_do_not() {
    SmallStack stack = web(props(context(false), routed(), OWN));

    assertThat(stack.sids("aws_iam_role_policy", "web/execution-role/policy"))
        .containsExactly("EcrToken", "EcrPull", "WriteLogs", "ReadSecrets", "Decrypt");
    assertThat(stack.sids("aws_iam_role_policy", "web/task-role/policy"))
        .containsExactly("EcsExec");
  }

  @Test
  void tasks_read_their_secrets_again_where_the_platform_says_so() {
    SmallStack stack = web(props(context(true), routed(), SHARED));

    assertThat(stack.sids("aws_iam_role_policy", "web/task-role/policy"))
        .containsExactly("EcsExec", "ReadSecrets", "Decrypt");
    assertThat(stack.resources()).doesNotContain("aws_iam_role web/execution-role/role");
    assertThat(
            stack
                .resource("aws_ecs_task_definition", "web/task/task-definition")
                .path("execution_role_arn")
                .asText())
        .isEqualTo("arn:aws:iam::123456789012:role/start");
  }

  @Test
  void without_routes_no_load_balancer_is_in_front_of_it() {
    SmallStack stack = web(props(context(false), spec(List.of(), null, Map.of(), null), OWN));

    assertThat(stack.resources())
        .noneMatch(each -> each.startsWith("aws_lb_") || each.startsWith("aws_route53_"));
    assertThat(stack.resource("aws_ecs_service", "web/service/service").has("load_balancer"))
        .isFalse();
  }

  @Test
  void a_given_way_leads_through_its_target_group() {
    SmallStack stack =
        web(
            new WebService.Props(
                context(false),
                routed(),
                ServiceWiring.none(),
                OWN,
                new ServiceWay(
                    new TargetGroupRef("arn:group", "targetgroup/web", "web"),
                    List.of(new Rule(List.of(), List.of("/api/*"), 20, null)),
                    List.of(),
                    List.of(),
                    true)));

    assertThat(stack.resources())
        .doesNotContain("aws_lb_target_group web/target-group/group")
        .contains("aws_lb_listener_rule web/route/rule-20");
    assertThat(
            stack
                .resource("aws_lb_listener_rule", "web/route/rule-20")
                .at("/lifecycle/create_before_destroy")
                .asBoolean())
        .isTrue();
    assertThat(
            stack
                .resource("aws_ecs_service", "web/service/service")
                .at("/load_balancer/0/target_group_arn")
                .asText())
        .isEqualTo("arn:group");
  }

  @Test
  void autoscaling_follows_from_the_service() {
    SmallStack stack =
        web(props(context(false), spec(List.of(), null, Map.of(), new Autoscaling(1, 4, 60)), OWN));

    assertThat(
            stack
                .resource("aws_appautoscaling_target", "web/service/scaling-target")
                .path("max_capacity")
                .asInt())
        .isEqualTo(4);
  }

  @Test
  void a_folder_of_the_shared_file_system_is_mounted_by_its_access_point() {
    ServiceContext context =
        context(false)
            .withFolders(
                new ServiceContext.Folders(
                    new FileSystemRef("fs-1", "arn:fs"),
                    Map.of("web", new AccessPointRef("fsap-1", "arn:fsap"))));
    SmallStack stack =
        web(
            props(
                context,
                spec(List.of(), new FileSystemMount("/data", 1000L, 1000L), Map.of(), null),
                OWN));

    assertThat(stack.sids("aws_iam_role_policy", "web/task-role/policy"))
        .containsExactly("EcsExec", "Mount");
    assertThat(containers(stack).get(0).at("/mountPoints/0/containerPath").asText())
        .isEqualTo("/data");
  }

  @Test
  void what_the_platform_adds_comes_with_what_the_service_says() {
    ServiceWiring wiring =
        ServiceWiring.none()
            .withEnvironment(Map.of("REDIS_URL", "rediss://redis:6379"))
            .withSecrets(Map.of("TOKEN", "api"))
            .withStatements(
                List.of(Statement.allow("Send", List.of("sqs:SendMessage"), List.of("arn:queue"))))
            .withInitContainer(Container.of("fetch", "fetch:1"), Map.of("config", "/etc/web"));
    SmallStack stack = web(WebService.Props.of(context(false), routed(), wiring, OWN));

    JsonNode before = containers(stack).get(0);
    JsonNode container = containers(stack).get(1);
    assertThat(before.path("essential").asBoolean()).isFalse();
    assertThat(before.at("/mountPoints/0/containerPath").asText()).isEqualTo("/etc/web");
    assertThat(container.at("/dependsOn/0/containerName").asText()).isEqualTo("fetch");
    assertThat(container.path("environment").findValuesAsText("name"))
        .containsExactly("HOST", "REDIS_URL");
    assertThat(container.path("secrets").findValuesAsText("name"))
        .containsExactly("API_KEY", "TOKEN");
    assertThat(stack.sids("aws_iam_role_policy", "web/task-role/policy"))
        .containsExactly("EcsExec", "Send");
  }

  @Test
  void a_secret_that_there_is_not_is_named() {
    ServiceSpec spec = spec(List.of(), null, Map.of("KEY", "other"), null);
    assertThatThrownBy(() -> web(props(context(false), spec, OWN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no secret 'other'; known: [api]");
  }

  @Test
  void services_and_task_definitions_are_named_as_the_platform_says() {
    SmallStack stack =
        web(
            props(
                context(false).withNaming(new ServiceContext.Naming("", "other-")), routed(), OWN));

    assertThat(stack.resource("aws_ecs_service", "web/service/service").path("name").asText())
        .isEqualTo("web");
    assertThat(
            stack
                .resource("aws_ecs_task_definition", "web/task/task-definition")
                .path("family")
                .asText())
        .isEqualTo("other-web");
  }

  @Test
  void the_refs_of_several_services_are_collected_with_those_of_an_earlier_stack() {
    SmallStack.of(
        stack -> {
          WebServices first =
              new WebServices(stack).add("web", props(context(false), routed(), OWN));
          WebServices all =
              new WebServices(stack)
                  .including(first.refs())
                  .add("job", props(context(false), spec(List.of(), null, Map.of(), null), OWN));

          assertThat(all.refs().services()).containsOnlyKeys("web", "job");
          assertThat(all.refs().targetGroups()).containsOnlyKeys("web");
          assertThat(all.refs().roles()).hasSize(4);
        });
  }
}
