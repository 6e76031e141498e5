package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every system has in its production environment, whatever else it consists of. */
class HardeningTest {

  /** What AWS does with each parameter is in the Javadoc of the construct. */
  private static final String ACCOUNT_ONLY =
      "StringEquals aws:SourceAccount <read account.account_id>";

  static Stream<Synthesized> productions() {
    return Stream.of(
        Synthesized.environment("coder", "production"),
        Synthesized.environment("orcha", "prod"),
        Synthesized.environment("alva", "production"));
  }

  @ParameterizedTest
  @MethodSource("productions")
  void parameters_of_the_database_wait_for_a_reboot(Synthesized environment) {
    assertThat(
            environment
                .stack("data")
                .at("database/parameter-group")
                .body()
                .at("/parameter/0/apply_method")
                .asText())
        .isEqualTo("pending-reboot");
  }

  @ParameterizedTest
  @MethodSource("productions")
  void the_database_waits_for_log_groups_with_a_retention(Synthesized environment) {
    Stack data = environment.stack("data");
    Resource instance = data.at("database/instance");
    List<String> groups = new ArrayList<>();
    for (String log : List.of("postgresql", "upgrade")) {
      Resource group = data.at("database/" + log + "-logs/group");
      groups.add(group.address());
      assertThat(group.text("name"))
          .isEqualTo("/aws/rds/instance/" + instance.text("identifier") + "/" + log);
      assertThat(group.body().path("retention_in_days").asInt()).isPositive();
    }
    assertThat(texts(instance.body().path("depends_on"))).containsAll(groups);
    assertThat(texts(instance.body().path("enabled_cloudwatch_logs_exports")))
        .containsExactly("postgresql", "upgrade");
  }

  @ParameterizedTest
  @MethodSource("productions")
  void refused_connections_are_logged_with_a_retention(Synthesized environment) {
    Stack network = environment.stack("network");
    String prefix = network.name().replaceFirst("-network$", "");
    assertThat(network.describe("flow-logs/flow-log"))
        .contains("log_destination = <flow-logs/logs/group.arn>\n")
        .contains("traffic_type = REJECT\n")
        .contains("vpc_id = <network/vpc.id>\n");
    assertThat(network.at("flow-logs/logs/group").body().path("retention_in_days").asInt())
        .as(prefix)
        .isPositive();
    Policies.table(network, network.at("flow-logs/role/role").json("assume_role_policy"))
        .assertReads(
            "Assume for Service vpc-flow-logs.amazonaws.com | sts:AssumeRole | | " + ACCOUNT_ONLY);
  }

  @Test
  void flow_logs_may_be_of_everything_or_off() {
    assertThat(flowLogs("flowLogs: all").at("flow-logs/flow-log").text("traffic_type"))
        .isEqualTo("ALL");
    assertThat(flowLogs("flowLogs: none").count("aws_flow_log")).isZero();
  }

  private static Stack flowLogs(String line) {
    return Synthesized.changed(
            "coder", "production", yaml -> yaml.replaceFirst("flowLogs: rejected", line))
        .stack("network");
  }

  @ParameterizedTest
  @MethodSource("productions")
  void the_load_balancer_is_protected_and_its_requests_are_logged(Synthesized environment) {
    Stack data = environment.stack("data");
    String name = environment.stack("platform").at("load-balancer/load-balancer").text("name");
    assertThat(environment.stack("platform").describe("load-balancer/load-balancer"))
        .contains("access_logs.bucket = <data: access-logs/policy.bucket>\n")
        .contains("access_logs.enabled = true\n")
        .contains("access_logs.prefix = " + name + "\n")
        .contains("enable_deletion_protection = true\n");
    Policies.table(data, data.at("access-logs/policy").json("policy"))
        .assertReads(
            """
            OnlyTls Deny for *                                                         | s3:*         | <access-logs/bucket.arn>, <access-logs/bucket.arn>/* | Bool aws:SecureTransport false
            LoadBalancerLogs for Service logdelivery.elasticloadbalancing.amazonaws.com | s3:PutObject | <access-logs/bucket.arn>/*/AWSLogs/<read account.account_id>/* | always
            BucketLogs for Service logging.s3.amazonaws.com                            | s3:PutObject | <access-logs/bucket.arn>/s3/* | %s
            """
                .formatted(ACCOUNT_ONLY));
    assertThat(data.at("access-logs/encryption").body().toString()).contains("\"AES256\"");
  }

