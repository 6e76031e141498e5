package dev.terrace.adopt.retire;

import static dev.terrace.adopt.SampleResources.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
  void resources_are_grouped_by_module_and_type() {
    for (String address :
        List.of(
            "module.a[\"x.y\"].module.b[0].aws_subnet.s[\"module.z.q\"]",
            "module.a[\"x.y\"].module.b[0].aws_subnet.s")) {
      assertThat(OldRoot.group(address, OldRoot.type(address)))
          .isEqualTo("module.a.module.b aws_subnet");
    }
    assertThat(OldRoot.group("aws_vpc.v", OldRoot.type("aws_vpc.v"))).isEqualTo("aws_vpc");
    assertThat(OldRoot.group("LogicalId", "aws_vpc")).isEqualTo("aws_vpc");
  }

  private static String removed(Map<String, Set<String>> old, String... taken) {
    return OldRoot.removed("state old", old, Set.of(taken));
  }

  private static Map<String, Set<String>> alone(String... addresses) {
    return Arrays.stream(addresses).collect(Collectors.toMap(a -> a, a -> Set.of()));
  }

  @Test
  void whole_resources_get_removed_blocks_and_single_instances_a_command() {
    String text =
        removed(
            alone("aws_vpc.a", "aws_eip.n[0]", "aws_eip.n[1]", "aws_eip.n[2]"),
            "aws_vpc.a",
            "aws_eip.n[0]",
            "aws_eip.n[1]");

    assertThat(text)
        .isEqualTo(
            """
            # For the root of state old: removes what the stacks adopted from its state.
            # First run the 'terraform state rm' command at the end of this file in that root:
            # without it, the next apply there destroys those resources.
            # Then copy this file there, remove the blocks
            # of these resources and the calls of these modules from the code, review 'terraform
            # plan' (0 to add, 0 to change, 0 to destroy), apply.

            removed {
              from = aws_vpc.a
              lifecycle {
                destroy = false
              }
            }

            # A 'removed' block cannot express these: other instances of the resource remain, or a
            # module still declares it. One command holds the lock of the state throughout:
            #
            #   terraform state rm \\
            #     'aws_eip.n[0]' \\
            #     'aws_eip.n[1]'
            """);
  }

  @Test
  void a_module_that_is_adopted_whole_leaves_with_its_call() {
    String text =
        removed(
            alone(
                "module.vpc[\"x.y\"].aws_vpc.this[0]",
                "module.vpc[\"x.y\"].module.nat.aws_eip.e",
                "module.vpc[\"x.y\"].random_id.suffix"),
            "module.vpc[\"x.y\"].aws_vpc.this[0]",
            "module.vpc[\"x.y\"].module.nat.aws_eip.e");

    assertThat(text)
        .containsOnlyOnce("removed {")
        .contains("  from = module.vpc\n")
        .doesNotContain("terraform state rm");
  }

  @Test
  void a_module_that_keeps_resources_gets_a_command_and_a_warning() {
    String text =
        removed(
            alone("module.vpc.aws_vpc.this[0]", "module.vpc.aws_flow_log.f", "module.a.aws_eip.e"),
            "module.vpc.aws_vpc.this[0]");

    assertThat(text)
        .doesNotContain("removed {")
        .contains("#   terraform state rm \\\n#     'module.vpc.aws_vpc.this[0]'\n")
        .endsWith(
            """
            # Let nobody apply this root in between: the code of these modules still declares what
            # leaves, so the next apply would create it a second time. Change their inputs or their
            # code until 'terraform plan' creates nothing; see "Modules" in Terrace's recipe "Adopt
            # from Terraform".
            #   module.vpc keeps 1 of 2 resources
            """);
  }

  @Test
  void what_remains_and_depends_on_what_leaves_is_listed() {
    String text =
        removed(
            Map.of(
                "module.vpc.aws_subnet.app[0]", Set.of("module.vpc.aws_vpc.this"),
                "module.vpc.aws_vpc.this", Set.of(),
                "module.app[\"a\"].aws_instance.i",
                    Set.of("module.vpc.aws_subnet.app", "module.vpc.aws_vpc.this"),
                "aws_s3_bucket.b", Set.of("aws_kms_key.k"),
                "aws_kms_key.k", Set.of()),
            "module.vpc.aws_vpc.this",
            "module.vpc.aws_subnet.app[0]");

    assertThat(text)
        .contains(
            """
            # These remain and depend on what leaves, directly or through a module's outputs: give
            # them ids, variables or data sources first.
            #   module.app.aws_instance.i: module.vpc.aws_subnet.app, module.vpc.aws_vpc.this
            """)
        .doesNotContain("aws_s3_bucket");
  }
}
