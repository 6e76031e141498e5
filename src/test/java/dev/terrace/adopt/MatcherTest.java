package dev.terrace.adopt;

import static dev.terrace.adopt.Estates.old;
import static dev.terrace.adopt.Estates.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MatcherTest {
  private static Matching match(List<Wanted> wanted, List<Existing> existing) {
    return Matcher.match(wanted, existing, List.of());
  }

  /** {@code new <- old (how surely: why)}. */
  private static List<String> words(Matching matching) {
    return matching.matches().stream()
        .map(
            m ->
                m.wanted().address()
                    + " <- "
                    + m.existing().name()
                    + " ("
                    + m.sure().words()
                    + ": "
                    + m.how()
                    + ")")
        .toList();
  }

  private static List<String> open(Matching matching) {
    return matching.open().stream()
        .map(
            o ->
                o.wanted().address()
                    + ": "
                    + AdoptionFile.why(o)
                    + o.candidates().stream().map(AdoptionFile::words).toList())
        .toList();
  }

  @Test
  void what_is_alone_in_agreeing_is_taken_and_makes_the_next_one_known() {
    Matching matching =
        match(
            List.of(
                wanted("aws_vpc.main", "{'cidr_block': '10.0.0.0/16'}"),
                wanted("aws_internet_gateway.out", "{}", "vpc_id=aws_vpc.main.id"),
                wanted("aws_subnet.a", "{'cidr_block': '10.0.1.0/24'}", "vpc_id=aws_vpc.main.id")),
            List.of(
                old("module.v.aws_vpc.this", "{'id': 'vpc-1', 'cidr_block': '10.0.0.0/16'}"),
                old("module.v.aws_vpc.other", "{'id': 'vpc-2', 'cidr_block': '10.9.0.0/16'}"),
                old("aws_internet_gateway.g", "{'id': 'igw-1', 'vpc_id': 'vpc-1'}"),
                old("aws_internet_gateway.h", "{'id': 'igw-2', 'vpc_id': 'vpc-2'}"),
                old(
                    "aws_subnet.x[0]",
                    "{'id': 'subnet-1', 'vpc_id': 'vpc-1', 'cidr_block': '10.0.1.0/24'}")));

    assertThat(words(matching))
        .containsExactly(
            "aws_vpc.main <- module.v.aws_vpc.this (exact: agrees in cidr_block)",
            "aws_internet_gateway.out <- aws_internet_gateway.g (exact: agrees in vpc_id)",
            "aws_subnet.a <- aws_subnet.x[0] (exact: agrees in cidr_block, vpc_id)");
    assertThat(matching.orphans())
        .extracting(Existing::words)
        .containsExactly(
            "module.v.aws_vpc.other (state legacy)", "aws_internet_gateway.h (state legacy)");
  }

  @Test
  void a_vpc_of_another_range_is_a_near_miss_and_nothing_below_it_is_guessed() {
    Matching matching =
        match(
            List.of(
                wanted("aws_vpc.main", "{'cidr_block': '10.0.0.0/16'}"),
                wanted("aws_subnet.a", "{'cidr_block': '10.0.1.0/24'}", "vpc_id=aws_vpc.main.id")),
            List.of(
                old("aws_vpc.this", "{'id': 'vpc-1', 'cidr_block': '10.1.0.0/16'}"),
                old(
                    "aws_subnet.x",
                    "{'id': 'subnet-1', 'vpc_id': 'vpc-1', 'cidr_block': '10.1.1.0/24'}")));

    assertThat(matching.matches()).isEmpty();
    assertThat(open(matching))
        .containsExactly(
            "aws_vpc.main: nothing agrees with it; the nearest differ[aws_vpc.this: cidr_block is"
                + " 10.1.0.0/16, the configuration says 10.0.0.0/16]",
            "aws_subnet.a: nothing agrees with it; the nearest differ[aws_subnet.x: cidr_block is"
                + " 10.1.1.0/24, the configuration says 10.0.1.0/24]");
  }

  @Test
  void two_equals_are_left_open_and_both_are_named() {
    Matching matching =
        match(
            List.of(wanted("aws_vpc.main", "{'cidr_block': '10.0.0.0/16'}")),
            List.of(
                old("aws_vpc.blue", "{'id': 'vpc-1', 'cidr_block': '10.0.0.0/16'}"),
                old("aws_vpc.green", "{'id': 'vpc-2', 'cidr_block': '10.0.0.0/16'}")));

    assertThat(matching.matches()).isEmpty();
    assertThat(open(matching))
        .containsExactly(
            "aws_vpc.main: 2 agree with it equally well; say which, with 'sure: hand'[aws_vpc.blue,"
                + " aws_vpc.green]");
  }

  @Test
  void one_that_two_want_equally_is_left_open() {
    Matching matching =
        match(
            List.of(
                wanted("aws_eip.a", "{'domain': 'vpc'}"), wanted("aws_eip.b", "{'domain': 'vpc'}")),
            List.of(old("aws_eip.old", "{'id': 'eipalloc-1', 'domain': 'vpc'}")));

    assertThat(matching.matches()).isEmpty();
    assertThat(open(matching))
        .containsExactly(
            "aws_eip.a: one agrees with it, and nothing says that it is this one; say so, with"
                + " 'sure: hand'[aws_eip.old]",
            "aws_eip.b: one agrees with it, and nothing says that it is this one; say so, with"
                + " 'sure: hand'[aws_eip.old]");
  }

  @Test
  void a_default_that_every_elastic_ip_has_makes_none_the_wanted_one() {
    Wanted nat = wanted("aws_eip.nat", "{'domain': 'vpc', 'tags': {'Name': 'nat-a'}}");

    assertThat(
            open(
                match(
                    List.of(nat),
                    List.of(old("aws_eip.vpn", "{'id': 'eipalloc-1', 'domain': 'vpc'}")))))
        .containsExactly(
            "aws_eip.nat: one agrees with it, and nothing says that it is this one; say so, with"
                + " 'sure: hand'[aws_eip.vpn]");
    assertThat(
            words(
                match(
                    List.of(nat),
                    List.of(
                        old(
                            "aws_eip.x",
                            "{'id': 'eipalloc-1', 'domain': 'vpc', 'tags': {'Name': 'nat-a'}}")))))
        .containsExactly("aws_eip.nat <- aws_eip.x (name tag: alone with the Name tag 'nat-a')");
  }

  @Test
  void what_people_keep_secrets_in_is_compared_and_not_shown() {
    Matching matching =
        match(
            List.of(
                wanted(
                    "aws_lambda_function.f",
                    "{'function_name': 'rotate', 'environment': [{'variables': {'KEY': 'a'}}]}")),
            List.of(
                old(
                    "aws_lambda_function.old",
                    "{'function_name': 'rotate', 'environment': [{'variables': {'KEY':"
                        + " 'hunter2'}}]}")));

    assertThat(matching.matches().get(0).differences())
        .extracting(Difference::toString)
        .containsExactly("environment is (not shown), the configuration says something else");
  }

  @Test
  void between_equals_the_name_tag_decides_where_one_alone_has_it() {
    Matching matching =
        match(
            List.of(
                wanted("aws_eip.a", "{'domain': 'vpc', 'tags': {'Name': 'nat-a'}}"),
                wanted("aws_eip.b", "{'domain': 'vpc', 'tags': {'Name': 'nat-b'}}")),
            List.of(
                old("aws_eip.x[0]", "{'id': 'e-1', 'domain': 'vpc', 'tags': {'Name': 'nat-b'}}"),
                old("aws_eip.x[1]", "{'id': 'e-2', 'domain': 'vpc', 'tags': {'Name': 'nat-a'}}")));

    assertThat(words(matching))
        .containsExactly(
            "aws_eip.a <- aws_eip.x[1] (name tag: alone with the Name tag 'nat-a')",
            "aws_eip.b <- aws_eip.x[0] (name tag: alone with the Name tag 'nat-b')");
  }

  @Test
  void what_a_match_points_to_decides_between_equals() {
    Matching matching =
        match(
            List.of(
                wanted("aws_eip.a", "{'domain': 'vpc'}"),
                wanted("aws_subnet.s", "{'vpc_id': 'vpc-1', 'cidr_block': '10.0.0.0/24'}"),
                wanted(
                    "aws_nat_gateway.n",
                    "{'connectivity_type': 'public'}",
                    "subnet_id=aws_subnet.s.id",
                    "allocation_id=aws_eip.a.id")),
            List.of(
                old("aws_eip.x[0]", "{'id': 'eipalloc-1', 'domain': 'vpc'}"),
                old("aws_eip.x[1]", "{'id': 'eipalloc-2', 'domain': 'vpc'}"),
                old(
                    "aws_subnet.p",
                    "{'id': 'subnet-1', 'vpc_id': 'vpc-1', 'cidr_block': '10.0.0.0/24'}"),
                old(
                    "aws_nat_gateway.g",
                    "{'id': 'nat-1', 'subnet_id': 'subnet-1', 'allocation_id': 'eipalloc-2',"
                        + " 'connectivity_type': 'public'}")));

    assertThat(words(matching))
        .contains("aws_eip.a <- aws_eip.x[1] (implied: n points to it with allocation_id)");
  }

  @Test
  void a_database_of_another_version_is_the_same_database_and_the_difference_is_said() {
    Matching matching =
        match(
            List.of(wanted("aws_db_instance.d", "{'identifier': 'coder', 'engine_version': '16'}")),
            List.of(
                old("aws_db_instance.this", "{'identifier': 'coder', 'engine_version': '15'}")));

    assertThat(words(matching))
        .containsExactly("aws_db_instance.d <- aws_db_instance.this (identity: same identifier)");
    assertThat(matching.matches().get(0).differences())
        .extracting(Difference::toString)
        .containsExactly("engine_version is 15, the configuration says 16");
  }

  @Test
  void a_database_of_another_name_is_another_database() {
    Matching matching =
        match(
            List.of(wanted("aws_db_instance.d", "{'identifier': 'coder', 'engine': 'postgres'}")),
            List.of(
                old("aws_db_instance.this", "{'identifier': 'old-coder', 'engine': 'postgres'}")));

    assertThat(matching.matches()).isEmpty();
    assertThat(open(matching))
        .containsExactly(
            "aws_db_instance.d: nothing agrees with it; the nearest differ[aws_db_instance.this:"
                + " identifier is old-coder, the configuration says coder]");
  }

  @Test
  void an_early_match_that_its_references_contradict_is_given_up() {
    Matching matching =
        match(
            List.of(
                wanted("aws_vpc.main", "{'cidr_block': '10.0.0.0/16'}"),
                wanted(
                    "aws_vpc_endpoint.s3",
                    "{'service_name': 's3'}",
                    "vpc_id=aws_vpc.main.id",
                    "policy=aws_vpc.main.unheard_of")),
            List.of(
                old("aws_vpc.this", "{'id': 'vpc-1', 'cidr_block': '10.0.0.0/16'}"),
                old(
                    "aws_vpc_endpoint.e",
                    "{'id': 'vpce-1', 'service_name': 's3', 'vpc_id': 'vpc-9'}")));

    assertThat(words(matching))
        .containsExactly("aws_vpc.main <- aws_vpc.this (exact: agrees in cidr_block)");
    assertThat(open(matching))
        .containsExactly(
            "aws_vpc_endpoint.s3: nothing agrees with it; the nearest differ[aws_vpc_endpoint.e:"
                + " vpc_id is vpc-9, the configuration says vpc-1]");
  }

  @Test
  void policies_are_compared_as_what_they_say() {
    Matching matching =
        match(
            List.of(
                wanted(
                    "aws_vpc_endpoint_policy.p",
                    "{'policy':"
                        + " '{\\\"Statement\\\":[{\\\"Action\\\":[\\\"s3:Get\\\"],\\\"Effect\\\":\\\"Allow\\\"}]}'}")),
            List.of(
                old(
                    "aws_vpc_endpoint_policy.a",
                    "{'policy': '{\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"s3:Get\\\"}}'}"),
                old(
                    "aws_vpc_endpoint_policy.b",
                    "{'policy':"
                        + " '{\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"s3:Get\\\",\\\"Condition\\\":{}, \\\"Sid\\\":\\\"x\\\"}}'}")));

    assertThat(words(matching))
        .containsExactly(
            "aws_vpc_endpoint_policy.p <- aws_vpc_endpoint_policy.a (exact: agrees in policy)");
  }

  @Test
  void nothing_in_common_is_no_agreement() {
    Matching matching =
        match(
            List.of(wanted("aws_vpc.main", "{'cidr_block': '10.0.0.0/16'}")),
            List.of(old("aws_vpc.this", "{'id': 'vpc-1'}")));

    assertThat(matching.matches()).isEmpty();
    assertThat(open(matching))
        .containsExactly("aws_vpc.main: nothing like it exists; the next deploy makes it[]");
  }

  @Test
  void what_people_say_goes_before_everything_that_is_found() {
    Wanted vpc = wanted("aws_vpc.main", "{'cidr_block': '10.0.0.0/16'}");
    Existing blue = old("aws_vpc.blue", "{'id': 'vpc-1', 'cidr_block': '10.1.0.0/16'}");
    Existing green = old("aws_vpc.green", "{'id': 'vpc-2', 'cidr_block': '10.0.0.0/16'}");

    Matching matching =
        Matcher.match(
            List.of(vpc),
            List.of(blue, green),
            List.of(new Match(vpc, blue, Match.Sure.HAND, "moved by hand", List.of())));

    assertThat(words(matching))
        .containsExactly("aws_vpc.main <- aws_vpc.blue (hand: moved by hand)");
    assertThat(matching.matches().get(0).differences())
        .extracting(Difference::toString)
        .containsExactly("cidr_block is 10.1.0.0/16, the configuration says 10.0.0.0/16");
  }

  @Test
  void a_rule_of_the_old_type_and_a_route_inside_a_table_are_imported() {
    List<Existing> parts =
        Parts.of(
            old(
                "aws_security_group_rule.https",
                "{'type': 'ingress', 'protocol': 'tcp', 'from_port': 443, 'to_port': 443,"
                    + " 'security_group_id': 'sg-1', 'security_group_rule_id': 'sgr-1',"
                    + " 'cidr_blocks': ['10.0.0.0/16'], 'self': false}"));
    List<Existing> routes =
        Parts.of(
            old(
                "aws_route_table.t",
                "{'id': 'rtb-1', 'route': [{'cidr_block': '0.0.0.0/0', 'gateway_id': 'igw-1'}]}"));

    assertThat(parts.get(1).type()).isEqualTo("aws_vpc_security_group_ingress_rule");
    assertThat(parts.get(1).importId()).isEqualTo(Optional.of("sgr-1"));
    assertThat(parts.get(1).attributes().path("cidr_ipv4").asText()).isEqualTo("10.0.0.0/16");
    assertThat(routes.get(1).words()).isEqualTo("aws_route_table.t route 0.0.0.0/0 (state legacy)");
    assertThat(routes.get(1).importId()).isEqualTo(Optional.of("rtb-1_0.0.0.0/0"));
  }

  @Test
  void a_part_that_has_a_state_of_its_own_is_moved_and_not_imported() {
    Existing own =
        old(
            "aws_route.own",
            "{'id': 'r-1', 'route_table_id': 'rtb-1', 'destination_cidr_block': '0.0.0.0/0'}");
    List<Existing> existing =
        new java.util.ArrayList<>(
            Parts.of(
                old(
                    "aws_route_table.t",
                    "{'id': 'rtb-1', 'route': [{'cidr_block': '0.0.0.0/0'}]}")));
    existing.add(own);

    Matching matching =
        match(
            List.of(
                wanted(
                    "aws_route.r",
                    "{'route_table_id': 'rtb-1', 'destination_cidr_block': '0.0.0.0/0'}")),
            existing);

    assertThat(matching.matches().get(0).existing()).isEqualTo(own);
  }
}