  @ParameterizedTest
  @MethodSource("productions")
  void every_other_bucket_logs_who_reads_it_and_drops_what_is_left(Synthesized environment) {
    Stack data = environment.stack("data");
    for (Resource bucket : data.ofType("aws_s3_bucket")) {
      String construct = bucket.path().replaceFirst("/bucket$", "");
      JsonNode rule = data.at(construct + "/lifecycle").body().at("/rule/0");
      assertThat(rule.at("/abort_incomplete_multipart_upload/days_after_initiation").asInt())
          .as(construct)
          .isEqualTo(7);
      if (construct.equals("access-logs")) {
        assertThat(rule.at("/expiration/days").asInt()).isEqualTo(90);
        continue;
      }
      assertThat(data.describe(construct + "/access-logs"))
          .isEqualTo(
              """
              bucket = <%s/bucket.id>
              target_bucket = <access-logs/policy.bucket>
              target_prefix = s3/
              """
                  .formatted(construct));
    }
    for (Resource versioning : data.ofType("aws_s3_bucket_versioning")) {
      String construct = versioning.path().replaceFirst("/versioning$", "");
      assertThat(
              data.at(construct + "/lifecycle")
                  .body()
                  .at("/rule/0/noncurrent_version_expiration/noncurrent_days")
                  .asInt())
          .as(construct)
          .isEqualTo(90);
    }
  }

  @Test
  void
      blocks_outside_the_vpc_reach_an_internal_load_balancer_and_replace_everybody_at_a_public_one() {
    String line = "  deletionProtection: true\n  ingressCidrs: [10.9.0.0/16]\n";
    for (String system : List.of("coder/production", "orcha/prod", "alva/production")) {
      String[] names = system.split("/", -1);
      Stack network =
          Synthesized.changed(
                  names[0],
                  names[1],
                  yaml ->
                      yaml.replaceFirst("alb:\n  deletionProtection: true.*\n", "alb:\n" + line))
              .stack("network");
      List<String> blocks = new ArrayList<>();
      for (Resource rule : network.ofType("aws_vpc_security_group_ingress_rule")) {
        if (rule.path().startsWith("alb") && !rule.text("cidr_ipv4").isEmpty()) {
          blocks.add(rule.text("cidr_ipv4") + ":" + rule.text("from_port"));
        }
      }
      assertThat(blocks)
          .as(system)
          .containsExactlyInAnyOrderElementsOf(
              names[0].equals("coder")
                  ? List.of("10.0.0.0/16:443", "10.9.0.0/16:443")
                  : List.of("10.9.0.0/16:80", "10.9.0.0/16:443"));
    }
  }

  @ParameterizedTest
  @MethodSource("productions")
  void alarms_are_encrypted_with_the_key_of_the_data(Synthesized environment) {
    assertThat(environment.stack("observability").describe("alerts/topic"))
        .contains("kms_master_key_id = <data: data-key/key.arn>\n");
    assertThat(environment.stack("data").at("data-key/key").json("policy").toString())
        .contains("cloudwatch.amazonaws.com");
  }

  @ParameterizedTest
  @MethodSource("productions")
  void services_act_for_this_account_where_they_say_for_whom(Synthesized environment) {
    Map<String, String> conditions = new TreeMap<>();
    for (Stack stack : environment.stacks()) {
      for (Resource role : stack.ofType("aws_iam_role")) {
        for (JsonNode statement : role.json("assume_role_policy").path("Statement")) {
          String service = statement.at("/Principal/Service").asText();
          conditions.put(
              service, statement.at("/Condition/StringEquals").has("aws:SourceAccount") + "");
        }
      }
    }
    conditions.remove("");
    conditions.forEach(
        (service, told) ->
            assertThat(told)
                .as(service)
                .isEqualTo(
                    String.valueOf(
                        List.of(
                                "ecs-tasks.amazonaws.com",
                                "monitoring.rds.amazonaws.com",
                                "vpc-flow-logs.amazonaws.com",
                                "codebuild.amazonaws.com",
                                "codedeploy.amazonaws.com")
                            .contains(service))));
    assertThat(conditions).containsKey("vpc-flow-logs.amazonaws.com");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
