package dev.terrace.systems.alva;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.guard.Stateful;
import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The platform without a domain and with one. */
class AlvaPlatformTest {
  private static final Synthesized STAGING = Synthesized.environment("alva", "staging");
  private static final Synthesized DOMAIN = AlvaWithDomain.synthesized();
  private static final Stack BY_PATH = STAGING.stack("platform");
  private static final Stack BY_HOST = DOMAIN.stack("platform");
  private static final List<String> SERVICES = List.of("web", "api", "auth", "admin");
  private static final String NAME = "<load-balancer/load-balancer.dns_name>";

  @Test
  void without_a_domain_paths_are_tried_before_the_default() {
    rules(BY_PATH)
        .assertReads(
            """
            <load-balancer/http.arn> | 10 | path /api, /api/* | forward <api-target-group/group.arn>
            <load-balancer/http.arn> | 20 | path /auth, /auth/* | forward <auth-target-group/group.arn>
            <load-balancer/http.arn> | 30 | path /admin, /admin/* | forward <admin-target-group/group.arn>
            """);
    assertThat(BY_PATH.describe("load-balancer/http"))
        .isEqualTo(
            """
            default_action[0].target_group_arn = <web-target-group/group.arn>
            default_action[0].type = forward
            load_balancer_arn = <load-balancer/load-balancer.arn>
            port = 80
            protocol = HTTP
            """);
    assertThat(BY_PATH.count("aws_lb_listener")).isEqualTo(1);
    assertThat(BY_PATH.count("aws_route53_record")).isZero();
    assertThat(BY_PATH.count("aws_acm_certificate")).isZero();
  }

  @Test
  void with_a_domain_each_service_has_its_host_over_https() {
    rules(BY_HOST)
        .assertReads(
            """
            <load-balancer/https.arn> | 10  | host api-staging.alva.app   | forward <api-target-group/group.arn>
            <load-balancer/https.arn> | 20  | host auth-staging.alva.app  | forward <auth-target-group/group.arn>
            <load-balancer/https.arn> | 30  | host admin-staging.alva.app | forward <admin-target-group/group.arn>
            <load-balancer/https.arn> | 100 | host staging.alva.app       | forward <web-target-group/group.arn>
            """);
    assertThat(BY_HOST.describe("load-balancer/https"))
        .isEqualTo(
            """
            certificate_arn = <certificate/issued.certificate_arn>
            default_action[0].fixed_response.content_type = text/plain
            default_action[0].fixed_response.message_body = no such host
            default_action[0].fixed_response.status_code = 404
            default_action[0].type = fixed-response
            load_balancer_arn = <load-balancer/load-balancer.arn>
            port = 443
            protocol = HTTPS
            ssl_policy = ELBSecurityPolicy-TLS13-1-2-2021-06
            """);
    assertThat(BY_HOST.describe("load-balancer/http"))
        .contains("default_action[0].type = redirect\n", "default_action[0].redirect.port = 443\n");
    assertThat(BY_HOST.describe("certificate/certificate"))
        .isEqualTo(
            """
            domain_name = staging.alva.app
            lifecycle.create_before_destroy = true
            subject_alternative_names = api-staging.alva.app, auth-staging.alva.app, admin-staging.alva.app
            validation_method = DNS
            """);
    assertThat(BY_HOST.describe("web/route/record-staging.alva.app"))
        .isEqualTo(
            """
            alias.evaluate_target_health = true
            alias.name = <load-balancer/load-balancer.dns_name>
            alias.zone_id = <load-balancer/load-balancer.zone_id>
            name = staging.alva.app
            type = A
            zone_id = Z08345672ABCDEF
            """);
    assertThat(BY_HOST.count("aws_route53_record")).isEqualTo(8);
  }

  @Test
  void the_redirect_waits_for_https_and_a_rule_is_there_before_the_one_it_replaces_goes() {
    assertThat(BY_HOST.at("load-balancer/http").body().path("depends_on").toString())
        .isEqualTo("[\"" + BY_HOST.at("load-balancer/https").address() + "\"]");
    for (Stack stack : List.of(BY_PATH, BY_HOST)) {
      assertThat(stack.ofType("aws_lb_listener_rule"))
          .allSatisfy(
              rule ->
                  assertThat(rule.body().at("/lifecycle/create_before_destroy").asBoolean())
                      .isTrue());
    }
  }

