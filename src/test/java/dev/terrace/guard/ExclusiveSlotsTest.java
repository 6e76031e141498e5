package dev.terrace.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.guard.ExclusiveSlots.Conflict;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExclusiveSlotsTest {
  private static final String RULE = "{'listener_arn': 'l', 'priority': %d}";

  private final List<String> changes = new ArrayList<>();

  private void create(String address, String after) {
    change(address, "['create']", "null", after);
  }

  private void delete(String address, String before) {
    change(address, "['delete']", before, "null");
  }

  private void update(String address, String before, String after) {
    change(address, "['update']", before, after);
  }

  private void change(String address, String actions, String before, String after) {
    String type = address.substring(0, address.indexOf('.'));
    changes.add(
        "{'address': '%s', 'type': '%s', 'mode': 'managed', 'change': {'actions': %s, 'before': %s,"
                .formatted(address, type, actions, before)
            + " 'after': %s, 'after_unknown': {}}}".formatted(after));
  }

  private List<Conflict> conflicts() {
    String tree = "{'resource_changes': [" + String.join(",", changes) + "]}";
    return ExclusiveSlots.in(Plan.of(Json.parse(tree.replace('\'', '"'))));
  }

  @Test
  void a_sensitive_value_is_not_shown() {
    changes.add(
        "{'address': 'aws_sns_topic.new', 'type': 'aws_sns_topic', 'mode': 'managed', 'change':"
            + " {'actions': ['create'], 'before': null, 'after': {'name': 'hunter2'},"
            + " 'after_sensitive': {'name': true}}}");
    delete("aws_sns_topic.old", "{'name': 'hunter2'}");

    assertThat(conflicts())
        .containsExactly(
            new Conflict("aws_sns_topic.new", "aws_sns_topic.old", "name (sensitive)"));
  }

  @Test
  void priorities_that_rotate_between_created_and_destroyed_rules_are_found() {
    create("aws_lb_listener_rule.api-10", RULE.formatted(10));
    create("aws_lb_listener_rule.auth-20", RULE.formatted(20));
    delete("aws_lb_listener_rule.auth-10", RULE.formatted(10));
    delete("aws_lb_listener_rule.api-20", RULE.formatted(20));
    delete("aws_lb_listener_rule.admin-30", RULE.formatted(30));

    assertThat(conflicts())
        .containsExactly(
            new Conflict(
                "aws_lb_listener_rule.api-10",
                "aws_lb_listener_rule.auth-10",
                "listener_arn l, priority 10"),
            new Conflict(
                "aws_lb_listener_rule.auth-20",
                "aws_lb_listener_rule.api-20",
                "listener_arn l, priority 20"));
  }

  @Test
  void priorities_that_are_swapped_in_place_are_found() {
    update("aws_lb_listener_rule.a", RULE.formatted(1), RULE.formatted(2));
    update("aws_lb_listener_rule.b", RULE.formatted(2), RULE.formatted(1));

    assertThat(conflicts()).hasSize(2);
  }

  @Test
  void what_nobody_has_or_nobody_wants_is_free() {
    create("aws_lb_listener_rule.a", RULE.formatted(1));
    delete("aws_lb_listener_rule.b", RULE.formatted(2));
    update(
        "aws_lb_listener_rule.c",
        "{'listener_arn': 'l', 'priority': 3, 'tags': 1}",
        RULE.formatted(3));
    create("aws_lb_listener_rule.of-a-new-listener", "{'priority': 2}");
    create("aws_lb_listener_rule.of-another", "{'listener_arn': 'other', 'priority': 2}");

    assertThat(conflicts()).isEmpty();
  }

  @Test
  void a_replaced_resource_takes_nothing_from_itself() {
    change(
        "aws_sqs_queue.q",
        "['delete', 'create']",
        "{'name': 'q', 'fifo_queue': false}",
        "{'name': 'q', 'fifo_queue': true}");

    assertThat(conflicts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          aws_cloudwatch_metric_alarm            | {'alarm_name': 'cpu'}
          aws_iam_role_policy_attachment         | {'role': 'r', 'policy_arn': 'p'}
          aws_route53_record                     | {'zone_id': 'z', 'name': 'n', 'type': 'A', 'set_identifier': ''}
          aws_service_discovery_service          | {'name': 'api', 'dns_config': [{'namespace_id': 'ns'}]}
          aws_vpc_security_group_ingress_rule    | {'security_group_id': 'g', 'ip_protocol': 'tcp', 'from_port': 1, 'to_port': 1, 'cidr_ipv4': '10.0.0.0/8'}
          aws_route                              | {'route_table_id': 't', 'destination_cidr_block': '0.0.0.0/0'}
          """)
  void whatever_aws_has_once_is_found(String type, String values) {
    delete(type + ".old", values);
    create(type + ".new", values);

    assertThat(conflicts()).extracting(Conflict::taker).containsExactly(type + ".new");
  }

  @Test
  void a_subnet_may_not_take_addresses_that_another_one_frees() {
    delete("aws_subnet.old", "{'vpc_id': 'v', 'cidr_block': '10.0.0.0/24'}");
    delete("aws_subnet.elsewhere", "{'vpc_id': 'w', 'cidr_block': '10.0.4.0/22'}");
    create("aws_subnet.new", "{'vpc_id': 'v', 'cidr_block': '10.0.0.0/20'}");

    assertThat(conflicts())
        .containsExactly(
            new Conflict("aws_subnet.new", "aws_subnet.old", "cidr_block 10.0.0.0/20"));
  }

  /** Types of which AWS takes any number: it gives each an identifier of its own. */
  private static final Set<String> WITHOUT_A_SLOT =
      Set.of(
          "aws_acm_certificate",
          "aws_acm_certificate_validation",
          "aws_caller_identity",
          "aws_cognito_user_pool",
          "aws_cognito_user_pool_client",
          "aws_default_security_group",
          "aws_ecs_task_definition",
          "aws_efs_access_point",
          "aws_efs_file_system",
          "aws_eip",
          "aws_kms_key",
          "aws_nat_gateway",
          "aws_route53_zone",
          "aws_route_table",
          "aws_secretsmanager_secret_version",
          "aws_vpc");

  private static final Pattern TYPE = Pattern.compile("  (aws_\\w+)$", Pattern.MULTILINE);

  @Test
  void every_type_of_the_systems_is_in_the_list_or_needs_no_place_of_its_own() throws IOException {
    Set<String> unknown = new TreeSet<>();
    try (Stream<Path> lists = Files.list(Path.of("src/test/resources/golden"))) {
      for (Path list : lists.filter(each -> each.toString().endsWith(".paths")).toList()) {
        TYPE.matcher(Files.readString(list)).results().forEach(each -> unknown.add(each.group(1)));
      }
    }
    assertThat(unknown).contains("aws_lb_listener_rule", "aws_subnet");
    unknown.removeIf(ExclusiveSlots::knows);

    assertThat(unknown).isEqualTo(WITHOUT_A_SLOT);
  }
}
