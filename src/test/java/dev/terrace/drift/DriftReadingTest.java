package dev.terrace.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On plans of real Terraform, see {@code src/test/resources/drift/README.md}. */
final class DriftReadingTest {
  private static final String ALB = "aws_security_group.alb_group_FFD177D1";

  @Test
  void a_fresh_deployment_has_no_drift() {
    DriftReading.Found found = read(recorded("network-fresh"));

    assertThat(found.drifted()).isEmpty();
    assertThat(found.ignored())
        .extracting(each -> each.address() + " " + each.path() + ": " + each.reason())
        .contains(
            ALB + " ingress: resources of their own describe its elements",
            "aws_eip.network_nat-address-us-east-1a_02E97092 private_ip: AWS computes it; no"
                + " configuration sets it",
            "aws_eip.network_nat-address-us-east-1a_02E97092 network_interface: aws_nat_gateway"
                + " describes it, and its own drift is reported there");
  }

  @Test
  void exactly_what_was_changed_in_the_network_is_reported() {
    assertThat(lines(read(recorded("network-changed"))))
        .containsExactly(
            ALB + " ingress: (none) → tcp 22 with 203.0.113.7/32",
            "aws_vpc.network_vpc_4E8F0223 tags.Environment: \"staging\" → \"prod\"",
            "aws_vpc.network_vpc_4E8F0223 tags.Owner: (none) → \"me\"",
            "aws_vpc_security_group_ingress_rule.alb_from-anywhere-tcp-443_C8A48F9D description:"
                + " \"HTTPS from anywhere\" → \"x\"",
            "aws_vpc_security_group_ingress_rule.alb_from-anywhere-tcp-443_C8A48F9D from_port: 443"
                + " → 8443",
            "aws_vpc_security_group_ingress_rule.alb_from-anywhere-tcp-443_C8A48F9D to_port: 443 →"
                + " 8443");
  }

  @Test
  void a_parameter_is_reported_by_its_name() {
    assertThat(lines(read(recorded("data-changed"))))
        .containsExactly(
            "aws_db_instance.database_instance_D7FC2283 backup_retention_period: 7 → 14",
            "aws_db_parameter_group.database_parameter-group_33D396C4"
                + " parameter[log_min_duration_statement]: (none) →"
                + " {\"apply_method\":\"immediate\",\"name\":\"log_min_duration_statement\","
                + "\"value\":\"17\"}");
  }

  @Test
  void a_deleted_alarm_is_reported_alone() {
    assertThat(lines(read(recorded("observability-changed"))))
        .containsExactly(
            "aws_cloudwatch_metric_alarm.alarms_web-running-tasks-low_26DC3CE6 deleted");
  }

  @Test
  void a_rule_without_its_resource_is_drift_of_the_group() {
    ObjectNode plan = recorded("network-fresh");
    List<JsonNode> kept = new ArrayList<>();
    plan.at("/prior_state/values/root_module/resources")
        .forEach(
            each -> {
              if (each.at("/values/from_port").asInt() != 443) {
                kept.add(each);
              }
            });
    ((ObjectNode) plan.at("/prior_state/values/root_module")).putArray("resources").addAll(kept);

    assertThat(lines(read(plan)))
        .containsExactly(ALB + " ingress: (none) → tcp 443 with 0.0.0.0/0 (HTTPS from anywhere)");
  }

  @Test
  void a_rule_that_a_deploy_has_removed_is_no_drift_unless_the_code_lists_it() {
    String rule =
        "{'protocol': 'tcp', 'from_port': 22, 'to_port': 22, 'cidr_blocks': ['10.0.0.0/8']}";
    ObjectNode plan =
        drift(
            "aws_security_group",
            "{'id': 'sg-1', 'ingress': [" + rule + "]}",
            "{'id': 'sg-1', 'ingress': []}");
    Map<String, JsonNode> listed =
        Map.of("aws_security_group.x", json("{'ingress': [" + rule + "]}"));

    assertThat(lines(read(plan))).isEmpty();
    assertThat(lines(new DriftReading(listed, world(plan), NO_KEYS).read(plan)))
        .containsExactly("aws_security_group.x ingress: tcp 22 with 10.0.0.0/8 → (none)");
  }

  @Test
  void what_the_code_leaves_to_others_is_not_drift() {
    ObjectNode plan = drift("aws_ecs_service", "{'desired_count': 1}", "{'desired_count': 3}");
    Map<String, JsonNode> code =
        Map.of("aws_ecs_service.x", json("{'lifecycle': {'ignore_changes': ['desired_count']}}"));

    DriftReading.Found found = new DriftReading(code, world(plan), NO_KEYS).read(plan);

    assertThat(found.drifted()).isEmpty();
    assertThat(found.ignored())
        .containsExactly(
            new IgnoredDifference(
                "aws_ecs_service.x",
                "desired_count",
                "the code leaves it to others (ignore_changes)"));
    assertThat(lines(read(plan))).containsExactly("aws_ecs_service.x desired_count: 1 → 3");
  }

