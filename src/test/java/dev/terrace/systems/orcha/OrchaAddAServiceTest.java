package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fourth service: an entry in the environment's YAML, and no line of code. */
class OrchaAddAServiceTest {
  private static final List<String> LAYERS =
      List.of("network", "data", "platform", "observability", "delivery");
  private static final String CERTIFICATE =
      "arn:aws:acm:eu-central-1:700558745280:certificate/44444444-4444-4444-4444-444444444444";

  private static final Synthesized BEFORE = Synthesized.environment("orcha", "prod");
  private static final Synthesized AFTER =
      Synthesized.changed("orcha", "prod", OrchaAddAServiceTest::withDocs);
  private static final Synthesized WITH_LOGIN =
      Synthesized.changed(
          "orcha",
          "prod",
          yaml -> withDocs(yaml).replace("priority: 30\n", "priority: 30\n    login: cognito\n"));
  private static final Synthesized DEV_BEFORE = Synthesized.environment("orcha", "dev");
  private static final Synthesized DEV_AFTER =
      Synthesized.changed(
          "orcha",
          "dev",
          yaml ->
              yaml.replace(
                  "\ndelivery:\n",
                  """

                  services:
                    docs: {port: 5555, hosts: ["docs.{zone}"], priority: 30}

                  delivery:
                  """));

  @Test
  void everything_that_follows_from_the_entry_is_added() {
    assertThat(added(BEFORE, AFTER))
        .containsExactly(
            "network: alb-sg/to-ec2-sg-tcp-5555  aws_vpc_security_group_egress_rule",
            "network: ec2-sg/from-alb-sg-tcp-5555  aws_vpc_security_group_ingress_rule",
            "platform: docs-health-path/parameter  aws_ssm_parameter",
            "platform: docs-port/parameter  aws_ssm_parameter",
            "platform: docs-route/record-docs.prod.getorcha.com  aws_route53_record",
            "platform: docs-route/rule-30  aws_lb_listener_rule",
            "platform: docs-targets/group  aws_lb_target_group",
            "platform: load-balancer/certificate-docs  aws_lb_listener_certificate",
            "observability: alarms/docs-unhealthy  aws_cloudwatch_metric_alarm");
  }

  @Test
  void
      of_what_there_was_only_the_instances_the_alarm_on_certificates_and_the_right_to_targets_change() {
    assertThat(changes(BEFORE, AFTER))
        .isEqualTo(
            """
            platform: instances/group
            - target_group_arns = <app-targets/group.arn>, <admin-targets/group.arn>, <link-targets/group.arn>
            + target_group_arns = <app-targets/group.arn>, <admin-targets/group.arn>, <link-targets/group.arn>, <docs-targets/group.arn>
            observability: alarms/cert-expiring
            + metric_query[4].id = certificate4
            + metric_query[4].metric.dimensions.CertificateArn = arn:aws:acm:eu-central-1:700558745280:certificate/44444444-4444-4444-4444-444444444444
            + metric_query[4].metric.metric_name = DaysToExpiry
            + metric_query[4].metric.namespace = AWS/CertificateManager
            + metric_query[4].metric.period = 86400
            + metric_query[4].metric.stat = Minimum
            + metric_query[4].return_data = false
            delivery: codedeploy-role/policy
            - policy Targets = elasticloadbalancing:DeregisterTargets, elasticloadbalancing:RegisterTargets on <platform: app-targets/group.arn>, <platform: admin-targets/group.arn>, <platform: link-targets/group.arn>
            + policy Targets = elasticloadbalancing:DeregisterTargets, elasticloadbalancing:RegisterTargets on <platform: app-targets/group.arn>, <platform: admin-targets/group.arn>, <platform: link-targets/group.arn>, <platform: docs-targets/group.arn>
            """);
  }

  @Test
  void three_outputs_tell_where_it_is_and_no_other_output_changes() {
    assertThat(outputChanges(BEFORE, AFTER))
        .isEqualTo(
            """
            platform
            + docs_certificate_arn = arn:aws:acm:eu-central-1:700558745280:certificate/44444444-4444-4444-4444-444444444444
            + docs_target_group_arn = <docs-targets/group.arn>
            + docs_url = https://docs.prod.getorcha.com
            """);
  }

