package dev.terrace.constructs.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Names;
import dev.terrace.constructs.network.WebNetwork;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.NamespaceRef;
import dev.terrace.ref.NetworkRef;
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.SecretRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.WorkerSpec;
import dev.terrace.support.SmallStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FargateWebTest {
  private static final String CERTIFICATE =
      "arn:aws:acm:eu-west-1:123456789012:certificate/4f1b2c3d";

  private static final WorkerSpec MAILER =
      new WorkerSpec(
          "registry.example.com/mailer:1",
          256,
          512,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null);

  private static SmallStack web(DomainSpec domain, boolean protectedFromDeletion) {
    WebNetwork.Refs network =
        new WebNetwork.Refs(
            new NetworkRef("vpc-1", List.of("subnet-p"), List.of("subnet-a"), List.of("subnet-d")),
            new NamespaceRef("ns-1"),
            Map.of(
                "alb", new SecurityGroupRef("sg-alb"),
                "services", new SecurityGroupRef("sg-services")));
    FargateWeb.Props props =
        new FargateWeb.Props(
            new Names("shop"),
            "eu-west-1",
            30,
            domain,
            network,
            null,
            protectedFromDeletion,
            new ServiceSecrets(
                Map.of("api", new SecretRef(ServiceContexts.SECRET)), new KeyRef("arn:key"), false),
            new Placeholders(Map.of("domain", "shop.example.com")));
    return SmallStack.of(
        stack ->
            new FargateWeb(stack, props)
                .addAll(
                    Map.of("web", ServiceContexts.routed()),
                    ServiceWiring.none().withEnvironment(Map.of("BUCKET", "uploads")))
                .addWorkers(
                    Map.of("mailer", MAILER),
                    ServiceWiring.none().withEnvironment(Map.of("BUCKET", "uploads")),
                    new QueueRef("arn:orders", "https://queue/orders", "orders")));
  }

  @Test
  void a_certificate_is_created_for_the_domain_and_its_hosts() {
    SmallStack stack = web(new DomainSpec("shop.example.com", "Z0123456789ABC", null), false);

    assertThat(
            stack
                .resource("aws_acm_certificate", "certificate/certificate")
                .path("subject_alternative_names"))
        .hasToString("[\"*.shop.example.com\"]");
    assertThat(stack.resources())
        .contains(
            "aws_ecs_cluster cluster/cluster",
            "aws_lb_listener load-balancer/http-redirect",
            "aws_route53_record web/route/record-www.shop.example.com");
  }

  @Test
  void a_certificate_that_is_given_is_used_and_without_a_zone_there_are_no_records() {
    SmallStack stack = web(new DomainSpec("shop.example.com", null, CERTIFICATE), false);

    assertThat(stack.resource("aws_lb_listener", "load-balancer/https").path("certificate_arn"))
        .hasToString('"' + CERTIFICATE + '"');
    assertThat(stack.resources())
        .noneMatch(each -> each.startsWith("aws_acm_") || each.startsWith("aws_route53_"));
  }

  @Test
  void a_service_starts_with_a_role_of_its_own_that_pulls_images_of_the_account() {
    SmallStack stack = web(new DomainSpec("shop.example.com", null, CERTIFICATE), false);
    String policy =
        stack.resource("aws_iam_role_policy", "web/execution-role/policy").path("policy").asText();

    assertThat(policy)
        .contains(":repository/*", "log-group:/ecs/shop-web:*", ServiceContexts.SECRET);
    assertThat(
            SmallStack.json(
                    stack
                        .resource("aws_ecs_task_definition", "web/task/task-definition")
                        .path("container_definitions"))
                .toString())
        .contains("{\"name\":\"BUCKET\",\"value\":\"uploads\"}");
  }

  @Test
  void the_load_balancer_is_public_and_protected_where_that_is_asked_for() {
    DomainSpec domain = new DomainSpec("shop.example.com", null, CERTIFICATE);
    var open = web(domain, false).resource("aws_lb", "load-balancer/load-balancer");
    var kept = web(domain, true).resource("aws_lb", "load-balancer/load-balancer");

    assertThat(open.path("internal").asBoolean()).isFalse();
    assertThat(open.has("enable_deletion_protection")).isFalse();
    assertThat(kept.path("enable_deletion_protection").asBoolean()).isTrue();
  }

  @Test
  void a_worker_has_the_queue_and_the_wiring_and_nobody_connects_to_it() {
    SmallStack stack = web(new DomainSpec("shop.example.com", null, CERTIFICATE), false);

    assertThat(
            stack
                .resource("aws_ecs_task_definition", "mailer/task/task-definition")
                .path("container_definitions")
                .asText())
        .contains("https://queue/orders", "\"name\":\"BUCKET\",\"value\":\"uploads\"");
    assertThat(
            stack
                .resource("aws_iam_role_policy", "mailer/task-role/policy")
                .path("policy")
                .asText())
        .contains("sqs:ReceiveMessage", "arn:orders");
    assertThat(stack.resources())
        .contains("aws_ecs_service mailer/service/service")
        .noneMatch(each -> each.startsWith("aws_lb_target_group mailer/"));
  }
}
