package dev.terrace.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.config.EnvironmentId;
import dev.terrace.picture.SystemPicture;
import dev.terrace.terraform.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the sections read from resources in each form in which Terraform writes them. */
final class SectionsTest {
  private static final EnvironmentId ID = new EnvironmentId("shop", "test");

  private static Model model(String resources) {
    JsonNode tree = Json.parse("{\"resource\": {" + resources + "}}");
    return new Model(ID, "eu-west-1", Map.of(ID.stack("data"), tree));
  }

  private static List<String> watched(String dimensions, String other) {
    Model model =
        model(
            """
            "aws_cloudwatch_metric_alarm": {"alarm": {%s}}, %s
            """
                .formatted(dimensions, other));
    Watched watched = new Watched(model);
    return model.resources().stream().filter(watched::contains).map(Resource::address).toList();
  }

  @Test
  void an_alarm_watches_the_cache_whose_nodes_it_names() {
    String caches =
        """
        "aws_elasticache_replication_group": {
          "one": {"replication_group_id": "shop-test"},
          "sharded": {"replication_group_id": "shop"},
          "other": {"replication_group_id": "shop-test-0"}}
        """;
    String dimensions = "\"dimensions\": {\"CacheClusterId\": \"%s\"}";

    assertThat(watched(dimensions.formatted("shop-test-001"), caches))
        .containsExactly("aws_elasticache_replication_group.one");
    assertThat(watched(dimensions.formatted("shop-0002-001"), caches))
        .containsExactly("aws_elasticache_replication_group.sharded");
    assertThat(watched(dimensions.formatted("shop-test"), caches)).isEmpty();
  }

  @Test
  void an_alarm_on_dead_letters_watches_the_queue_that_they_come_from() {
    assertThat(
            watched(
                "\"dimensions\": {\"QueueName\": \"${aws_sqs_queue.dead.name}\"}",
                """
                "aws_sqs_queue": {
                  "dead": {"name": "shop-dead"},
                  "orders": {"name": "shop-orders", "redrive_policy":
                    "{\\"deadLetterTargetArn\\":\\"${aws_sqs_queue.dead.arn}\\"}"},
                  "mails": {"name": "shop-mails"}}
                """))
        .containsExactly("aws_sqs_queue.dead", "aws_sqs_queue.orders");
  }

  @Test
  void an_alarm_that_calculates_watches_what_its_queries_name() {
    assertThat(
            watched(
                """
                "metric_query": [{"id": "m", "metric": {"dimensions": {"QueueName": "shop-mails"}}}]
                """,
                "\"aws_sqs_queue\": {\"mails\": {\"name\": \"shop-mails\"}, \"q\": {\"name\": \"x\"}}"))
        .containsExactly("aws_sqs_queue.mails");
  }

  @Test
  void dashboards_are_listed_with_their_graphs() {
    Model model =
        model(
            """
            "aws_cloudwatch_dashboard": {"main": {"dashboard_name": "shop-test", "dashboard_body":
              "{\\"widgets\\": [{\\"type\\": \\"metric\\", \\"properties\\": {\\"title\\": \\"CPU\\"}},
                {\\"type\\": \\"text\\", \\"properties\\": {\\"markdown\\": \\"x\\"}},
                {\\"type\\": \\"metric\\", \\"properties\\": {\\"title\\": \\"Memory\\"}}]}"}}
            """
                .replace("\n    ", " "));
    Html html = new Html();
    new AlarmSection(model, SystemPicture.of(model)).write(html);

    assertThat(rows(html)).containsExactly("shop-test|CPU, Memory");
  }

  @Test
  void roles_that_name_a_secret_by_a_pattern_read_it() {
    Html html = new Html();
    new AccessSection(
            model(
                """
                "aws_secretsmanager_secret": {
                  "mine": {"name": "shop/test/key", "//": {"metadata": {"path": "s/mine/secret"}}},
                  "other": {"name": "bank/key", "//": {"metadata": {"path": "s/other/secret"}}}},
                "aws_iam_role": {
                  "pattern": {"name": "r", "//": {"metadata": {"path": "s/pattern/role"}}},
                  "arn": {"name": "s", "//": {"metadata": {"path": "s/arn/role"}}}},
                "aws_iam_role_policy": {
                  "pattern": {"role": "${aws_iam_role.pattern.name}", "policy":
                    "{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"secretsmanager:Get*\\",\\"Resource\\":\\"arn:aws:secretsmanager:eu-west-1:*:secret:shop/*\\"}]}"},
                  "arn": {"role": "${aws_iam_role.arn.name}", "policy":
                    "{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"secretsmanager:GetSecretValue\\",\\"Resource\\":\\"${aws_secretsmanager_secret.mine.arn}\\"}]}"}}
                """))
        .write(html);

    assertThat(rows(html)).contains("shop/test/key||arn/role, pattern/role", "bank/key||");
  }

  @Test
  void rules_of_security_groups_are_listed_in_every_form() {
    Html html = new Html();
    new NetworkSection(
            model(
                """
                "aws_security_group": {
                  "web": {"//": {"metadata": {"path": "s/web/group"}},
                    "ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443,
                                 "cidr_blocks": ["0.0.0.0/0", "10.0.0.0/8"]}],
                    "egress": {"protocol": "-1", "self": true}},
                  "db": {"//": {"metadata": {"path": "s/db/group"}}}},
                "aws_security_group_rule": {
                  "one": {"type": "ingress", "protocol": "tcp", "from_port": 5432, "to_port": 5433,
                    "security_group_id": "${aws_security_group.db.id}",
                    "source_security_group_id": "${aws_security_group.web.id}",
                    "//": {"metadata": {"path": "s/one"}}}},
                "aws_vpc_security_group_egress_rule": {
                  "two": {"ip_protocol": "udp", "from_port": 53, "to_port": 53,
                    "security_group_id": "${aws_security_group.db.id}", "cidr_ipv6": "::/0",
                    "//": {"metadata": {"path": "s/two"}}}}
                """))
        .write(html);

    assertThat(rows(html))
        .containsExactly(
            "db|everybody (::/0)|udp 53|two",
            "web|db|tcp 5432–5433|one",
            "everybody (0.0.0.0/0)|web|tcp 443|web/group",
            "10.0.0.0/8|web|tcp 443|web/group",
            "web|web|all|web/group");
  }

  /** The texts of the cells, a row of a table each. */
  private static List<String> rows(Html html) {
    return Pattern.compile("<tr class=\"found\">(.*?)</tr>", Pattern.DOTALL)
        .matcher(html.toString())
        .results()
        .map(
            row ->
                String.join(
                    "|",
                    Pattern.compile("<td>(.*?)</td>", Pattern.DOTALL)
                        .matcher(row.group(1))
                        .results()
                        .map(cell -> cell.group(1).replaceAll("<[^>]*>", "").strip())
                        .toList()))
        .toList();
  }
}
