package dev.terrace.adopt.match;

import static dev.terrace.adopt.SampleResources.desired;
import static dev.terrace.adopt.SampleResources.existing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.adopt.ExistingResource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResourceMatcherTest {
  private static MatchResult match(List<DesiredResource> desired, List<ExistingResource> existing) {
    return ResourceMatcher.match(desired, existing, List.of());
  }

  /** {@code desired <- existing (confidence: reason)}. */
  private static List<String> matches(MatchResult matching) {
    return matching.matches().stream()
        .map(
            m ->
                m.desired().address()
                    + " <- "
                    + m.existing().name()
                    + " ("
                    + m.confidence().label()
                    + ": "
                    + m.how()
                    + ")")
        .toList();
  }

  private static List<String> open(MatchResult matching) {
    return matching.open().stream()
        .map(
            o ->
                o.desired().address()
                    + ": "
                    + o.reason()
                    + o.candidates().stream().map(MatchResult.Candidate::describe).toList())
        .toList();
  }

  @Test
  void the_only_agreeing_resource_is_matched_and_resolves_references() {
    MatchResult matching =
        match(
            List.of(
                desired("aws_vpc.main", "{'cidr_block': '10.0.0.0/16'}"),
                desired("aws_internet_gateway.out", "{}", "vpc_id=aws_vpc.main.id"),
                desired("aws_subnet.a", "{'cidr_block': '10.0.1.0/24'}", "vpc_id=aws_vpc.main.id")),
            List.of(
                existing("module.v.aws_vpc.this", "{'id': 'vpc-1', 'cidr_block': '10.0.0.0/16'}"),
                existing("module.v.aws_vpc.other", "{'id': 'vpc-2', 'cidr_block': '10.9.0.0/16'}"),
                existing("aws_internet_gateway.g", "{'id': 'igw-1', 'vpc_id': 'vpc-1'}"),
                existing("aws_internet_gateway.h", "{'id': 'igw-2', 'vpc_id': 'vpc-2'}"),
                existing(
                    "aws_subnet.x[0]",
                    "{'id': 'subnet-1', 'vpc_id': 'vpc-1', 'cidr_block': '10.0.1.0/24'}")));

    assertThat(matches(matching))
        .containsExactly(
            "aws_vpc.main <- module.v.aws_vpc.this (exact: agrees in cidr_block)",
            "aws_internet_gateway.out <- aws_internet_gateway.g (exact: agrees in vpc_id)",
            "aws_subnet.a <- aws_subnet.x[0] (exact: agrees in cidr_block, vpc_id)");
    assertThat(matching.unmatchedExisting())
        .extracting(ExistingResource::describe)
        .containsExactly(
            "module.v.aws_vpc.other (state legacy)", "aws_internet_gateway.h (state legacy)");
  }

  @Test
  void a_vpc_with_another_range_is_a_near_miss_and_nothing_in_it_matches() {
    MatchResult matching =
        match(
            List.of(
                desired("aws_vpc.main", "{'cidr_block': '10.0.0.0/16'}"),
                desired("aws_subnet.a", "{'cidr_block': '10.0.1.0/24'}", "vpc_id=aws_vpc.main.id")),
            List.of(
                existing("aws_vpc.this", "{'id': 'vpc-1', 'cidr_block': '10.1.0.0/16'}"),
                existing(
                    "aws_subnet.x",
                    "{'id': 'subnet-1', 'vpc_id': 'vpc-1', 'cidr_block': '10.1.1.0/24'}")));

    assertThat(matching.matches()).isEmpty();
    assertThat(open(matching))
        .containsExactly(
            "aws_vpc.main: no existing resource agrees with it; the nearest differ[aws_vpc.this:"
                + " cidr_block is 10.1.0.0/16, the configuration says 10.0.0.0/16]",
            "aws_subnet.a: no existing resource agrees with it; the nearest differ[aws_subnet.x:"
                + " cidr_block is 10.1.1.0/24, the configuration says 10.0.1.0/24]");
  }

  @Test
  void two_equal_candidates_stay_open_and_both_are_listed() {
    MatchResult matching =
        match(
            List.of(desired("aws_vpc.main", "{'cidr_block': '10.0.0.0/16'}")),
            List.of(
                existing("aws_vpc.blue", "{'id': 'vpc-1', 'cidr_block': '10.0.0.0/16'}"),
                existing("aws_vpc.green", "{'id': 'vpc-2', 'cidr_block': '10.0.0.0/16'}")));

    assertThat(matching.matches()).isEmpty();
    assertThat(open(matching))
        .containsExactly(
            "aws_vpc.main: 2 resources agree equally well; choose one with 'sure:"
                + " hand'[aws_vpc.blue, aws_vpc.green]");
  }

  @Test
  void a_resource_that_two_others_match_equally_stays_open() {
    MatchResult matching =
        match(
            List.of(
                desired("aws_eip.a", "{'domain': 'vpc'}"),
                desired("aws_eip.b", "{'domain': 'vpc'}")),
            List.of(existing("aws_eip.old", "{'id': 'eipalloc-1', 'domain': 'vpc'}")));

    assertThat(matching.matches()).isEmpty();
    assertThat(open(matching))
        .containsExactly(
            "aws_eip.a: one resource agrees with it, but not specifically enough; confirm it with"
                + " 'sure: hand'[aws_eip.old]",
            "aws_eip.b: one resource agrees with it, but not specifically enough; confirm it with"
                + " 'sure: hand'[aws_eip.old]");
  }

  @Test
  void a_default_that_every_elastic_ip_has_matches_none() {
    DesiredResource nat = desired("aws_eip.nat", "{'domain': 'vpc', 'tags': {'Name': 'nat-a'}}");

    assertThat(
            open(
                match(
                    List.of(nat),
                    List.of(existing("aws_eip.vpn", "{'id': 'eipalloc-1', 'domain': 'vpc'}")))))
        .containsExactly(
            "aws_eip.nat: one resource agrees with it, but not specifically enough; confirm it with"
                + " 'sure: hand'[aws_eip.vpn]");
    assertThat(
            matches(
                match(
                    List.of(nat),
                    List.of(
                        existing(
                            "aws_eip.x",
                            "{'id': 'eipalloc-1', 'domain': 'vpc', 'tags': {'Name': 'nat-a'}}")))))
        .containsExactly("aws_eip.nat <- aws_eip.x (name tag: only one with the Name tag 'nat-a')");
  }

  @Test
  void attributes_that_may_contain_secrets_are_compared_but_not_shown() {
    MatchResult matching =
        match(
            List.of(
                desired(
                    "aws_lambda_function.f",
                    "{'function_name': 'rotate', 'environment': [{'variables': {'KEY': 'a'}}]}")),
            List.of(
                existing(
                    "aws_lambda_function.old",
                    "{'function_name': 'rotate', 'environment': [{'variables': {'KEY':"
                        + " 'hunter2'}}]}")));

    assertThat(matching.matches().get(0).differences())
        .extracting(AttributeDifference::describe)
        .containsExactly(
            "environment[0].variables.KEY is (not shown), the configuration says something else");
  }

  @Test
  void a_unique_name_tag_decides_between_equal_candidates() {
    MatchResult matching =
        match(
            List.of(
                desired("aws_eip.a", "{'domain': 'vpc', 'tags': {'Name': 'nat-a'}}"),
                desired("aws_eip.b", "{'domain': 'vpc', 'tags': {'Name': 'nat-b'}}")),
            List.of(
                existing(
                    "aws_eip.x[0]", "{'id': 'e-1', 'domain': 'vpc', 'tags': {'Name': 'nat-b'}}"),
                existing(
                    "aws_eip.x[1]", "{'id': 'e-2', 'domain': 'vpc', 'tags': {'Name': 'nat-a'}}")));

    assertThat(matches(matching))
        .containsExactly(
            "aws_eip.a <- aws_eip.x[1] (name tag: only one with the Name tag 'nat-a')",
            "aws_eip.b <- aws_eip.x[0] (name tag: only one with the Name tag 'nat-b')");
  }

  @Test
  void a_reference_of_a_match_decides_between_equal_candidates() {
    MatchResult matching =
        match(
            List.of(
                desired("aws_eip.a", "{'domain': 'vpc'}"),
                desired("aws_subnet.s", "{'vpc_id': 'vpc-1', 'cidr_block': '10.0.0.0/24'}"),
                desired(
                    "aws_nat_gateway.n",
                    "{'connectivity_type': 'public'}",
                    "subnet_id=aws_subnet.s.id",
                    "allocation_id=aws_eip.a.id")),
            List.of(
                existing("aws_eip.x[0]", "{'id': 'eipalloc-1', 'domain': 'vpc'}"),
                existing("aws_eip.x[1]", "{'id': 'eipalloc-2', 'domain': 'vpc'}"),
                existing(
                    "aws_subnet.p",
                    "{'id': 'subnet-1', 'vpc_id': 'vpc-1', 'cidr_block': '10.0.0.0/24'}"),
                existing(
                    "aws_nat_gateway.g",
                    "{'id': 'nat-1', 'subnet_id': 'subnet-1', 'allocation_id': 'eipalloc-2',"
                        + " 'connectivity_type': 'public'}")));

    assertThat(matches(matching))
        .contains("aws_eip.a <- aws_eip.x[1] (implied: n refers to it in allocation_id)");
  }

  @Test
  void a_key_that_a_match_refers_to_is_matched_whatever_its_policy() {
    MatchResult matching =
        match(
            List.of(
                desired(
                    "aws_kms_key.data",
                    "{'policy': '{\\\"Statement\\\": [{\\\"Sid\\\": \\\"Logs\\\"}]}'}"),
                desired(
                    "aws_kms_alias.data",
                    "{'name': 'alias/data'}",
                    "target_key_id=aws_kms_key.data.key_id")),
            List.of(
                existing(
                    "aws_kms_key.main",
                    "{'key_id': 'k-1', 'policy': '{\\\"Statement\\\": [{\\\"Sid\\\": \\\"Default\\\"}]}'}"),
                existing("aws_kms_key.other", "{'key_id': 'k-2'}"),
                existing("aws_kms_alias.main", "{'name': 'alias/data', 'target_key_id': 'k-1'}")));

    assertThat(matches(matching))
        .contains(
            "aws_kms_key.data <- aws_kms_key.main (implied: data refers to it in target_key_id)");
    assertThat(matching.matches().get(0).differences())
        .extracting(AttributeDifference::describe)
        .containsExactly("policy.Statement[0].Sid is Default, the configuration says Logs");
  }

  @Test
  void a_database_of_another_version_matches_and_the_difference_is_shown() {
    MatchResult matching =
        match(
            List.of(
                desired("aws_db_instance.d", "{'identifier': 'coder', 'engine_version': '16'}")),
            List.of(
                existing(
                    "aws_db_instance.this", "{'identifier': 'coder', 'engine_version': '15'}")));

    assertThat(matches(matching))
        .containsExactly("aws_db_instance.d <- aws_db_instance.this (identity: same identifier)");
    assertThat(matching.matches().get(0).differences())
        .extracting(AttributeDifference::describe)
        .containsExactly("engine_version is 15, the configuration says 16");
  }

  @Test
  void a_database_with_another_name_does_not_match() {
    MatchResult matching =
        match(
            List.of(desired("aws_db_instance.d", "{'identifier': 'coder', 'engine': 'postgres'}")),
            List.of(
                existing(
                    "aws_db_instance.this", "{'identifier': 'old-coder', 'engine': 'postgres'}")));

    assertThat(matching.matches()).isEmpty();
    assertThat(open(matching))
        .containsExactly(
            "aws_db_instance.d: no existing resource agrees with it; the nearest"
                + " differ[aws_db_instance.this: identifier is old-coder, the configuration says"
                + " coder]");
  }

  @Test
  void a_match_that_contradicts_its_references_is_undone() {
    MatchResult matching =
        match(
            List.of(
                desired("aws_vpc.main", "{'cidr_block': '10.0.0.0/16'}"),
                desired(
                    "aws_vpc_endpoint.s3",
                    "{'service_name': 's3'}",
                    "vpc_id=aws_vpc.main.id",
                    "policy=aws_vpc.main.unheard_of")),
            List.of(
                existing("aws_vpc.this", "{'id': 'vpc-1', 'cidr_block': '10.0.0.0/16'}"),
                existing(
                    "aws_vpc_endpoint.e",
                    "{'id': 'vpce-1', 'service_name': 's3', 'vpc_id': 'vpc-9'}")));

    assertThat(matches(matching))
        .containsExactly("aws_vpc.main <- aws_vpc.this (exact: agrees in cidr_block)");
    assertThat(open(matching))
        .containsExactly(
            "aws_vpc_endpoint.s3: no existing resource agrees with it; the nearest"
                + " differ[aws_vpc_endpoint.e: vpc_id is vpc-9, the configuration says vpc-1]");
  }

  @Test
  void policies_are_compared_by_meaning() {
    MatchResult matching =
        match(
            List.of(
                desired(
                    "aws_vpc_endpoint_policy.p",
                    "{'policy':"
                        + " '{\\\"Statement\\\":[{\\\"Action\\\":[\\\"s3:Get\\\"],\\\"Effect\\\":\\\"Allow\\\"}]}'}")),
            List.of(
                existing(
                    "aws_vpc_endpoint_policy.a",
                    "{'policy':"
                        + " '{\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"s3:Get\\\"}}'}"),
                existing(
                    "aws_vpc_endpoint_policy.b",
                    "{'policy':"
                        + " '{\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"s3:Get\\\",\\\"Condition\\\":{},"
                        + " \\\"Sid\\\":\\\"x\\\"}}'}")));

    assertThat(matches(matching))
        .containsExactly(
            "aws_vpc_endpoint_policy.p <- aws_vpc_endpoint_policy.a (exact: agrees in policy)");
  }

  @Test
  void resources_without_a_common_value_do_not_match() {
    MatchResult matching =
        match(
            List.of(desired("aws_vpc.main", "{'cidr_block': '10.0.0.0/16'}")),
            List.of(existing("aws_vpc.this", "{'id': 'vpc-1'}")));

    assertThat(matching.matches()).isEmpty();
    assertThat(open(matching))
        .containsExactly("aws_vpc.main: no similar resource exists; the next deploy creates it[]");
  }

  @Test
  void manual_matches_take_precedence() {
    DesiredResource vpc = desired("aws_vpc.main", "{'cidr_block': '10.0.0.0/16'}");
    ExistingResource blue =
        existing("aws_vpc.blue", "{'id': 'vpc-1', 'cidr_block': '10.1.0.0/16'}");
    ExistingResource green =
        existing("aws_vpc.green", "{'id': 'vpc-2', 'cidr_block': '10.0.0.0/16'}");

    MatchResult matching =
        ResourceMatcher.match(
            List.of(vpc),
            List.of(blue, green),
            List.of(new Match(vpc, blue, Confidence.MANUAL, "moved by hand", List.of())));

    assertThat(matches(matching))
        .containsExactly("aws_vpc.main <- aws_vpc.blue (hand: moved by hand)");
    assertThat(matching.matches().get(0).differences())
        .extracting(AttributeDifference::describe)
        .containsExactly("cidr_block is 10.1.0.0/16, the configuration says 10.0.0.0/16");
  }

  @Test
  void matches_that_refer_to_different_resources_leave_the_resource_open() {
    MatchResult matching =
        match(
            List.of(
                desired("aws_route_table.public", "{'vpc_id': 'vpc-1'}"),
                desired("aws_subnet.a", "{'vpc_id': 'vpc-1', 'cidr_block': '10.0.0.0/24'}"),
                desired("aws_subnet.b", "{'vpc_id': 'vpc-1', 'cidr_block': '10.0.1.0/24'}"),
                desired(
                    "aws_route_table_association.a",
                    "{}",
                    "subnet_id=aws_subnet.a.id",
                    "route_table_id=aws_route_table.public.id"),
                desired(
                    "aws_route_table_association.b",
                    "{}",
                    "subnet_id=aws_subnet.b.id",
                    "route_table_id=aws_route_table.public.id")),
            List.of(
                existing("aws_route_table.x", "{'id': 'rtb-1', 'vpc_id': 'vpc-1'}"),
                existing("aws_route_table.y", "{'id': 'rtb-2', 'vpc_id': 'vpc-1'}"),
                existing(
                    "aws_subnet.x",
                    "{'id': 's-1', 'vpc_id': 'vpc-1', 'cidr_block': '10.0.0.0/24'}"),
                existing(
                    "aws_subnet.y",
                    "{'id': 's-2', 'vpc_id': 'vpc-1', 'cidr_block': '10.0.1.0/24'}"),
                existing(
                    "aws_route_table_association.x",
                    "{'id': 'a-1', 'subnet_id': 's-1', 'route_table_id': 'rtb-1'}"),
                existing(
                    "aws_route_table_association.y",
                    "{'id': 'a-2', 'subnet_id': 's-2', 'route_table_id': 'rtb-2'}")));

    assertThat(matches(matching))
        .hasSize(4)
        .noneMatch(match -> match.startsWith("aws_route_table."));
    assertThat(open(matching))
        .containsExactly(
            "aws_route_table.public: 2 resources are in its place: a refers to aws_route_table.x, b"
                + " refers to aws_route_table.y; choose one with 'sure: hand', or configure one for"
                + " each[aws_route_table.x, aws_route_table.y]");
  }

  @Test
  void resources_that_share_generic_values_only_are_new() {
    String group = "{'vpc_id': 'vpc-1', 'port': 80, 'protocol': 'HTTP', 'name': '%s'}";

    MatchResult matching =
        match(
            List.of(
                desired("aws_lb_target_group.a", group.formatted("shop-web")),
                desired("aws_lb_target_group.b", group.formatted("shop-api"))),
            List.of(
                existing("aws_lb_target_group.x", group.formatted("crm")),
                existing("aws_lb_target_group.y", group.formatted("erp"))));

    assertThat(open(matching))
        .containsExactly(
            "aws_lb_target_group.a: no similar resource exists; the next deploy creates it[]",
            "aws_lb_target_group.b: no similar resource exists; the next deploy creates it[]");
  }

  @Test
  void a_resource_that_shares_a_rare_value_is_near() {
    String queue = "{'name': '%s', 'policy_of': '%s'}";

    assertThat(
            open(
                match(
                    List.of(
                        desired("aws_some_queue.a", queue.formatted("a", "arn:aws:sns:x:1:orders")),
                        desired("aws_some_queue.b", queue.formatted("b", "arn:aws:sns:x:1:none"))),
                    List.of(
                        existing(
                            "aws_some_queue.x", queue.formatted("x", "arn:aws:sns:x:1:orders")),
                        existing(
                            "aws_some_queue.y", queue.formatted("y", "arn:aws:sns:x:1:bills"))))))
        .containsExactly(
            "aws_some_queue.a: no existing resource agrees with it; the nearest differ"
                + "[aws_some_queue.x: name is x, the configuration says a]",
            "aws_some_queue.b: no similar resource exists; the next deploy creates it[]");
  }
}