  @Test
  void what_a_refresh_reads_for_nothing_is_not_drift_where_the_code_sets_nothing() {
    String type = "aws_s3_bucket_server_side_encryption_configuration";
    String rule = "{'rule': [{'bucket_key_enabled': %s, 'days': %s}]}";
    ObjectNode plan = drift(type, rule.formatted("null", "null"), rule.formatted("false", "0"));

    assertThat(lines(read(plan))).isEmpty();
    assertThat(read(plan).ignored())
        .extracting(each -> each.path() + ": " + each.reason())
        .containsExactly(
            "rule[0].bucket_key_enabled: nothing sets it: the provider reads false for that",
            "rule[0].days: nothing sets it: the provider reads 0 for that");

    Map<String, JsonNode> code =
        Map.of(type + ".x", json("{'rule': [{'bucket_key_enabled': true}]}"));
    assertThat(lines(new DriftReading(code, world(plan), NO_KEYS).read(plan)))
        .containsExactly(type + ".x rule[0].bucket_key_enabled: (none) → false");
    assertThat(lines(read(drift(type, rule.formatted("null", "1"), rule.formatted("true", "0")))))
        .containsExactly(
            type + ".x rule[0].bucket_key_enabled: (none) → true", type + ".x rule[0].days: 1 → 0");
  }

  @Test
  void elements_without_a_name_differ_by_what_they_have_and_not_by_what_they_lack() {
    String rule =
        "{'action': [{'type': 'authenticate-oidc', 'authenticate_oidc': [{'issuer': '%s',"
            + " 'extra': %s}]}, {'type': 'forward', 'order': %s, 'forward': %s}]}";
    String state = rule.formatted("a", "null", "1", "[]");

    assertThat(
            lines(read(drift("aws_lb_listener_rule", state, rule.formatted("a", "{}", 1, "null")))))
        .isEmpty();
    assertThat(
            lines(read(drift("aws_lb_listener_rule", state, rule.formatted("b", "{}", 2, "null")))))
        .containsExactly(
            "aws_lb_listener_rule.x action[0].authenticate_oidc[0].issuer: \"a\" → \"b\"",
            "aws_lb_listener_rule.x action[1].order: 1 → 2");
    assertThat(
            lines(
                read(
                    drift(
                        "aws_x",
                        "{'ports': [{'from': 1}, {'from': 2}]}",
                        "{'ports': [{'from': 2}]}"))))
        .containsExactly("aws_x.x ports: {\"from\":1} → (none)");
    assertThat(
            lines(
                read(
                    drift(
                        "aws_x",
                        "{'ports': [{'from': 1}, {'from': 2}]}",
                        "{'ports': [{'from': 2}, {'from': 1}]}"))))
        .hasSize(1);
  }

  @Test
  void the_same_policy_written_differently_is_not_drift() {
    String state =
        "{\\\"Statement\\\":[{\\\"Action\\\":[\\\"s3:A\\\"],\\\"Effect\\\":\\\"Allow\\\"}]}";
    String aws = "{ \\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"s3:A\\\"}}";
    String other = aws.replace("s3:A", "s3:*");

    assertThat(lines(read(policy(state, aws)))).isEmpty();
    assertThat(lines(read(policy(state, other)))).hasSize(1).first().asString().contains("s3:*");
  }

  @Test
  void the_order_of_a_command_counts() {
    String one = "[{\\\"command\\\":[\\\"a\\\",\\\"b\\\"]}]";
    String other = "[{\\\"command\\\":[\\\"b\\\",\\\"a\\\"]}]";
    ObjectNode plan =
        drift(
            "aws_ecs_task_definition",
            "{'container_definitions': '" + one + "'}",
            "{'container_definitions': '" + other + "'}");

    assertThat(lines(read(plan)))
        .containsExactly(
            "aws_ecs_task_definition.x container_definitions[]: {\"command\":[\"a\",\"b\"]} →"
                + " (none)",
            "aws_ecs_task_definition.x container_definitions[]: (none) →"
                + " {\"command\":[\"b\",\"a\"]}");
  }

  @Test
  void a_sensitive_value_is_never_shown() {
    ObjectNode plan = drift("aws_db_instance", "{'password': 'old-1'}", "{'password': 'new-2'}");
    ((ObjectNode) plan.at("/resource_drift/0/change"))
        .set("after_sensitive", json("{'password': true}"));

    assertThat(lines(read(plan)))
        .containsExactly("aws_db_instance.x password: (sensitive) → (sensitive)");
    assertThat(read(plan).toString()).doesNotContain("old-1").doesNotContain("new-2");
  }

  @Test
  void a_password_that_the_provider_does_not_mark_is_masked() {
    String values = "{'environment': [{'variables': {'DB_PASSWORD': '%s', 'LEVEL': '%s'}}]}";
    ObjectNode plan =
        drift(
            "aws_lambda_function",
            values.formatted("correct-horse", "info"),
            values.formatted("battery-staple", "debug"));

    assertThat(lines(read(plan)))
        .containsExactly(
            "aws_lambda_function.x environment[0].variables.DB_PASSWORD: (sensitive) → (sensitive)",
            "aws_lambda_function.x environment[0].variables.LEVEL: \"info\" → \"debug\"");
    assertThat(read(plan).toString()).doesNotContain("correct-horse").doesNotContain("battery");
  }

