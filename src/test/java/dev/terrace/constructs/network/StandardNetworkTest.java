package dev.terrace.constructs.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Cidr;
import dev.terrace.config.Names;
import dev.terrace.constructs.network.SecurityGroup.Egress;
import dev.terrace.constructs.network.SecurityGroup.Everybody;
import dev.terrace.constructs.network.StandardNetwork.Endpoints;
import dev.terrace.spec.FlowLogs;
import dev.terrace.spec.NatGateways;
import dev.terrace.support.SmallStack;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StandardNetworkTest {
  private static final Port POSTGRES = Port.tcp(5432);

  private static SmallStack network(
      FlowLogs flowLogs, Endpoints endpoints, Consumer<StandardNetwork> more) {
    return SmallStack.of(
        stack ->
            more.accept(
                new StandardNetwork(
                    stack,
                    new StandardNetwork.Props(
                        new Names("shop"),
                        "eu-west-1",
                        Cidr.parse("10.0.0.0/16"),
                        List.of("eu-west-1a"),
                        new StandardNetwork.Tiers(
                            List.of(Cidr.parse("10.0.0.0/24")),
                            List.of(Cidr.parse("10.0.1.0/24")),
                            List.of()),
                        NatGateways.none,
                        new StandardNetwork.Logging(flowLogs, 30),
                        endpoints,
                        "-sg"))));
  }

  private static SmallStack groups(Consumer<SecurityGroups> more) {
    return network(
        FlowLogs.none,
        Endpoints.none(),
        network ->
            more.accept(
                network
                    .groups()
                    .add("web", "Services", Egress.DECLARED)
                    .add("db", "PostgreSQL", Egress.DECLARED)
                    .add("job", "Jobs", Egress.ALL)));
  }

  private static List<String> rules(SmallStack stack) {
    return stack.resources().stream()
        .filter(each -> each.startsWith("aws_vpc_security_group_"))
        .map(each -> each.substring("aws_vpc_security_group_".length()))
        .toList();
  }

  @Test
  void without_flow_logs_and_endpoints_there_is_the_vpc_alone() {
    assertThat(network(FlowLogs.none, Endpoints.none(), network -> {}).resources())
        .allMatch(each -> each.matches("\\w+ network/.*"))
        .contains("aws_vpc network/vpc", "aws_subnet network/app-eu-west-1a");
  }

  @Test
  void flow_logs_lie_next_to_the_network() {
    assertThat(network(FlowLogs.all, Endpoints.none(), network -> {}).resources())
        .contains("aws_flow_log flow-logs/flow-log", "aws_iam_role flow-logs/role/role");
  }

  @Test
  void interface_endpoints_have_a_group_that_the_vpc_reaches() {
    SmallStack stack =
        network(
            FlowLogs.none,
            new Endpoints(List.of("s3"), List.of("ecr.api"), "Endpoints"),
            network -> {});

    assertThat(stack.resources())
        .contains("aws_vpc_endpoint vpc-endpoints/s3", "aws_vpc_endpoint vpc-endpoints/ecr.api")
        .contains("aws_security_group endpoints-sg/group");
    assertThat(
            stack
                .resource("aws_vpc_security_group_ingress_rule", "endpoints-sg/from-vpc-tcp-443")
                .path("cidr_ipv4")
                .asText())
        .isEqualTo("10.0.0.0/16");
  }

  @Test
  void gateway_endpoints_need_no_group() {
    assertThat(
            network(FlowLogs.none, new Endpoints(List.of("s3"), List.of(), null), network -> {})
                .resources())
        .contains("aws_vpc_endpoint vpc-endpoints/s3")
        .noneMatch(each -> each.startsWith("aws_security_group "));
  }

  @Test
  void a_flow_creates_the_rule_on_both_sides() {
    SmallStack stack = groups(groups -> groups.flow("web", "db", POSTGRES, "PostgreSQL"));

    assertThat(rules(stack))
        .containsExactly(
            "egress_rule job-sg/to-anywhere",
            "egress_rule web-sg/to-db-sg-tcp-5432",
            "ingress_rule db-sg/from-web-sg-tcp-5432");
    JsonNode ingress =
        stack.resource("aws_vpc_security_group_ingress_rule", "db-sg/from-web-sg-tcp-5432");
    assertThat(ingress.path("description").asText()).isEqualTo("PostgreSQL (web-sg to db-sg)");
    assertThat(ingress.path("referenced_security_group_id").asText()).contains("web-sg_group");
  }

  @Test
  void a_group_that_reaches_everything_gets_no_rule_of_a_flow() {
    assertThat(rules(groups(groups -> groups.flow("job", "db", POSTGRES, "PostgreSQL"))))
        .containsExactly(
            "egress_rule job-sg/to-anywhere", "ingress_rule db-sg/from-job-sg-tcp-5432");
  }

  @Test
  void everybody_gets_in_where_no_blocks_are_given() {
    Everybody everybody = new Everybody("internet", "HTTPS from the internet");
    assertThat(
            rules(
                groups(
                    groups ->
                        groups
                            .get("web")
                            .allowFromCidrs(List.of(), Port.tcp(443), "HTTPS", everybody))))
        .contains("ingress_rule web-sg/from-internet-tcp-443");
    assertThat(
            rules(
                groups(
                    groups ->
                        groups
                            .get("web")
                            .allowFromCidrs(
                                List.of(Cidr.parse("192.0.2.0/24")),
                                Port.tcp(443),
                                "HTTPS",
                                everybody))))
        .contains("ingress_rule web-sg/from-192-0-2-0-24-tcp-443")
        .doesNotContain("ingress_rule web-sg/from-internet-tcp-443");
  }

  @Test
  void a_group_that_was_not_added_is_named() {
    assertThatThrownBy(() -> groups(groups -> groups.flow("web", "cache", POSTGRES, "Redis")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no security group 'cache'; known: [web, db, job]");
  }
}
