package dev.terrace.systems.alva;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.SecurityRules;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import org.junit.jupiter.api.Test;

class AlvaNetworkTest {
  private static final Stack NETWORK = Synthesized.environment("alva", "staging").stack("network");

  @Test
  void both_zones_have_a_public_and_a_private_subnet_and_one_nat_gateway_serves_them() {
    Table table = new Table();
    for (Resource subnet : NETWORK.ofType("aws_subnet")) {
      table.row(subnet.path(), subnet.text("availability_zone"), subnet.text("cidr_block"));
    }
    table.assertReads(
        """
        network/app-us-east-1a    | us-east-1a | 10.20.10.0/24
        network/app-us-east-1b    | us-east-1b | 10.20.11.0/24
        network/public-us-east-1a | us-east-1a | 10.20.0.0/24
        network/public-us-east-1b | us-east-1b | 10.20.1.0/24
        """);
    assertThat(NETWORK.count("aws_internet_gateway")).isEqualTo(1);
    assertThat(NETWORK.count("aws_nat_gateway")).isEqualTo(1);
    for (String zone : new String[] {"us-east-1a", "us-east-1b"}) {
      assertThat(NETWORK.describe("network/app-" + zone + "-default-route"))
          .isEqualTo(
              """
              destination_cidr_block = 0.0.0.0/0
              nat_gateway_id = <network/nat-us-east-1a.id>
              route_table_id = <network/app-%s-routes.id>
              """
                  .formatted(zone));
    }
  }

  @Test
  void who_may_reach_whom() {
    SecurityRules.table(NETWORK)
        .assertReads(
            """
            alb   | egress  | tcp | 3000 | ecs       | service web (alb to ecs)
            alb   | egress  | tcp | 3001 | ecs       | service api (alb to ecs)
            alb   | egress  | tcp | 3002 | ecs       | service auth (alb to ecs)
            alb   | egress  | tcp | 3003 | ecs       | service admin (alb to ecs)
            alb   | ingress | tcp | 443  | 0.0.0.0/0 | HTTPS from anywhere
            alb   | ingress | tcp | 80   | 0.0.0.0/0 | HTTP from anywhere
            ecs   | egress  | -1  | all  | 0.0.0.0/0 | everything to anywhere
            ecs   | ingress | -1  | all  | ecs       | services among themselves (ecs to ecs)
            ecs   | ingress | tcp | 3000 | alb       | service web (alb to ecs)
            ecs   | ingress | tcp | 3001 | alb       | service api (alb to ecs)
            ecs   | ingress | tcp | 3002 | alb       | service auth (alb to ecs)
            ecs   | ingress | tcp | 3003 | alb       | service admin (alb to ecs)
            rds   | ingress | tcp | 5432 | ecs       | PostgreSQL (ecs to rds)
            redis | ingress | tcp | 6379 | ecs       | Redis (ecs to redis)
            """);
    assertThat(SecurityRules.missingSides(NETWORK)).isEmpty();
  }

  @Test
  void names_of_the_services_end_in_the_namespace() {
    assertThat(NETWORK.describe("namespace/namespace"))
        .isEqualTo(
            """
            description = Names of the services inside the VPC
            name = alva-staging.local
            vpc = <network/vpc.id>
            """);
  }

  @Test
  void production_has_a_nat_gateway_in_each_zone() {
    assertThat(
            Synthesized.environment("alva", "production").stack("network").count("aws_nat_gateway"))
        .isEqualTo(2);
  }
}
