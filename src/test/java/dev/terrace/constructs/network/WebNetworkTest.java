package dev.terrace.constructs.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.Cidr;
import dev.terrace.config.Names;
import dev.terrace.spec.NatGateways;
import dev.terrace.spec.web.NetworkSpec;
import dev.terrace.support.SmallStack;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class WebNetworkTest {
  private static SmallStack network(Consumer<WebNetwork> more) {
    NetworkSpec spec =
        new NetworkSpec(
            Cidr.parse("10.0.0.0/16"),
            NatGateways.one,
            List.of(Cidr.parse("10.0.0.0/24")),
            List.of(Cidr.parse("10.0.1.0/24")),
            List.of(Cidr.parse("10.0.2.0/24")));
    return SmallStack.of(
        stack ->
            more.accept(
                new WebNetwork(
                    stack,
                    new WebNetwork.Props(
                        new Names("shop"),
                        "eu-west-1",
                        List.of("eu-west-1a"),
                        spec,
                        "shop.local",
                        new TreeSet<>(List.of(8080, 3000)),
                        30))));
  }

  private static List<String> rules(SmallStack stack) {
    return stack.resources().stream()
        .filter(each -> each.startsWith("aws_vpc_security_group_"))
        .map(each -> each.substring("aws_vpc_security_group_".length()))
        .toList();
  }

  @Test
  void everybody_reaches_the_load_balancer_and_it_alone_reaches_the_services() {
    SmallStack stack = network(network -> {});

    assertThat(rules(stack))
        .containsExactlyInAnyOrder(
            "ingress_rule alb/from-anywhere-tcp-80",
            "ingress_rule alb/from-anywhere-tcp-443",
            "egress_rule alb/to-services-tcp-3000",
            "egress_rule alb/to-services-tcp-8080",
            "ingress_rule services/from-alb-tcp-3000",
            "ingress_rule services/from-alb-tcp-8080",
            "ingress_rule services/from-services-all",
            "egress_rule services/to-anywhere");
    assertThat(stack.resources())
        .contains(
            "aws_flow_log flow-logs/flow-log",
            "aws_service_discovery_private_dns_namespace namespace/namespace",
            "aws_subnet network/data-eu-west-1a",
            "aws_vpc_endpoint vpc-endpoints/s3");
  }

  @Test
  void the_services_alone_reach_a_store_on_its_port() {
    SmallStack stack = network(network -> network.store("database", "PostgreSQL", 5432));

    assertThat(rules(stack))
        .filteredOn(rule -> rule.contains("database"))
        .containsExactly("ingress_rule database/from-services-tcp-5432");
  }

  @Test
  void the_groups_are_found_by_name() {
    network(
        network -> {
          WebNetwork.Refs refs = network.store("redis", "Redis", 6379).refs();
          assertThat(refs.groups()).containsOnlyKeys("alb", "services", "redis");
          assertThat(refs.group("redis")).isNotEqualTo(refs.services());
          assertThatThrownBy(() -> refs.group("cache"))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage("no security group 'cache'; known: [alb, services, redis]");
        });
  }
}