  @Test
  void the_load_balancer_reaches_its_port_on_the_instances_and_nobody_else_does() {
    Stack network = AFTER.stack("network");
    assertThat(network.describe("alb-sg/to-ec2-sg-tcp-5555"))
        .isEqualTo(
            """
            description = docs (alb-sg to ec2-sg)
            from_port = 5555
            ip_protocol = tcp
            referenced_security_group_id = <ec2-sg/group.id>
            security_group_id = <alb-sg/group.id>
            to_port = 5555
            """);
    assertThat(network.describe("ec2-sg/from-alb-sg-tcp-5555"))
        .isEqualTo(
            """
            description = docs (alb-sg to ec2-sg)
            from_port = 5555
            ip_protocol = tcp
            referenced_security_group_id = <alb-sg/group.id>
            security_group_id = <ec2-sg/group.id>
            to_port = 5555
            """);
  }

  @Test
  void its_rule_stands_after_the_others_and_leads_to_its_targets() {
    OrchaPlatformTest.rules(AFTER.stack("platform"))
        .assertReads(
            """
            10 | admin-route/rule-10 | <load-balancer/https.arn> | [0].host_header.values = admin.prod.getorcha.com, admin.getorcha.com | 1 authenticate-cognito, 2 forward <admin-targets/group.arn>
            20 | link-route/rule-20  | <load-balancer/https.arn> | [0].host_header.values = link.prod.getorcha.com, link.getorcha.com   | 1 forward <link-targets/group.arn>
            30 | docs-route/rule-30  | <load-balancer/https.arn> | [0].host_header.values = docs.prod.getorcha.com                      | 1 forward <docs-targets/group.arn>
            """);
  }

  @Test
  void it_has_targets_a_certificate_a_record_and_a_parameter_of_its_own() {
    Stack platform = AFTER.stack("platform");
    assertThat(platform.describe("docs-targets/group"))
        .isEqualTo(
            platform
                .describe("link-targets/group")
                .replace("v1-orcha-link-tg", "v1-orcha-docs-tg")
                .replace("9999", "5555"))
        .contains("name = v1-orcha-docs-tg\nport = 5555\n");
    assertThat(platform.describe("load-balancer/certificate-docs"))
        .isEqualTo(
            """
            certificate_arn = arn:aws:acm:eu-central-1:700558745280:certificate/44444444-4444-4444-4444-444444444444
            listener_arn = <load-balancer/https.arn>
            """);
    assertThat(platform.describe("docs-route/record-docs.prod.getorcha.com"))
        .isEqualTo(
            """
            alias.evaluate_target_health = true
            alias.name = <load-balancer/load-balancer.dns_name>
            alias.zone_id = <load-balancer/load-balancer.zone_id>
            name = docs.prod.getorcha.com
            type = A
            zone_id = <network: zone.zone_id>
            """);
    assertThat(platform.describe("docs-port/parameter"))
        .isEqualTo(
            """
            description = Port of docs
            name = /v1-orcha/services/docs
            type = String
            value = 5555
            """);
  }

  @Test
  void somebody_is_told_when_none_of_its_targets_is_healthy() {
    assertThat(AFTER.stack("observability").describe("alarms/docs-unhealthy"))
        .isEqualTo(
            """
            alarm_actions = <alerts/topic.arn>
            alarm_description = No target of docs is healthy
            alarm_name = v1-orcha-docs-unhealthy
            comparison_operator = LessThanThreshold
            dimensions.LoadBalancer = <platform: load-balancer/load-balancer.arn_suffix>
            dimensions.TargetGroup = <platform: docs-targets/group.arn_suffix>
            evaluation_periods = 2
            metric_name = HealthyHostCount
            namespace = AWS/ApplicationELB
            ok_actions = <alerts/topic.arn>
            period = 60
            statistic = Minimum
            threshold = 1
            treat_missing_data = breaching
            """);
  }

  @Test
  void with_a_login_the_users_come_back_to_its_host_as_well_and_nothing_else_differs() {
    assertThat(added(BEFORE, WITH_LOGIN)).isEqualTo(added(BEFORE, AFTER));
    assertThat(changes(AFTER, WITH_LOGIN))
        .isEqualTo(
            """
            platform: docs-route/rule-30
            - action[0].target_group_arn = <docs-targets/group.arn>
            - action[0].type = forward
            + action[0].authenticate_cognito.on_unauthenticated_request = authenticate
            + action[0].authenticate_cognito.scope = openid profile email
            + action[0].authenticate_cognito.user_pool_arn = <login/pool.arn>
            + action[0].authenticate_cognito.user_pool_client_id = <login/client.id>
            + action[0].authenticate_cognito.user_pool_domain = <login/domain.domain>
            + action[0].type = authenticate-cognito
            + action[1].order = 2
            + action[1].target_group_arn = <docs-targets/group.arn>
            + action[1].type = forward
            platform: login/client
            - callback_urls = https://admin.prod.getorcha.com/oauth2/idpresponse, https://admin.getorcha.com/oauth2/idpresponse
            + callback_urls = https://admin.prod.getorcha.com/oauth2/idpresponse, https://admin.getorcha.com/oauth2/idpresponse, https://docs.prod.getorcha.com/oauth2/idpresponse
            """);
    assertThat(outputChanges(AFTER, WITH_LOGIN)).isEmpty();
  }

