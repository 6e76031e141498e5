package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.SecurityRules;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import org.junit.jupiter.api.Test;

class CoderNetworkTest {
  private static final Stack NETWORK =
      Synthesized.environment("coder", "production").stack("network");

  @Test
  void the_vpc_resolves_names_and_gives_host_names() {
    assertThat(NETWORK.count("aws_vpc")).isEqualTo(1);
    assertThat(NETWORK.describe("network/vpc"))
        .isEqualTo(
            """
            cidr_block = 10.0.0.0/16
            enable_dns_hostnames = true
            enable_dns_support = true
            tags.Name = coder-production-vpc
            """);
  }

  @Test
  void six_subnets_lie_in_three_tiers_and_only_the_public_one_has_a_way_in() {
    subnets(NETWORK)
        .assertReads(
            """
            app    | us-west-2a | 10.0.10.0/24 | <network/nat-us-west-2a.id>
            app    | us-west-2b | 10.0.11.0/24 | <network/nat-us-west-2a.id>
            data   | us-west-2a | 10.0.20.0/24 | no way out
            data   | us-west-2b | 10.0.21.0/24 | no way out
            public | us-west-2a | 10.0.0.0/24  | <network/internet-gateway.id>
            public | us-west-2b | 10.0.1.0/24  | <network/internet-gateway.id>
            """);
  }

  @Test
  void no_subnet_gives_public_addresses_by_itself() {
    assertThat(NETWORK.ofType("aws_subnet"))
        .hasSize(6)
        .allSatisfy(
            subnet ->
                assertThat(subnet.body().path("map_public_ip_on_launch").asBoolean(true))
                    .isFalse());
  }

  @Test
  void one_internet_gateway_and_one_nat_gateway_serve_all_zones() {
    assertThat(NETWORK.count("aws_internet_gateway")).isEqualTo(1);
    assertThat(NETWORK.count("aws_nat_gateway")).isEqualTo(1);
    assertThat(NETWORK.count("aws_eip")).isEqualTo(1);
    assertThat(NETWORK.describe("network/nat-us-west-2a"))
        .isEqualTo(
            """
            allocation_id = <network/nat-address-us-west-2a.id>
            depends_on = aws_internet_gateway.network_internet-gateway_E855E801
            subnet_id = <network/public-us-west-2a.id>
            tags.Name = coder-production-nat-us-west-2a
            """);
  }

  @Test
  void with_one_nat_gateway_per_zone_each_app_subnet_leaves_through_its_own() {
    Stack perZone =
        Synthesized.changed(
                "coder",
                "production",
                yaml -> yaml.replace("natGateways: one", "natGateways: onePerZone"))
            .stack("network");

    assertThat(perZone.count("aws_nat_gateway")).isEqualTo(2);
    assertThat(perZone.count("aws_eip")).isEqualTo(2);
    subnets(perZone)
        .assertReads(
            """
            app    | us-west-2a | 10.0.10.0/24 | <network/nat-us-west-2a.id>
            app    | us-west-2b | 10.0.11.0/24 | <network/nat-us-west-2b.id>
            data   | us-west-2a | 10.0.20.0/24 | no way out
            data   | us-west-2b | 10.0.21.0/24 | no way out
            public | us-west-2a | 10.0.0.0/24  | <network/internet-gateway.id>
            public | us-west-2b | 10.0.1.0/24  | <network/internet-gateway.id>
            """);
    // A NAT gateway that is lost with its zone is of no use to the other: each stands in its own.
    assertThat(perZone.describe("network/nat-us-west-2b"))
        .contains("subnet_id = <network/public-us-west-2b.id>\n");
  }

  @Test
  void the_default_security_group_admits_nothing() {
    assertThat(NETWORK.describe("network/default-security-group"))
        .isEqualTo(
            """
            tags.Name = coder-production-default-closed
            vpc_id = <network/vpc.id>
            """);
  }

  @Test
  void ten_endpoints_lead_to_aws_without_the_internet() {
    Table table = new Table();
    for (Resource endpoint : NETWORK.ofType("aws_vpc_endpoint")) {
      table.row(
          endpoint.text("service_name"),
          endpoint.text("vpc_endpoint_type"),
          endpoint.body().path("private_dns_enabled").asBoolean() ? "private DNS" : "route",
          NETWORK.readable(endpoint.body().path("security_group_ids")));
    }
    table
        .sorted()
        .assertReads(
            """
            com.amazonaws.us-west-2.bedrock-runtime   | Interface | private DNS | <endpoints/group.id>
            com.amazonaws.us-west-2.ecr.api           | Interface | private DNS | <endpoints/group.id>
            com.amazonaws.us-west-2.ecr.dkr           | Interface | private DNS | <endpoints/group.id>
            com.amazonaws.us-west-2.ecs               | Interface | private DNS | <endpoints/group.id>
            com.amazonaws.us-west-2.elasticfilesystem | Interface | private DNS | <endpoints/group.id>
            com.amazonaws.us-west-2.logs              | Interface | private DNS | <endpoints/group.id>
            com.amazonaws.us-west-2.s3                | Gateway   | route       |
            com.amazonaws.us-west-2.secretsmanager    | Interface | private DNS | <endpoints/group.id>
            com.amazonaws.us-west-2.ssm               | Interface | private DNS | <endpoints/group.id>
            com.amazonaws.us-west-2.sts               | Interface | private DNS | <endpoints/group.id>
            """);
  }

