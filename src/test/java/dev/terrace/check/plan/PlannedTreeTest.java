package dev.terrace.check.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** On a plan of Terraform 1.11.4 with a module, {@code count} and {@code for_each}. */
final class PlannedTreeTest {
  private static final JsonNode PLAN = Json.read(Path.of("src/test/resources/check/plan.json"));
  private static final JsonNode TREE = PlannedTree.of(PLAN);

  private static JsonNode resource(String type, String label) {
    return TREE.path("resource").path(type).path(label);
  }

  @Test
  void every_instance_is_a_resource_with_its_address() {
    JsonNode ssh = resource("aws_vpc_security_group_ingress_rule", "open-ssh-");

    assertThat(ssh.at("/from_port").asInt()).isEqualTo(22);
    assertThat(ssh.at("/~1~1/address").asText())
        .isEqualTo("aws_vpc_security_group_ingress_rule.open[\"ssh\"]");
    assertThat(resource("aws_db_instance", "module-db-this-0-").at("/engine").asText())
        .isEqualTo("postgres");
  }

  @Test
  void what_is_known_after_apply_refers_to_the_resource_of_the_configuration() {
    assertThat(resource("aws_flow_log", "vpc").path("vpc_id").asText())
        .isEqualTo("${aws_vpc.main.id}");
    assertThat(
            resource("aws_s3_bucket_public_access_block", "module-db-logs").path("bucket").asText())
        .isEqualTo("${aws_s3_bucket.module-db-logs.id}");
  }

  @Test
  void references_pass_through_the_variables_and_outputs_of_modules() {
    assertThat(
            resource("aws_db_instance", "module-db-this-0-")
                .path("vpc_security_group_ids")
                .toString())
        .contains("${aws_security_group.open.id}");
    assertThat(resource("aws_flow_log", "vpc").path("log_destination").asText())
        .isEqualTo("${aws_s3_bucket.module-db-logs.arn}");
  }

  @Test
  void sensitive_values_and_nulls_stay_out() {
    JsonNode database = resource("aws_db_instance", "module-db-this-0-");

    assertThat(database.path("password").asText()).isEqualTo("${sensitive}");
    assertThat(database.has("storage_encrypted")).isFalse();
    assertThat(TREE.toString()).doesNotContain("only-for-a-test");
  }

  @Test
  void the_region_is_that_of_the_provider() {
    assertThat(PlannedTree.region(PLAN)).isEqualTo("eu-west-1");
    assertThat(
            PlannedTree.region(
                Json.parse(
                    """
                    {"variables": {"where": {"value": "eu-north-1"}}, "configuration": {"provider_config":
                    {"aws": {"expressions": {"region": {"references": ["var.where"]}}}}}}""")))
        .isEqualTo("eu-north-1");
  }

  @Test
  void a_state_is_no_plan() {
    assertThatThrownBy(() -> PlannedTree.of(Json.parse("{\"values\": {}}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no plan: planned_values or configuration is missing");
  }
}