  @Test
  void adding_the_domain_takes_nothing_away_and_leaves_everything_stateful_as_it_is() {
    for (Stack before : STAGING.stacks()) {
      Stack after = DOMAIN.stack(before.name().substring("alva-staging-".length()));
      assertThat(after.paths()).containsAll(before.paths());
      if (!before.name().endsWith("-platform")) {
        assertThat(after.text()).isEqualTo(before.text());
      }
      for (String line : before.paths()) {
        String path = line.replaceAll("  .*", "");
        Resource resource = before.at(path);
        // A published parameter keeps its name and follows the listener.
        boolean published = resource.type().equals("aws_ssm_parameter");
        boolean kept =
            Stateful.is(resource.type()) || resource.type().equals("aws_lb_target_group");
        if (kept && !published) {
          assertThat(after.at(path)).isEqualTo(resource);
        }
      }
    }
  }

  @Test
  void without_a_domain_browsers_get_the_load_balancers_name_and_paths() {
    environment(BY_PATH)
        .assertReads(
            """
            web   | API_INTERNAL_URL     | http://api.alva-staging.local:3001
            web   | AUTH_INTERNAL_URL    | http://auth.alva-staging.local:3002
            web   | NEXT_PUBLIC_API_URL  | http://LB/api
            web   | NEXT_PUBLIC_AUTH_URL | http://LB/auth
            web   | NODE_ENV             | production
            api   | CORS_ORIGINS         | http://LB
            api   | NODE_ENV             | production
            api   | REDIS_URL            | rediss://<data: redis/replication-group.primary_endpoint_address>:6379
            auth  | CORS_ORIGINS         | http://LB
            auth  | NODE_ENV             | production
            admin | API_INTERNAL_URL     | http://api.alva-staging.local:3001
            admin | AUTH_INTERNAL_URL    | http://auth.alva-staging.local:3002
            admin | NEXT_PUBLIC_API_URL  | http://LB/api
            admin | NEXT_PUBLIC_AUTH_URL | http://LB/auth
            admin | NODE_ENV             | production
            """
                .replace("LB", NAME));
  }

  @Test
  void with_a_domain_browsers_get_the_hosts() {
    String origins =
        "https://staging.alva.app,https://api-staging.alva.app,https://auth-staging.alva.app,https://admin-staging.alva.app";
    environment(BY_HOST)
        .assertReads(
            """
            web   | API_INTERNAL_URL     | http://api.alva-staging.local:3001
            web   | AUTH_INTERNAL_URL    | http://auth.alva-staging.local:3002
            web   | NEXT_PUBLIC_API_URL  | https://api-staging.alva.app
            web   | NEXT_PUBLIC_AUTH_URL | https://auth-staging.alva.app
            web   | NODE_ENV             | production
            api   | CORS_ORIGINS         | HOSTS
            api   | NODE_ENV             | production
            api   | REDIS_URL            | rediss://<data: redis/replication-group.primary_endpoint_address>:6379
            auth  | CORS_ORIGINS         | HOSTS
            auth  | NODE_ENV             | production
            admin | API_INTERNAL_URL     | http://api.alva-staging.local:3001
            admin | AUTH_INTERNAL_URL    | http://auth.alva-staging.local:3002
            admin | NEXT_PUBLIC_API_URL  | https://api-staging.alva.app
            admin | NEXT_PUBLIC_AUTH_URL | https://auth-staging.alva.app
            admin | NODE_ENV             | production
            """
                .replace("HOSTS", origins));
  }