  @Test
  void a_variable_of_a_build_is_masked_by_its_name() {
    String values =
        "{'environment': [{'environment_variable': [{'name': 'API_TOKEN', 'value': '%s'}]}]}";
    ObjectNode plan =
        drift(
            "aws_codebuild_project",
            values.formatted("correct-horse"),
            values.formatted("battery-staple"));

    assertThat(lines(read(plan)))
        .containsExactly(
            "aws_codebuild_project.x environment[0].environment_variable[API_TOKEN].value:"
                + " (sensitive) → (sensitive)");
  }

  @Test
  void a_tag_of_the_provider_is_drift_of_every_type() {
    ObjectNode plan =
        drift(
            "aws_vpc_security_group_ingress_rule",
            "{'tags': {}, 'tags_all': {'Environment': 'production'}}",
            "{'tags': {}, 'tags_all': {}}");

    assertThat(lines(read(plan)))
        .containsExactly(
            "aws_vpc_security_group_ingress_rule.x tags_all.Environment: \"production\" → (none)");
  }

  @Test
  void a_public_grant_is_drift_unless_access_control_lists_are_off() {
    ObjectNode plan =
        drift("aws_s3_bucket", "{'id': 'b', 'acl': ''}", "{'id': 'b', 'acl': 'public-read'}");
    World world = world(plan);
    world.add(
        "aws_s3_bucket_ownership_controls",
        json("{'bucket': 'b', 'rule': [{'object_ownership': 'ObjectWriter'}]}"));

    assertThat(new DriftReading(Map.of(), world, NO_KEYS).read(plan).drifted()).hasSize(1);

    world.add(
        "aws_s3_bucket_ownership_controls",
        json("{'bucket': 'b', 'rule': [{'object_ownership': 'BucketOwnerEnforced'}]}"));
    assertThat(new DriftReading(Map.of(), world, NO_KEYS).read(plan).drifted()).isEmpty();
  }

  @Test
  void storage_that_grows_by_itself_is_drift_only_where_it_may_not() {
    String state = "{'allocated_storage': 20, 'max_allocated_storage': %d}";
    String aws = "{'allocated_storage': 30, 'max_allocated_storage': %d}";

    assertThat(lines(read(drift("aws_db_instance", state.formatted(50), aws.formatted(50)))))
        .isEmpty();
    assertThat(lines(read(drift("aws_db_instance", state.formatted(0), aws.formatted(0)))))
        .containsExactly("aws_db_instance.x allocated_storage: 20 → 30");
  }

  @Test
  void a_bucket_policy_is_drift_unless_a_resource_describes_it() {
    ObjectNode plan =
        drift("aws_s3_bucket", "{'id': 'b', 'policy': ''}", "{'id': 'b', 'policy': 'x'}");
    World world = world(plan);

    assertThat(new DriftReading(Map.of(), world, NO_KEYS).read(plan).drifted()).hasSize(1);

    world.add("aws_s3_bucket_policy", json("{'bucket': 'b'}"));
    assertThat(new DriftReading(Map.of(), world, NO_KEYS).read(plan).drifted()).isEmpty();
  }

  @Test
  void every_type_of_the_tables_exists() {
    assertThat(DriftTables.types()).contains("aws_s3_bucket", "aws_eip").hasSizeGreaterThan(800);
    assertThat(DriftTables.isComputed("aws_db_instance", "latest_restorable_time")).isTrue();
    assertThat(DriftTables.isComputed("aws_db_instance", "instance_class")).isFalse();
  }

  private static final DriftReading.Keys NO_KEYS = (address, path) -> Optional.empty();

  private static DriftReading.Found read(JsonNode plan) {
    return new DriftReading(Map.of(), world(plan), NO_KEYS).read(plan);
  }

  private static World world(JsonNode plan) {
    World world = new World();
    world.add(plan);
    return world;
  }

  private static List<String> lines(DriftReading.Found found) {
    List<String> lines = new ArrayList<>();
    for (DriftedResource each : found.drifted()) {
      if (each.deleted()) {
        lines.add(each.address() + " deleted");
      }
      each.values()
          .forEach(
              v -> lines.add(each.address() + " " + v.path() + ": " + v.state() + " → " + v.aws()));
    }
    return lines;
  }

  private static ObjectNode policy(String state, String aws) {
    return drift("aws_iam_policy", "{'policy': '" + state + "'}", "{'policy': '" + aws + "'}");
  }

  private static ObjectNode drift(String type, String before, String after) {
    return (ObjectNode)
        json(
            "{'resource_drift': [{'mode': 'managed', 'address': '"
                + type
                + ".x', 'type': '"
                + type
                + "', 'change': {'actions': ['update'], 'before': "
                + before
                + ", 'after': "
                + after
                + ", 'before_sensitive': {}, 'after_sensitive': {}}}]}");
  }

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }

  private static ObjectNode recorded(String name) {
    return (ObjectNode) Json.read(Path.of("src/test/resources/drift", name + ".json"));
  }
}