  @Test
  void the_gateway_endpoint_is_in_every_route_table_and_the_others_in_every_app_subnet() {
    assertThat(NETWORK.readable(NETWORK.at("vpc-endpoints/s3").body().path("route_table_ids")))
        .isEqualTo(
            "<network/public-routes.id>, <network/app-us-west-2a-routes.id>,"
                + " <network/app-us-west-2b-routes.id>, <network/data-routes.id>");
    assertThat(NETWORK.ofType("aws_vpc_endpoint"))
        .filteredOn(endpoint -> endpoint.text("vpc_endpoint_type").equals("Interface"))
        .hasSize(9)
        .allSatisfy(
            endpoint ->
                assertThat(NETWORK.readable(endpoint.body().path("subnet_ids")))
                    .isEqualTo("<network/app-us-west-2a.id>, <network/app-us-west-2b.id>"));
  }

  @Test
  void more_endpoints_come_by_config() {
    Stack more =
        Synthesized.changed(
                "coder",
                "production",
                yaml ->
                    yaml.replace(
                        "    - ssm\n",
                        "    - ssm\n    - ssmmessages\n    - kms\n    - monitoring\n"))
            .stack("network");

    assertThat(more.count("aws_vpc_endpoint")).isEqualTo(13);
    assertThat(more.describe("vpc-endpoints/ssmmessages"))
        .contains("private_dns_enabled = true\n")
        .contains("service_name = com.amazonaws.us-west-2.ssmmessages\n");
  }

  @Test
  void the_rules_are_those_of_the_specification_and_no_other() {
    SecurityRules.table(NETWORK)
        .assertReads(
            """
            alb            | egress  | tcp | 13337 | ecs-workspaces | direct access to workspaces (alb to ecs-workspaces)
            alb            | egress  | tcp | 3000  | ecs-services   | service port 3000 (alb to ecs-services)
            alb            | egress  | tcp | 3030  | ecs-services   | service port 3030 (alb to ecs-services)
            alb            | egress  | tcp | 4000  | ecs-services   | service port 4000 (alb to ecs-services)
            alb            | egress  | tcp | 443   | 0.0.0.0/0      | identity provider of the login
            alb            | egress  | tcp | 7080  | ecs-services   | service port 7080 (alb to ecs-services)
            alb            | egress  | tcp | 8100  | ecs-services   | service port 8100 (alb to ecs-services)
            alb            | egress  | tcp | 8123  | ecs-services   | service port 8123 (alb to ecs-services)
            alb            | egress  | tcp | 9000  | ecs-services   | service port 9000 (alb to ecs-services)
            alb            | ingress | tcp | 443   | 10.0.0.0/16    | HTTPS from the VPC
            ecs-services   | egress  | -1  | all   | 0.0.0.0/0      | everything to anywhere
            ecs-services   | ingress | -1  | all   | ecs-services   | services among themselves (ecs-services to ecs-services)
            ecs-services   | ingress | tcp | 3000  | alb            | service port 3000 (alb to ecs-services)
            ecs-services   | ingress | tcp | 3030  | alb            | service port 3030 (alb to ecs-services)
            ecs-services   | ingress | tcp | 4000  | alb            | service port 4000 (alb to ecs-services)
            ecs-services   | ingress | tcp | 4000  | ecs-workspaces | service port 4000 (ecs-workspaces to ecs-services)
            ecs-services   | ingress | tcp | 7080  | alb            | service port 7080 (alb to ecs-services)
            ecs-services   | ingress | tcp | 8100  | alb            | service port 8100 (alb to ecs-services)
            ecs-services   | ingress | tcp | 8100  | ecs-workspaces | service port 8100 (ecs-workspaces to ecs-services)
            ecs-services   | ingress | tcp | 8123  | alb            | service port 8123 (alb to ecs-services)
            ecs-services   | ingress | tcp | 9000  | alb            | service port 9000 (alb to ecs-services)
            ecs-workspaces | egress  | tcp | 2049  | efs            | shared file system (ecs-workspaces to efs)
            ecs-workspaces | egress  | tcp | 4000  | ecs-services   | service port 4000 (ecs-workspaces to ecs-services)
            ecs-workspaces | egress  | tcp | 443   | 0.0.0.0/0      | HTTPS
            ecs-workspaces | egress  | tcp | 53    | 0.0.0.0/0      | DNS over TCP
            ecs-workspaces | egress  | tcp | 8100  | ecs-services   | service port 8100 (ecs-workspaces to ecs-services)
            ecs-workspaces | egress  | udp | 53    | 0.0.0.0/0      | DNS
            ecs-workspaces | ingress | tcp | 13337 | alb            | direct access to workspaces (alb to ecs-workspaces)
            efs            | ingress | tcp | 2049  | ecs-services   | shared file system (ecs-services to efs)
            efs            | ingress | tcp | 2049  | ecs-workspaces | shared file system (ecs-workspaces to efs)
            endpoints      | ingress | tcp | 443   | 10.0.0.0/16    | AWS APIs from the VPC
            rds            | ingress | tcp | 5432  | ecs-services   | PostgreSQL (ecs-services to rds)
            redis          | ingress | tcp | 6379  | ecs-services   | Redis (ecs-services to redis)
            """);
  }