  @Test
  void secrets_come_by_reference() {
    Table table = new Table();
    List<String> definitions = new ArrayList<>();
    SERVICES.forEach(service -> definitions.add(service + "/task/task-definition"));
    definitions.add("migrations/task-definition");
    for (String path : definitions) {
      for (JsonNode secret : container(BY_PATH, path).path("secrets")) {
        table.row(
            path.replaceAll("/.*", ""),
            secret.path("name").asText(),
            BY_PATH.readable(secret.path("valueFrom").asText()));
      }
    }
    table.assertReads(
        """
        api        | COOKIE_SECRET   | <data: secrets/cookie-secret/secret.arn>
        api        | DATABASE_URL    | <data: secrets/database/secret.arn>
        api        | JWT_PUBLIC_KEY  | <data: secrets/jwt-public-key/secret.arn>
        api        | OPENAI_API_KEY  | <data: secrets/openai-api-key/secret.arn>
        auth       | COOKIE_SECRET   | <data: secrets/cookie-secret/secret.arn>
        auth       | DATABASE_URL    | <data: secrets/database/secret.arn>
        auth       | JWT_PRIVATE_KEY | <data: secrets/jwt-private-key/secret.arn>
        auth       | JWT_PUBLIC_KEY  | <data: secrets/jwt-public-key/secret.arn>
        auth       | RESEND_API_KEY  | <data: secrets/resend-api-key/secret.arn>
        migrations | DATABASE_URL    | <data: secrets/database/secret.arn>
        """);
  }

  @Test
  void the_services_run_on_fargate_with_a_circuit_breaker_and_names_in_the_namespace() {
    Table table = new Table();
    for (String service : SERVICES) {
      Resource task = BY_PATH.at(service + "/task/task-definition");
      Resource ecs = BY_PATH.at(service + "/service/service");
      Resource group = BY_PATH.at(service + "-target-group/group");
      table.row(
          ecs.text("name"),
          task.text("family"),
          task.text("cpu"),
          task.text("memory"),
          ecs.text("desired_count"),
          BY_PATH.at(service + "/service/cloud-map-service").text("name"),
          group.text("name"),
          group.text("port"),
          group.body().at("/health_check/path").asText());
      assertThat(ecs.body().path("deployment_circuit_breaker").toString())
          .isEqualTo("{\"enable\":true,\"rollback\":true}");
      assertThat(ecs.text("launch_type")).isEqualTo("FARGATE");
      assertThat(BY_PATH.describe(service + "/service/service"))
          .contains(
              "network_configuration.assign_public_ip = false\n",
              "network_configuration.security_groups = <network: ecs/group.id>\n",
              "load_balancer[0].container_name = " + service + "\n");
    }
    table.assertReads(
        """
        alva-web   | alva-web   | 512 | 1024 | 1 | web   | alva-staging-web   | 3000 | /health
        alva-api   | alva-api   | 512 | 1024 | 1 | api   | alva-staging-api   | 3001 | /health
        alva-auth  | alva-auth  | 512 | 1024 | 1 | auth  | alva-staging-auth  | 3002 | /health
        alva-admin | alva-admin | 512 | 1024 | 1 | admin | alva-staging-admin | 3003 | /health
        """);
    assertThat(BY_PATH.at("cluster/cluster").text("name")).isEqualTo("alva-staging-cluster");
  }

  @Test
  void a_service_waits_for_what_leads_to_it() {
    assertThat(dependsOn(BY_PATH, "web")).containsExactly("load-balancer/http");
    assertThat(dependsOn(BY_PATH, "api"))
        .containsExactlyInAnyOrder("load-balancer/http", "api/route/rule-10");
    assertThat(dependsOn(BY_HOST, "web"))
        .containsExactlyInAnyOrder(
            "load-balancer/https", "load-balancer/http", "web/route/rule-100");
  }

  @Test
  void the_migrations_run_the_image_of_api() {
    Resource task = BY_PATH.at("migrations/task-definition");
    assertThat(task.text("family")).isEqualTo("alva-migrations");
    assertThat(task.text("cpu")).isEqualTo("256");
    assertThat(task.text("memory")).isEqualTo("512");
    JsonNode container = container(BY_PATH, "migrations/task-definition");
    assertThat(container.path("command").toString()).isEqualTo("[\"pnpm\",\"db:migrate\"]");
    assertThat(container.path("image")).isEqualTo(container(BY_PATH, "api").path("image"));
  }

