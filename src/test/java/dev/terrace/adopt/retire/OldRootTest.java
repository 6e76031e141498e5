package dev.terrace.adopt.retire;

import static dev.terrace.adopt.SampleResources.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OldRootTest {
  @Test
  void a_resource_is_adopted_under_its_own_name() {
    assertThat(
            OldRoot.taken(
                Map.of("aws_vpc.a", 0, "aws_vpc.b", 0), List.of("aws_vpc.a", "aws_vpc.b route x")))
        .containsExactly("aws_vpc.a");
  }

  @Test
  void a_rule_with_two_sources_is_adopted_when_both_are() {
    int parts =
        OldRoot.parts(
            "aws_security_group_rule",
            json(
                "{'type': 'ingress', 'protocol': 'tcp', 'from_port': 443, 'to_port': 443,"
                    + " 'security_group_id': 'sg-1', 'cidr_blocks': ['10.0.0.0/16', '10.1.0.0/16'],"
                    + " 'ipv6_cidr_blocks': null, 'self': false, 'source_security_group_id': null,"
                    + " 'security_group_rule_id': ''}"));
    Map<String, Integer> old = Map.of("aws_security_group_rule.web", parts);
    String one = "aws_security_group_rule.web ingress sgr-1";

    assertThat(parts).isEqualTo(2);
    assertThat(OldRoot.taken(old, List.of(one))).isEmpty();
    assertThat(OldRoot.taken(old, List.of(one, "aws_security_group_rule.web ingress sgr-2")))
        .containsExactly("aws_security_group_rule.web");
  }

  @Test
  void a_rule_with_an_id_is_adopted_under_its_own_name() {
    assertThat(
            OldRoot.parts("aws_security_group_rule", json("{'security_group_rule_id': 'sgr-1'}")))
        .isZero();
  }

  @Test
  void whole_resources_get_removed_blocks_and_single_instances_commands() {
    String text =
        OldRoot.removed(
            "state old",
            List.of("aws_vpc.a", "module.b[\"x\"].aws_s3_bucket.t", "aws_eip.n[0]", "aws_eip.n[1]"),
            Set.of("aws_vpc.a", "module.b[\"x\"].aws_s3_bucket.t", "aws_eip.n[0]"));

    assertThat(text)
        .startsWith(
            """
            # For the root of state old: removes what the stacks adopted from its state.
            # First run the 'terraform state rm' lines at the end of this file in that root:
            # without them, the next apply there destroys those resources.
            # Then copy this file there, remove the resource blocks of these resources from the
            # code, review 'terraform plan' (0 to add, 0 to change, 0 to destroy), apply.
            """)
        .contains("removed {\n  from = aws_vpc.a\n  lifecycle {\n    destroy = false\n  }\n}\n")
        .contains("  from = module.b.aws_s3_bucket.t\n")
        .contains("#   terraform state rm 'aws_eip.n[0]'\n")
        .doesNotContain("aws_eip.n[1]");
  }
}
