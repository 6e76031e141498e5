package dev.terrace.adopt.source;

import static dev.terrace.adopt.SampleResources.existing;
import static dev.terrace.adopt.SampleResources.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.Origin;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AwsLookupTest {
  private static final ExistingResource GROUP =
      existing("aws_security_group.web", "{'id': 'sg-1'}");
  private static final ExistingResource SECRET =
      existing("aws_secretsmanager_secret.s", "{'id': 'arn:s', 'arn': 'arn:s'}");
  private static final ExistingResource ADDRESS =
      new ExistingResource(
          "aws_eip",
          "NatAddress",
          new Origin.CloudFormation("Orcha"),
          json("{'public_ip': '203.0.113.7'}"),
          Optional.empty());

  @Test
  void without_unknown_data_there_is_no_lookup() {
    assertThat(
            AwsLookup.root(
                "us-west-2", List.of(existing("aws_vpc.v", "{'id': 'vpc-1'}")), List.of()))
        .isEmpty();
  }

  @Test
  void rules_versions_and_addresses_are_read_but_no_value() {
    assertThat(AwsLookup.root("us-west-2", List.of(GROUP, SECRET), List.of(GROUP, ADDRESS)))
        .contains(
            json(
                "{'terraform': {'required_providers': {'aws': {'source': 'hashicorp/aws',"
                    + " 'version': '~> 5.100'}}}, 'provider': {'aws': [{'region': 'us-west-2'}]},"
                    + " 'data': {'aws_vpc_security_group_rules': {'groups': {'filter': [{'name':"
                    + " 'group-id', 'values': ['sg-1']}]}}, 'aws_vpc_security_group_rule': {'rule':"
                    + " {'for_each': '${toset(data.aws_vpc_security_group_rules.groups.ids)}',"
                    + " 'security_group_rule_id': '${each.value}'}},"
                    + " 'aws_secretsmanager_secret_versions': {'secret': {'for_each':"
                    + " '${toset([\\\"arn:s\\\"])}', 'secret_id': '${each.value}'}}, 'aws_eips':"
                    + " {'addresses': {'filter': [{'name': 'public-ip', 'values':"
                    + " ['203.0.113.7']}]}}, 'aws_eip': {'address': {'for_each':"
                    + " '${toset(data.aws_eips.addresses.allocation_ids)}', 'id':"
                    + " '${each.value}'}}}, 'output': {'found': {'value': {'rules':"
                    + " '${data.aws_vpc_security_group_rule.rule}', 'secrets':"
                    + " '${data.aws_secretsmanager_secret_versions.secret}', 'addresses':"
                    + " '${data.aws_eip.address}'}}}}"));
  }

  private static List<ExistingResource> completed(String found, List<ExistingResource> existing) {
    return AwsLookup.completed(
        json("{'planned_values': {'outputs': {'found': {'value': " + found + "}}}}"),
        List.of(GROUP, SECRET),
        existing);
  }

  private static final String RULE =
      "{'rules': {'sgr-1': {'security_group_id': 'sg-1', 'is_egress': false, 'ip_protocol': 'tcp',"
          + " 'from_port': 443, 'to_port': 443, 'cidr_ipv4': '10.0.0.0/16', 'cidr_ipv6': ''}}}";

  @Test
  void an_inline_rule_is_named_after_its_group() {
    assertThat(completed(RULE, List.of(GROUP)))
        .extracting(
            ExistingResource::type, ExistingResource::name, each -> each.importId().orElse(""))
        .containsExactly(
            tuple("aws_security_group", "aws_security_group.web", ""),
            tuple(
                "aws_vpc_security_group_ingress_rule",
                "aws_security_group.web ingress sgr-1",
                "sgr-1"));
  }

  @Test
  void a_rule_of_a_legacy_rule_is_named_after_the_legacy_rule() {
    ExistingResource rule =
        existing(
            "aws_security_group_rule.https",
            "{'type': 'ingress', 'protocol': 'tcp', 'from_port': 443, 'to_port': 443,"
                + " 'security_group_id': 'sg-1', 'cidr_blocks': ['10.0.0.0/16', '10.1.0.0/16']}");

    assertThat(completed(RULE, List.of(GROUP, rule)))
        .last()
        .extracting(ExistingResource::name)
        .isEqualTo("aws_security_group_rule.https ingress sgr-1");
  }

  @Test
  void the_current_version_of_a_secret_is_found() {
    assertThat(
            completed(
                "{'secrets': {'arn:s': {'versions': [{'version_id': 'v0', 'version_stages':"
                    + " ['AWSPREVIOUS']}, {'version_id': 'v1', 'version_stages':"
                    + " ['AWSCURRENT']}]}}}",
                List.of()))
        .singleElement()
        .isEqualTo(
            new ExistingResource(
                "aws_secretsmanager_secret_version",
                "aws_secretsmanager_secret.s version v1",
                SECRET.origin(),
                json("{'id': 'arn:s|v1', 'secret_id': 'arn:s', 'version_id': 'v1'}"),
                Optional.of("arn:s|v1")));
  }

  @Test
  void an_elastic_ip_with_only_an_address_gets_its_allocation_id() {
    assertThat(
            completed(
                "{'addresses': {'eipalloc-1': {'id': 'eipalloc-1', 'public_ip': '203.0.113.7',"
                    + " 'domain': 'vpc', 'tags': {'Name': 'nat'}}}}",
                List.of(ADDRESS)))
        .singleElement()
        .isEqualTo(
            new ExistingResource(
                "aws_eip",
                "NatAddress",
                ADDRESS.origin(),
                json(
                    "{'public_ip': '203.0.113.7', 'id': 'eipalloc-1', 'domain': 'vpc', 'tags':"
                        + " {'Name': 'nat'}, 'allocation_id': 'eipalloc-1'}"),
                Optional.of("eipalloc-1")));
  }

  @Test
  void an_address_that_aws_does_not_know_remains_unchanged() {
    assertThat(completed("{}", List.of(ADDRESS))).containsExactly(ADDRESS);
  }

  private static final ExistingResource DATABASE =
      existing("aws_db_instance.main", "{'id': 'db-ABC', 'identifier': 'orcha-db'}");

  @Test
  void log_groups_of_a_database_are_read_by_its_identifier() {
    assertThat(AwsLookup.root("us-west-2", List.of(DATABASE), List.of(DATABASE)))
        .hasValueSatisfying(
            root -> {
              assertThat(root.path("data"))
                  .isEqualTo(
                      json(
                          "{'aws_cloudwatch_log_groups': {'database': {'for_each':"
                              + " '${toset([\\\"orcha-db\\\"])}', 'log_group_name_prefix':"
                              + " '/aws/rds/instance/${each.value}/'}}}"));
              assertThat(root.at("/output/found/value"))
                  .isEqualTo(json("{'logs': '${data.aws_cloudwatch_log_groups.database}'}"));
            });
  }

  @Test
  void a_log_group_that_RDS_has_created_is_named_after_its_database() {
    ExistingResource described =
        existing(
            "aws_cloudwatch_log_group.upgrade", "{'name': '/aws/rds/instance/orcha-db/upgrade'}");
    JsonNode plan =
        json(
            "{'planned_values': {'outputs': {'found': {'value': {'logs': {'orcha-db':"
                + " {'log_group_names': ['/aws/rds/instance/orcha-db/postgresql',"
                + " '/aws/rds/instance/orcha-db/upgrade']}}}}}}}");

    assertThat(AwsLookup.completed(plan, List.of(DATABASE), List.of(DATABASE, described)))
        .containsExactly(
            DATABASE,
            described,
            new ExistingResource(
                "aws_cloudwatch_log_group",
                "aws_db_instance.main log group /aws/rds/instance/orcha-db/postgresql",
                DATABASE.origin(),
                json(
                    "{'id': '/aws/rds/instance/orcha-db/postgresql', 'name':"
                        + " '/aws/rds/instance/orcha-db/postgresql'}"),
                Optional.of("/aws/rds/instance/orcha-db/postgresql")));
  }
}