  @Test
  void images_come_from_a_repository_of_the_services_own_with_the_tag_that_was_released_last() {
    Table table = new Table();
    for (String service : SERVICES) {
      Resource repository = BY_PATH.at(service + "-repository/repository");
      table.row(
          repository.text("name"),
          repository.text("image_tag_mutability"),
          repository.body().at("/image_scanning_configuration/scan_on_push").asBoolean(),
          BY_PATH.readable(container(BY_PATH, service).path("image").asText()));
      JsonNode rules = BY_PATH.at(service + "-repository/lifecycle").json("policy").path("rules");
      assertThat(rules.at("/0/selection/tagPrefixList/0").asText()).isEqualTo("released-");
      assertThat(rules.at("/0/selection/countNumber").asInt()).isEqualTo(10);
      assertThat(rules.at("/1/selection/tagStatus").asText()).isEqualTo("any");
      assertThat(rules.at("/1/selection/countNumber").asInt()).isEqualTo(20);
    }
    table.assertReads(
        """
        alva-staging/web   | IMMUTABLE | true | <web-repository/repository.repository_url>:<web-image-tag/parameter.insecure_value>
        alva-staging/api   | IMMUTABLE | true | <api-repository/repository.repository_url>:<api-image-tag/parameter.insecure_value>
        alva-staging/auth  | IMMUTABLE | true | <auth-repository/repository.repository_url>:<auth-image-tag/parameter.insecure_value>
        alva-staging/admin | IMMUTABLE | true | <admin-repository/repository.repository_url>:<admin-image-tag/parameter.insecure_value>
        """);
    assertThat(BY_PATH.describe("image-tag/parameter"))
        .isEqualTo(
            """
            description = Tag of the images that were released last; written by the delivery
            insecure_value = none
            lifecycle.ignore_changes = insecure_value
            name = /alva-staging/image-tag
            type = String
            """);
    // It starts with the tag that an environment with one tag for all services runs.
    assertThat(BY_PATH.describe("api-image-tag/parameter"))
        .isEqualTo(
            """
            description = Tag of the images that were released last; written by the delivery
            insecure_value = <image-tag/parameter.insecure_value>
            lifecycle.ignore_changes = insecure_value
            name = /alva-staging/image-tags/api
            type = String
            """);
  }

  @Test
  void ecs_reads_the_secrets_that_a_service_has_and_no_others() {
    Policies.table(BY_PATH, BY_PATH.at("api/execution-role/policy").json("policy"))
        .assertReads(
            """
            EcrToken    | ecr:GetAuthorizationToken | * | always
            EcrPull     | ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer | <api-repository/repository.arn> | always
            WriteLogs   | logs:CreateLogStream, logs:PutLogEvents | arn:aws:logs:us-east-1:<read account.account_id>:log-group:/ecs/alva-api:* | always
            ReadSecrets | secretsmanager:GetSecretValue | <data: secrets/cookie-secret/secret.arn>, <data: secrets/database/secret.arn>, <data: secrets/jwt-public-key/secret.arn>, <data: secrets/openai-api-key/secret.arn> | always
            Decrypt     | kms:Decrypt | <data: data-key/key.arn> | always
            """);
    assertThat(Policies.actions(BY_PATH.at("web/execution-role/policy").json("policy")))
        .noneMatch(action -> action.startsWith("secretsmanager:"));
    for (String service : SERVICES) {
      assertThat(Policies.actions(BY_PATH.at(service + "/task-role/policy").json("policy")))
          .allMatch(action -> action.startsWith("ssmmessages:"));
    }
  }

  @Test
  void every_log_group_ends() {
    Map<String, String> groups = new TreeMap<>();
    BY_PATH
        .ofType("aws_cloudwatch_log_group")
        .forEach(group -> groups.put(group.text("name"), group.text("retention_in_days")));
    assertThat(groups)
        .isEqualTo(
            Map.of(
                "/ecs/alva-admin", "14",
                "/ecs/alva-api", "14",
                "/ecs/alva-auth", "14",
                "/ecs/alva-migrations", "14",
                "/ecs/alva-web", "14"));
  }

  @Test
  void production_runs_two_tasks_of_each_service_under_hosts_of_its_own() {
    Stack production = Synthesized.environment("alva", "production").stack("platform");
    Set<String> services = new TreeSet<>();
    production
        .ofType("aws_ecs_service")
        .forEach(
            service -> services.add(service.text("name") + " " + service.text("desired_count")));
    assertThat(services)
        .containsExactly(
            "alva-production-admin 2",
            "alva-production-api 2",
            "alva-production-auth 2",
            "alva-production-web 2");
    assertThat(production.at("certificate/certificate").text("domain_name"))
        .isEqualTo("www.alva.app");
    assertThat(production.count("aws_route53_record")).isZero();
  }