  @Test
  void in_development_its_certificate_is_made_and_validated() {
    assertThat(added(DEV_BEFORE, DEV_AFTER))
        .containsExactly(
            "network: alb-sg/to-ec2-sg-tcp-5555  aws_vpc_security_group_egress_rule",
            "network: ec2-sg/from-alb-sg-tcp-5555  aws_vpc_security_group_ingress_rule",
            "platform: docs-certificate/certificate  aws_acm_certificate",
            "platform: docs-certificate/issued  aws_acm_certificate_validation",
            "platform: docs-certificate/validation-docs.dev.getorcha.com  aws_route53_record",
            "platform: docs-health-path/parameter  aws_ssm_parameter",
            "platform: docs-port/parameter  aws_ssm_parameter",
            "platform: docs-route/record-docs.dev.getorcha.com  aws_route53_record",
            "platform: docs-route/rule-30  aws_lb_listener_rule",
            "platform: docs-targets/group  aws_lb_target_group",
            "platform: load-balancer/certificate-docs  aws_lb_listener_certificate",
            "observability: alarms/docs-unhealthy  aws_cloudwatch_metric_alarm");
    assertThat(changes(DEV_BEFORE, DEV_AFTER))
        .isEqualTo(
            """
            platform: instances/group
            - target_group_arns = <app-targets/group.arn>, <admin-targets/group.arn>, <link-targets/group.arn>
            + target_group_arns = <app-targets/group.arn>, <admin-targets/group.arn>, <link-targets/group.arn>, <docs-targets/group.arn>
            observability: alarms/cert-expiring
            + metric_query[4].id = certificate4
            + metric_query[4].metric.dimensions.CertificateArn = <platform: docs-certificate/issued.certificate_arn>
            + metric_query[4].metric.metric_name = DaysToExpiry
            + metric_query[4].metric.namespace = AWS/CertificateManager
            + metric_query[4].metric.period = 86400
            + metric_query[4].metric.stat = Minimum
            + metric_query[4].return_data = false
            delivery: codedeploy-role/policy
            - policy Targets = elasticloadbalancing:DeregisterTargets, elasticloadbalancing:RegisterTargets on <platform: app-targets/group.arn>, <platform: admin-targets/group.arn>, <platform: link-targets/group.arn>
            + policy Targets = elasticloadbalancing:DeregisterTargets, elasticloadbalancing:RegisterTargets on <platform: app-targets/group.arn>, <platform: admin-targets/group.arn>, <platform: link-targets/group.arn>, <platform: docs-targets/group.arn>
            """);
    assertThat(outputChanges(DEV_BEFORE, DEV_AFTER))
        .isEqualTo(
            """
            platform
            + docs_certificate_arn = <docs-certificate/issued.certificate_arn>
            + docs_target_group_arn = <docs-targets/group.arn>
            + docs_url = https://docs.dev.getorcha.com
            """);
    assertThat(DEV_AFTER.stack("platform").describe("load-balancer/certificate-docs"))
        .isEqualTo(
            """
            certificate_arn = <docs-certificate/issued.certificate_arn>
            listener_arn = <load-balancer/https.arn>
            """);
  }