  @Test
  void a_flow_between_groups_has_a_rule_on_both_sides() {
    assertThat(SecurityRules.missingSides(NETWORK)).isEmpty();
  }

  @Test
  void no_group_has_rules_of_its_own_that_would_fight_with_the_rule_resources() {
    assertThat(NETWORK.ofType("aws_security_group"))
        .hasSize(7)
        .allSatisfy(
            group -> {
              assertThat(group.body().has("ingress")).isFalse();
              assertThat(group.body().has("egress")).isFalse();
              assertThat(group.text("description")).isNotBlank();
            });
  }

  @Test
  void without_direct_access_the_load_balancer_and_the_workspaces_know_nothing_of_each_other() {
    Stack closed =
        Synthesized.changed(
                "coder",
                "production",
                yaml -> yaml.replace("directAccess: true", "directAccess: false"))
            .stack("network");

    assertThat(SecurityRules.lines(closed)).noneMatch(line -> line.contains("13337"));
    assertThat(SecurityRules.lines(closed)).hasSize(SecurityRules.lines(NETWORK).size() - 2);
  }

  @Test
  void without_a_login_the_load_balancer_has_no_way_to_the_internet() {
    Stack open =
        Synthesized.changed("coder", "production", yaml -> yaml.replace(", login: oidc", ""))
            .stack("network");

    assertThat(SecurityRules.lines(open)).noneMatch(line -> line.startsWith("alb egress tcp 443"));
  }

  @Test
  void the_services_names_end_in_the_private_namespace() {
    assertThat(NETWORK.describe("namespace/namespace"))
        .isEqualTo(
            """
            description = Names of the services inside the VPC
            name = coder-production.local
            vpc = <network/vpc.id>
            """);
  }

  @Test
  void the_state_lies_in_the_bucket_and_is_locked_in_the_table() {
    assertThat(NETWORK.describe(NETWORK.tree().at("/terraform/backend")))
        .isEqualTo(
            """
            s3.bucket = coder-terraform-state
            s3.dynamodb_table = terraform-locks
            s3.encrypt = true
            s3.key = coder/production/network.tfstate
            s3.region = us-west-2
            """);
  }

  @Test
  void every_resource_gets_the_tags_of_the_environment() {
    assertThat(NETWORK.describe(NETWORK.tree().path("provider")))
        .isEqualTo(
            """
            aws[0].default_tags[0].tags.Environment = production
            aws[0].default_tags[0].tags.ManagedBy = cdktf
            aws[0].default_tags[0].tags.Project = coder-webide
            aws[0].region = us-west-2
            """);
  }

  /** Tier, zone, block, default route. */
  private static Table subnets(Stack stack) {
    Table table = new Table();
    for (Resource subnet : stack.ofType("aws_subnet")) {
      String tier = subnet.path().split("[/-]", -1)[1];
      table.row(
          tier, subnet.text("availability_zone"), subnet.text("cidr_block"), way(stack, subnet));
    }
    return table.sorted();
  }

  private static String way(Stack stack, Resource subnet) {
    Resource association =
        stack.ofType("aws_route_table_association").stream()
            .filter(each -> each.text("subnet_id").equals(subnet.reference("id")))
            .findFirst()
            .orElseThrow();
    return stack.ofType("aws_route").stream()
        .filter(route -> route.text("route_table_id").equals(association.text("route_table_id")))
        .findFirst()
        .map(
            route -> {
              assertThat(route.text("destination_cidr_block")).isEqualTo("0.0.0.0/0");
              return stack.readable(route.text("gateway_id") + route.text("nat_gateway_id"));
            })
        .orElse("no way out");
  }
}
