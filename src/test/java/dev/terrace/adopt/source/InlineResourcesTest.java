package dev.terrace.adopt.source;

import static dev.terrace.adopt.SampleResources.desired;
import static dev.terrace.adopt.SampleResources.existing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.match.MatchResult;
import dev.terrace.adopt.match.ResourceMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InlineResourcesTest {
  @Test
  void a_legacy_bucket_becomes_a_bucket_and_a_resource_for_each_setting() {
    assertThat(
            InlineResources.of(
                existing(
                    "aws_s3_bucket.logs",
                    "{'bucket': 'logs', 'versioning': [{'enabled': true}], 'lifecycle_rule':"
                        + " [{'id': 'expire'}], 'cors_rule': [], 'logging': null,"
                        + " 'server_side_encryption_configuration': [{'rule': [{'x': 1}]}],"
                        + " 'policy': '{}'}")))
        .extracting(
            ExistingResource::type, ExistingResource::name, part -> part.importId().orElse("-"))
        .containsExactly(
            tuple("aws_s3_bucket", "aws_s3_bucket.logs", "-"),
            tuple("aws_s3_bucket_versioning", "aws_s3_bucket.logs versioning", "logs"),
            tuple(
                "aws_s3_bucket_server_side_encryption_configuration",
                "aws_s3_bucket.logs encryption",
                "logs"),
            tuple(
                "aws_s3_bucket_lifecycle_configuration",
                "aws_s3_bucket.logs lifecycle_rule",
                "logs"),
            tuple("aws_s3_bucket_policy", "aws_s3_bucket.logs policy", "logs"));
  }

  @Test
  void a_legacy_role_becomes_a_role_its_attachments_and_its_policies() {
    assertThat(
            InlineResources.of(
                existing(
                    "aws_iam_role.task",
                    "{'name': 'task', 'managed_policy_arns': ['arn:aws:iam::aws:policy/X'],"
                        + " 'inline_policy': [{'name': 'logs', 'policy': '{}'}]}")))
        .extracting(ExistingResource::type, part -> part.importId().orElse("-"))
        .containsExactly(
            tuple("aws_iam_role", "-"),
            tuple("aws_iam_role_policy_attachment", "task/arn:aws:iam::aws:policy/X"),
            tuple("aws_iam_role_policy", "task:logs"));
  }

  @Test
  void a_rule_with_two_sources_requires_a_lookup() {
    assertThat(
            InlineResources.of(
                existing(
                    "aws_security_group_rule.web",
                    "{'type': 'ingress', 'cidr_blocks': ['10.0.0.0/16', '10.1.0.0/16']}")))
        .hasSize(1);
  }

  @Test
  void a_legacy_rule_and_a_route_inside_a_table_are_imported() {
    List<ExistingResource> parts =
        InlineResources.of(
            existing(
                "aws_security_group_rule.https",
                "{'type': 'ingress', 'protocol': 'tcp', 'from_port': 443, 'to_port': 443,"
                    + " 'security_group_id': 'sg-1', 'security_group_rule_id': 'sgr-1',"
                    + " 'cidr_blocks': ['10.0.0.0/16'], 'self': false}"));
    List<ExistingResource> routes =
        InlineResources.of(
            existing(
                "aws_route_table.t",
                "{'id': 'rtb-1', 'route': [{'cidr_block': '0.0.0.0/0', 'gateway_id': 'igw-1'}]}"));

    assertThat(parts.get(1).type()).isEqualTo("aws_vpc_security_group_ingress_rule");
    assertThat(parts.get(1).importId()).isEqualTo(Optional.of("sgr-1"));
    assertThat(parts.get(1).attributes().path("cidr_ipv4").asText()).isEqualTo("10.0.0.0/16");
    assertThat(routes.get(1).describe())
        .isEqualTo("aws_route_table.t route 0.0.0.0/0 (state legacy)");
    assertThat(routes.get(1).importId()).isEqualTo(Optional.of("rtb-1_0.0.0.0/0"));
  }

  @Test
  void an_inline_resource_with_its_own_state_is_moved_not_imported() {
    ExistingResource own =
        existing(
            "aws_route.own",
            "{'id': 'r-1', 'route_table_id': 'rtb-1', 'destination_cidr_block': '0.0.0.0/0'}");
    List<ExistingResource> existing =
        new ArrayList<>(
            InlineResources.of(
                existing(
                    "aws_route_table.t",
                    "{'id': 'rtb-1', 'route': [{'cidr_block': '0.0.0.0/0'}]}")));
    existing.add(own);

    MatchResult result =
        ResourceMatcher.match(
            List.of(
                desired(
                    "aws_route.r",
                    "{'route_table_id': 'rtb-1', 'destination_cidr_block': '0.0.0.0/0'}")),
            existing,
            List.of());

    assertThat(result.matches().get(0).existing()).isEqualTo(own);
  }
}
