package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.SecurityRules;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrchaNetworkTest {
  private static final Stack NETWORK = Synthesized.environment("orcha", "prod").stack("network");

  @Test
  void the_vpc_resolves_names_and_gives_host_names() {
    assertThat(NETWORK.count("aws_vpc")).isEqualTo(1);
    assertThat(NETWORK.describe("network/vpc"))
        .isEqualTo(
            """
            cidr_block = 10.0.0.0/16
            enable_dns_hostnames = true
            enable_dns_support = true
            tags.Name = v1-orcha-vpc
            """);
  }

  @Test
  void both_zones_have_a_public_and_a_private_subnet_and_only_the_public_one_has_a_way_out() {
    Table table = new Table();
    for (Resource subnet : NETWORK.ofType("aws_subnet")) {
      assertThat(NETWORK.readable(subnet.text("vpc_id"))).isEqualTo("<network/vpc.id>");
      table.row(
          subnet.body().at("/tags/Name").asText(),
          subnet.text("availability_zone"),
          subnet.text("cidr_block"),
          subnet.text("map_public_ip_on_launch"),
          way(subnet));
    }
    table.assertReads(
        """
        v1-orcha-app-eu-central-1a    | eu-central-1a | 10.0.10.0/24 | false | <network/app-eu-central-1a-routes.id> no way out
        v1-orcha-app-eu-central-1b    | eu-central-1b | 10.0.11.0/24 | false | <network/app-eu-central-1b-routes.id> no way out
        v1-orcha-public-eu-central-1a | eu-central-1a | 10.0.0.0/24  | false | <network/public-routes.id> 0.0.0.0/0 to <network/internet-gateway.id>
        v1-orcha-public-eu-central-1b | eu-central-1b | 10.0.1.0/24  | false | <network/public-routes.id> 0.0.0.0/0 to <network/internet-gateway.id>
        """);
  }

  @Test
  void there_is_one_internet_gateway_one_route_and_no_nat_gateway() {
    assertThat(NETWORK.describe("network/internet-gateway"))
        .isEqualTo(
            """
            tags.Name = v1-orcha-igw
            vpc_id = <network/vpc.id>
            """);
    assertThat(NETWORK.count("aws_internet_gateway")).isEqualTo(1);
    assertThat(NETWORK.count("aws_route")).isEqualTo(1);
    assertThat(NETWORK.count("aws_route_table")).isEqualTo(3);
    assertThat(NETWORK.count("aws_route_table_association")).isEqualTo(4);
    assertThat(NETWORK.count("aws_nat_gateway")).isZero();
    assertThat(NETWORK.count("aws_eip")).isZero();
    assertThat(NETWORK.count("aws_vpc_endpoint")).isZero();
  }

  @Test
  void the_default_security_group_admits_nothing() {
    assertThat(NETWORK.describe("network/default-security-group"))
        .isEqualTo(
            """
            tags.Name = v1-orcha-default-closed
            vpc_id = <network/vpc.id>
            """);
  }

  @Test
  void the_rules_are_those_of_the_specification_and_no_other() {
    SecurityRules.table(NETWORK)
        .assertReads(
            """
            alb-sg       | egress  | tcp | 443  | 0.0.0.0/0    | Cognito, for the login
            alb-sg       | egress  | tcp | 7777 | ec2-sg       | admin (alb-sg to ec2-sg)
            alb-sg       | egress  | tcp | 8888 | ec2-sg       | app (alb-sg to ec2-sg)
            alb-sg       | egress  | tcp | 9999 | ec2-sg       | link (alb-sg to ec2-sg)
            alb-sg       | ingress | tcp | 443  | 0.0.0.0/0    | HTTPS from the internet
            alb-sg       | ingress | tcp | 80   | 0.0.0.0/0    | HTTP from the internet, redirected to HTTPS
            codebuild-sg | egress  | -1  | all  | 0.0.0.0/0    | everything to anywhere
            ec2-sg       | egress  | -1  | all  | 0.0.0.0/0    | everything to anywhere
            ec2-sg       | ingress | tcp | 7777 | alb-sg       | admin (alb-sg to ec2-sg)
            ec2-sg       | ingress | tcp | 8888 | alb-sg       | app (alb-sg to ec2-sg)
            ec2-sg       | ingress | tcp | 9999 | alb-sg       | link (alb-sg to ec2-sg)
            rds-sg       | ingress | tcp | 5432 | codebuild-sg | PostgreSQL (codebuild-sg to rds-sg)
            rds-sg       | ingress | tcp | 5432 | ec2-sg       | PostgreSQL (ec2-sg to rds-sg)
            """);
  }

  @Test
  void a_flow_between_groups_has_a_rule_on_both_sides() {
    assertThat(SecurityRules.missingSides(NETWORK)).isEmpty();
  }

  @Test
  void the_groups_have_names_and_descriptions_and_no_rules_of_their_own() {
    Table table = new Table();
    for (Resource group : NETWORK.ofType("aws_security_group")) {
      table.row(group.path(), NETWORK.describe(group.path()).replace("\n", "; "));
    }
    table.assertReads(
        """
        alb-sg/group       | description = Load balancer; name = v1-orcha-alb-sg; tags.Name = v1-orcha-alb-sg; vpc_id = <network/vpc.id>;
        codebuild-sg/group | description = Builds; name = v1-orcha-codebuild-sg; tags.Name = v1-orcha-codebuild-sg; vpc_id = <network/vpc.id>;
        ec2-sg/group       | description = Instances of the application; name = v1-orcha-ec2-sg; tags.Name = v1-orcha-ec2-sg; vpc_id = <network/vpc.id>;
        rds-sg/group       | description = PostgreSQL; name = v1-orcha-rds-sg; tags.Name = v1-orcha-rds-sg; vpc_id = <network/vpc.id>;
        """);
  }

  @Test
  void without_a_login_the_load_balancer_has_no_way_to_the_internet() {
    Stack open =
        Synthesized.changed("orcha", "prod", yaml -> yaml.replace("    login: cognito\n", ""))
            .stack("network");

    SecurityRules.table(open)
        .assertReads(
            """
            alb-sg       | egress  | tcp | 7777 | ec2-sg       | admin (alb-sg to ec2-sg)
            alb-sg       | egress  | tcp | 8888 | ec2-sg       | app (alb-sg to ec2-sg)
            alb-sg       | egress  | tcp | 9999 | ec2-sg       | link (alb-sg to ec2-sg)
            alb-sg       | ingress | tcp | 443  | 0.0.0.0/0    | HTTPS from the internet
            alb-sg       | ingress | tcp | 80   | 0.0.0.0/0    | HTTP from the internet, redirected to HTTPS
            codebuild-sg | egress  | -1  | all  | 0.0.0.0/0    | everything to anywhere
            ec2-sg       | egress  | -1  | all  | 0.0.0.0/0    | everything to anywhere
            ec2-sg       | ingress | tcp | 7777 | alb-sg       | admin (alb-sg to ec2-sg)
            ec2-sg       | ingress | tcp | 8888 | alb-sg       | app (alb-sg to ec2-sg)
            ec2-sg       | ingress | tcp | 9999 | alb-sg       | link (alb-sg to ec2-sg)
            rds-sg       | ingress | tcp | 5432 | codebuild-sg | PostgreSQL (codebuild-sg to rds-sg)
            rds-sg       | ingress | tcp | 5432 | ec2-sg       | PostgreSQL (ec2-sg to rds-sg)
            """);
  }

  @Test
  void the_zone_is_made_here_and_delegated_from_elsewhere() {
    assertThat(NETWORK.count("aws_route53_zone")).isEqualTo(1);
    assertThat(NETWORK.count("aws_route53_record")).isZero();
    assertThat(NETWORK.describe("zone"))
        .isEqualTo(
            """
            comment = Delegated from the management account
            name = prod.getorcha.com
            """);
  }

  @Test
  void the_outputs_say_what_the_delegation_needs() {
    assertThat(outputs(NETWORK))
        .isEqualTo(
            """
            vpc_id = <network/vpc.id> (VPC)
            zone_id = <zone.zone_id> (Hosted zone prod.getorcha.com)
            zone_name_servers = ${join(" ", <zone.name_servers>)} (What prod.getorcha.com is delegated to in the management account)
            """);
  }

  @Test
  void the_state_lies_in_the_bucket_and_is_locked_in_the_table() {
    assertThat(NETWORK.describe(NETWORK.tree().at("/terraform/backend")))
        .isEqualTo(
            """
            s3.bucket = v1-orcha-terraform-state-700558745280
            s3.dynamodb_table = v1-orcha-terraform-locks
            s3.encrypt = true
            s3.key = orcha/prod/network.tfstate
            s3.region = eu-central-1
            """);
  }

  /** The outputs for people, a line each; those between stacks have names of cdktf's. */
  static String outputs(Stack stack) {
    StringBuilder text = new StringBuilder();
    stack.tree().path("output").properties().stream()
        .filter(output -> !output.getKey().startsWith("cross-stack-output"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            output -> {
              JsonNode body = output.getValue();
              text.append(output.getKey())
                  .append(" = ")
                  .append(stack.readable(body.path("value")))
                  .append(" (")
                  .append(stack.readable(body.path("description")))
                  .append(")\n");
              assertThat(body.path("sensitive").asBoolean()).isFalse();
            });
    return text.toString();
  }

  private static String way(Resource subnet) {
    Resource association =
        NETWORK.ofType("aws_route_table_association").stream()
            .filter(each -> each.text("subnet_id").equals(subnet.reference("id")))
            .findFirst()
            .orElseThrow();
    String routes = association.text("route_table_id");
    return NETWORK.readable(routes)
        + " "
        + NETWORK.ofType("aws_route").stream()
            .filter(route -> route.text("route_table_id").equals(routes))
            .findFirst()
            .map(
                route ->
                    route.text("destination_cidr_block")
                        + " to "
                        + NETWORK.readable(route.text("gateway_id")))
            .orElse("no way out");
  }
}