  @Test
  void an_existing_certificate_is_used_as_it_is() {
    String arn =
        "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-1111-2222-3333-444455556666";
    Synthesized given =
        Synthesized.changed(
            "alva",
            "staging",
            yaml -> yaml + "\ndomain: {name: alva.app, certificateArn: \"" + arn + "\"}\n");
    assertThat(given.stack("platform").count("aws_acm_certificate")).isZero();
    assertThat(given.stack("platform").at("load-balancer/https").text("certificate_arn"))
        .isEqualTo(arn);
    assertThat(given.stack("observability").describe("alarms/certificate-expiry-days"))
        .contains("dimensions.CertificateArn = " + arn + "\n");
  }

  @Test
  void a_fifth_service_is_one_entry() {
    Synthesized more =
        Synthesized.changed(
            "alva",
            "staging",
            yaml ->
                yaml.replace(
                    "\nmigrations:\n",
                    """

                      docs:
                        port: 3004
                        path: /docs/*
                        subdomain: docs-staging
                        priority: 40
                        cpu: 256
                        memoryMiB: 512
                        healthCheckPath: /health

                    migrations:
                    """));
    List<String> added = new ArrayList<>();
    for (Stack stack : more.stacks()) {
      List<String> before = STAGING.stack(stack.name().substring("alva-staging-".length())).paths();
      stack.paths().stream().filter(path -> !before.contains(path)).forEach(added::add);
    }
    assertThat(added)
        .extracting(path -> path.replaceAll("  .*", ""))
        .containsExactly(
            "alb/to-ecs-tcp-3004",
            "ecs/from-alb-tcp-3004",
            "docs-image-tag/parameter",
            "docs-repository/lifecycle",
            "docs-repository/repository",
            "docs-target-group/group",
            "docs/execution-role/policy",
            "docs/execution-role/role",
            "docs/route/rule-40",
            "docs/service/cloud-map-service",
            "docs/service/service",
            "docs/task-role/policy",
            "docs/task-role/role",
            "docs/task/logs",
            "docs/task/task-definition",
            "alarms/docs-5xx-count",
            "alarms/docs-running-tasks-low",
            "alarms/docs-unhealthy-hosts");
    assertThat(more.stack("delivery").at("deploy-role/policy").text("policy"))
        .contains("docs-repository", "docs_service", "docs_execution-role", "docs_task-role");
  }

  private static Table rules(Stack stack) {
    List<Resource> rules = new ArrayList<>(stack.ofType("aws_lb_listener_rule"));
    rules.sort((one, other) -> priority(one) - priority(other));
    Table table = new Table();
    for (Resource rule : rules) {
      JsonNode condition = rule.body().at("/condition/0");
      table.row(
          stack.readable(rule.text("listener_arn")),
          rule.text("priority"),
          (condition.has("path_pattern") ? "path " : "host ")
              + stack.readable(condition.findPath("values")),
          rule.body().at("/action/0/type").asText()
              + " "
              + stack.readable(rule.body().at("/action/0/target_group_arn").asText()));
    }
    return table;
  }

  private static int priority(Resource rule) {
    return rule.body().path("priority").asInt();
  }

  private static Table environment(Stack stack) {
    Table table = new Table();
    for (String service : SERVICES) {
      for (JsonNode variable : container(stack, service).path("environment")) {
        table.row(
            service,
            variable.path("name").asText(),
            stack.readable(variable.path("value").asText()));
      }
    }
    return table;
  }

  /**
   * @param at a service, or the path of a task definition
   */
  private static JsonNode container(Stack stack, String at) {
    return stack
        .at(at.contains("/") ? at : at + "/task/task-definition")
        .json("container_definitions")
        .path(0);
  }

  private static List<String> dependsOn(Stack stack, String service) {
    Map<String, String> paths = new TreeMap<>();
    for (String line : stack.paths()) {
      Resource resource = stack.at(line.replaceAll("  .*", ""));
      paths.put(resource.address(), resource.path());
    }
    List<String> found = new ArrayList<>();
    stack
        .at(service + "/service/service")
        .body()
        .path("depends_on")
        .forEach(address -> found.add(paths.get(address.asText())));
    return found;
  }
}
