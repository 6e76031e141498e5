package dev.terrace.constructs.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Names;
import dev.terrace.ref.HostedZoneRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.support.SmallStack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostRoutingTest {
  private static final String CERTIFICATE =
      "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";

  private static HostRouting.Service service(
      String host, Integer priority, boolean asksForLogin, String certificateArn) {
    return new HostRouting.Service(
        "shop-" + host,
        8080,
        "/health",
        List.of(host + ".shop.example", host + ".example.org"),
        priority,
        asksForLogin,
        certificateArn);
  }

  private static SmallStack routing(
      boolean firewall, HostRouting.Service app, HostRouting.Service admin) {
    Map<String, HostRouting.Service> services = new LinkedHashMap<>();
    services.put("app", app);
    services.put("admin", admin);
    return SmallStack.of(
        stack ->
            new HostRouting(
                stack,
                new HostRouting.Props(
                    new Names("shop"),
                    "vpc-1",
                    new ApplicationLoadBalancer.Props(
                        "shop",
                        false,
                        List.of("subnet-1"),
                        new SecurityGroupRef("sg-1"),
                        60,
                        null,
                        false),
                    services,
                    new HostedZoneRef("Z1", "shop.example"),
                    new HostRouting.UserPool("shop-users", "shop-login"),
                    firewall)));
  }

  @Test
  void each_service_has_targets_a_rule_and_records_in_the_zone() {
    SmallStack stack =
        routing(
            false,
            service("app", null, false, CERTIFICATE),
            service("admin", 10, false, CERTIFICATE));

    assertThat(stack.resources())
        .containsExactly(
            "aws_lb load-balancer/load-balancer",
            "aws_lb_listener load-balancer/http-redirect",
            "aws_lb_listener load-balancer/https",
            "aws_lb_listener_rule admin-route/rule-10",
            "aws_lb_target_group admin-targets/group",
            "aws_lb_target_group app-targets/group",
            "aws_route53_record admin-route/record-admin.shop.example",
            "aws_route53_record app-route/record-app.shop.example");
    JsonNode https = stack.resource("aws_lb_listener", "load-balancer/https");
    assertThat(https.path("certificate_arn").asText()).isEqualTo(CERTIFICATE);
    assertThat(https.at("/default_action/0/target_group_arn").asText())
        .contains("aws_lb_target_group.app-targets_group");
    assertThat(
            stack
                .resource("aws_lb_listener_rule", "admin-route/rule-10")
                .at("/condition/0/host_header/values"))
        .hasToString("[\"admin.shop.example\",\"admin.example.org\"]");
  }

  @Test
  void certificates_are_created_where_none_is_given_and_served_by_name() {
    SmallStack stack =
        routing(false, service("app", null, false, CERTIFICATE), service("admin", 10, false, null));

    assertThat(stack.resources())
        .contains(
            "aws_acm_certificate admin-certificate/certificate",
            "aws_lb_listener_certificate load-balancer/certificate-admin")
        .noneMatch(each -> each.contains("app-certificate"));
  }

  @Test
  void a_login_and_a_firewall_are_there_only_where_they_are_asked_for() {
    SmallStack stack =
        routing(
            true,
            service("app", null, false, CERTIFICATE),
            service("admin", 10, true, CERTIFICATE));

    assertThat(stack.resources())
        .contains("aws_cognito_user_pool login/pool", "aws_wafv2_web_acl firewall/acl");
    assertThat(
            stack
                .resource("aws_lb_listener_rule", "admin-route/rule-10")
                .at("/action/0/type")
                .asText())
        .isEqualTo("authenticate-cognito");
  }

  @Test
  void one_service_takes_what_no_rule_takes() {
    assertThatThrownBy(
            () ->
                routing(
                    false,
                    service("app", 20, false, CERTIFICATE),
                    service("admin", 10, false, CERTIFICATE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("every service has a priority: one takes the rest");
  }
}