  @Test
  void the_one_without_a_priority_takes_what_no_rule_takes_whichever_it_is() {
    Synthesized other =
        Synthesized.changed(
            "orcha",
            "prod",
            yaml ->
                yaml.replace("    priority: 20\n", "")
                    .replace("    port: 8888\n", "    port: 8888\n    priority: 30\n"));
    Stack platform = other.stack("platform");

    assertThat(platform.describe("load-balancer/https"))
        .isEqualTo(
            """
            certificate_arn = arn:aws:acm:eu-central-1:700558745280:certificate/33333333-3333-3333-3333-333333333333
            default_action[0].target_group_arn = <link-targets/group.arn>
            default_action[0].type = forward
            load_balancer_arn = <load-balancer/load-balancer.arn>
            port = 443
            protocol = HTTPS
            ssl_policy = ELBSecurityPolicy-TLS13-1-2-2021-06
            """);
    OrchaPlatformTest.rules(platform)
        .assertReads(
            """
            10 | admin-route/rule-10 | <load-balancer/https.arn> | [0].host_header.values = admin.prod.getorcha.com, admin.getorcha.com | 1 authenticate-cognito, 2 forward <admin-targets/group.arn>
            30 | app-route/rule-30   | <load-balancer/https.arn> | [0].host_header.values = app.prod.getorcha.com, app.getorcha.com     | 1 forward <app-targets/group.arn>
            """);
    OrchaPlatformTest.sniCertificates(platform)
        .assertReads(
            """
            load-balancer/certificate-admin | <load-balancer/https.arn> | arn:aws:acm:eu-central-1:700558745280:certificate/22222222-2222-2222-2222-222222222222
            load-balancer/certificate-app   | <load-balancer/https.arn> | arn:aws:acm:eu-central-1:700558745280:certificate/11111111-1111-1111-1111-111111111111
            """);
    assertThat(platform.at("link-targets/group").text("name")).isEqualTo("v1-orcha-tg");
    assertThat(platform.at("app-targets/group").text("name")).isEqualTo("v1-orcha-app-tg");
    assertThat(OrchaPlatformTest.outputs(platform))
        .isEqualTo(OrchaPlatformTest.outputs(BEFORE.stack("platform")));
    Stack observability = other.stack("observability");
    assertThat(observability.describe("alarms/alb-unhealthy"))
        .contains(
            "alarm_name = v1-orcha-alb-unhealthy\n",
            "dimensions.TargetGroup = <platform: link-targets/group.arn_suffix>\n");
    assertThat(observability.describe("alarms/app-unhealthy"))
        .contains(
            "alarm_name = v1-orcha-app-unhealthy\n",
            "dimensions.TargetGroup = <platform: app-targets/group.arn_suffix>\n");
    assertThat(observability.paths()).noneMatch(path -> path.contains("link-unhealthy"));
  }

  private static String withDocs(String yaml) {
    return yaml.replace(
        "\ndelivery:\n",
        "  docs:\n"
            + "    port: 5555\n"
            + "    hosts: [\"docs.{zone}\"]\n"
            + "    priority: 30\n"
            + "    certificateArn: "
            + CERTIFICATE
            + "\n\ndelivery:\n");
  }

  /** The paths that are new, by layer; fails when one is gone. */
  private static List<String> added(Synthesized before, Synthesized after) {
    List<String> added = new ArrayList<>();
    for (String layer : LAYERS) {
      List<String> old = before.stack(layer).paths();
      List<String> paths = new ArrayList<>(after.stack(layer).paths());
      assertThat(paths).containsAll(old);
      paths.removeAll(old);
      paths.forEach(path -> added.add(layer + ": " + path));
    }
    return added;
  }

  /** Each resource that has changed, with its lines that have gone and come. */
  private static String changes(Synthesized before, Synthesized after) {
    StringBuilder changes = new StringBuilder();
    for (String layer : LAYERS) {
      for (String line : before.stack(layer).paths()) {
        String path = line.replaceFirst("  \\w+$", "");
        String difference =
            difference(described(before.stack(layer), path), described(after.stack(layer), path));
        if (!difference.isEmpty()) {
          changes.append(layer).append(": ").append(path).append('\n').append(difference);
        }
      }
    }
    return changes.toString();
  }

  /** A policy as a line for each of its statements. */
  private static String described(Stack stack, String path) {
    Stack.Resource resource = stack.at(path);
    String text = stack.describe(path);
    if (!resource.text("policy").startsWith("{")) {
      return text;
    }
    StringBuilder lines = new StringBuilder();
    text.lines()
        .filter(line -> !line.startsWith("policy = "))
        .forEach(line -> lines.append(line).append('\n'));
    for (JsonNode statement : resource.json("policy").path("Statement")) {
      lines
          .append("policy ")
          .append(statement.path("Sid").asText())
          .append(" = ")
          .append(stack.readable(statement.path("Action")))
          .append(" on ")
          .append(stack.readable(statement.path("Resource")))
          .append('\n');
    }
    return lines.toString();
  }

  private static String outputChanges(Synthesized before, Synthesized after) {
    StringBuilder changes = new StringBuilder();
    for (String layer : LAYERS) {
      String difference =
          difference(
              OrchaPlatformTest.outputs(before.stack(layer)),
              OrchaPlatformTest.outputs(after.stack(layer)));
      if (!difference.isEmpty()) {
        changes.append(layer).append('\n').append(difference);
      }
    }
    return changes.toString();
  }

  /** Lines are {@code name = value}, sorted: none stands twice. */
  private static String difference(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    StringBuilder lines = new StringBuilder();
    old.stream().filter(line -> !now.contains(line)).forEach(line -> append(lines, '-', line));
    now.stream().filter(line -> !old.contains(line)).forEach(line -> append(lines, '+', line));
    return lines.toString();
  }

  private static void append(StringBuilder lines, char sign, String line) {
    lines.append(sign).append(' ').append(line).append('\n');
  }
}
