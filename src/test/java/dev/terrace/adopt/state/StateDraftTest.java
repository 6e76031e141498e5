package dev.terrace.adopt.state;

import static dev.terrace.adopt.SampleResources.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class StateDraftTest {
  private static final ObjectNode STACK =
      json(
          "{'resource': {'aws_db_instance': {'d': {'password_wo': 'x', 'password_wo_version': 3}},"
              + " 'aws_secretsmanager_secret_version': {'v': {'secret_string_wo': 'x',"
              + " 'secret_string_wo_version': 2}}, 'aws_budgets_budget': {'b': {'provider':"
              + " 'aws.billing'}}}}");

  private static ObjectNode attributes(StateDraft draft, int resource) {
    return (ObjectNode) draft.tree().at("/resources/" + resource + "/instances/0/attributes");
  }

  @Test
  void a_database_keeps_its_password_and_the_state_lacks_it() {
    StateDraft draft = StateDraft.of(Optional.empty(), STACK);

    draft.move(
        "aws_db_instance.d",
        json(
            "{'schema_version': 2, 'private': 'cA==', 'index_key': 0, 'dependencies':"
                + " ['aws_vpc.a'], 'attributes': {'id': 'db-1', 'password': 'hunter2',"
                + " 'password_wo': null}}"));

    assertThat(draft.tree().toString()).doesNotContain("hunter2");
    assertThat(draft.tree().at("/resources/0"))
        .isEqualTo(
            json(
                "{'mode': 'managed', 'type': 'aws_db_instance', 'name': 'd', 'provider':"
                    + " 'provider[\\\"registry.terraform.io/hashicorp/aws\\\"]', 'instances':"
                    + " [{'schema_version': 2, 'private': 'cA==', 'attributes': {'id': 'db-1',"
                    + " 'password': null, 'password_wo': null, 'password_wo_version': 3}}]}"));
  }

  @Test
  void the_value_of_a_secret_counts_as_written() {
    StateDraft draft = StateDraft.of(Optional.empty(), STACK);

    draft.imported(
        "aws_secretsmanager_secret_version.v",
        json(
            "{'schema_version': 0, 'values': {'id': 'arn|1', 'secret_string': 'hunter2',"
                + " 'has_secret_string_wo': null}}"));

    assertThat(attributes(draft, 0))
        .isEqualTo(
            json(
                "{'id': 'arn|1', 'secret_string': null, 'has_secret_string_wo': true,"
                    + " 'secret_string_wo_version': 2, 'secret_string_wo': null}"));
  }

  @Test
  void a_resource_of_another_provider_configuration_keeps_it() {
    StateDraft draft = StateDraft.of(Optional.empty(), STACK);

    draft.move("aws_budgets_budget.b", json("{'attributes': {'id': 'b'}}"));

    assertThat(draft.tree().at("/resources/0/provider").asText())
        .isEqualTo("provider[\"registry.terraform.io/hashicorp/aws\"].billing");
  }

  @Test
  void existing_resources_remain_and_the_serial_increases_by_one() {
    ObjectNode before =
        json(
            "{'version': 4, 'serial': 7, 'lineage': 'l', 'outputs': {}, 'resources': [{'mode':"
                + " 'managed', 'type': 'aws_vpc', 'name': 'v', 'instances': [{'attributes': {'id':"
                + " 'vpc-1'}}]}]}");
    StateDraft draft = StateDraft.of(Optional.of(before), STACK);
    draft.move("aws_budgets_budget.b", json("{'attributes': {'id': 'b'}}"));

    assertThat(draft.attributes())
        .isEqualTo(
            Map.of(
                "aws_vpc.v", json("{'id': 'vpc-1'}"), "aws_budgets_budget.b", json("{'id': 'b'}")));
    assertThat(draft.next().path("serial").asLong()).isEqualTo(8);
    assertThat(draft.next().path("lineage").asText()).isEqualTo("l");
    assertThat(before.path("resources")).hasSize(1);
  }

  @Test
  void known_outputs_are_added_and_unknown_ones_are_not() {
    StateDraft draft = StateDraft.of(Optional.empty(), STACK);

    Map<String, JsonNode> known =
        draft.outputs(
            json(
                "{'planned_values': {'outputs': {'vpc': {'sensitive': true, 'type': 'string',"
                    + " 'value': 'vpc-1'}, 'new': {'sensitive': false}}}}"));

    assertThat(known.keySet()).containsExactly("vpc");
    assertThat(draft.tree().path("outputs"))
        .isEqualTo(json("{'vpc': {'value': 'vpc-1', 'type': 'string', 'sensitive': true}}"));
  }

  @Test
  void a_detached_stack_has_no_connection_to_a_real_state() {
    ObjectNode stack =
        json(
            "{'terraform': {'backend': {'s3': {}}, 'required_version': 'x'}, 'data':"
                + " {'terraform_remote_state': {'cross-stack-reference-input-net': {}}},"
                + " 'resource': {'aws_subnet': {'s': {'lifecycle': {'prevent_destroy': true},"
                + " 'vpc_id':"
                + " '${data.terraform_remote_state.cross-stack-reference-input-net.outputs.vpc}',"
                + " 'name':"
                + " '${data.terraform_remote_state.cross-stack-reference-input-net.outputs.new}'}}}}");

    ObjectNode detached =
        DetachedStack.of(
            stack,
            upstream ->
                upstream.equals(new UpstreamOutput("net", "vpc"))
                    ? Optional.of(Json.object().textNode("a ${b}"))
                    : Optional.empty(),
            Set.of());

    assertThat(detached)
        .isEqualTo(
            json(
                "{'terraform': {'required_version': 'x', 'backend': {'local': {'path':"
                    + " 'terraform.tfstate'}}}, 'resource': {'aws_subnet': {'s': {'lifecycle': {},"
                    + " 'vpc_id': '${local.terrace_upstream_0}', 'name':"
                    + " '${local.terrace_upstream_1}'}}}, 'locals': {'terrace_upstream_0': 'a"
                    + " $${b}', 'terrace_upstream_1': '${jsondecode(timestamp())}'}}"));
  }

  @Test
  void a_resource_with_several_owners_is_found() {
    String vpc =
        "{'mode': 'managed', 'type': 'aws_vpc', 'name': '%s', 'instances': [{'attributes': {'id':"
            + " '%s'}}]}";
    JsonNode network =
        json(
            "{'resources': ["
                + vpc.formatted("a", "vpc-1")
                + ", "
                + vpc.formatted("b", "vpc-1")
                + "]}");
    JsonNode other = json("{'resources': [" + vpc.formatted("c", "vpc-1") + "]}");
    JsonNode apart = json("{'resources': [" + vpc.formatted("d", "vpc-2") + "]}");

    assertThat(
            DuplicateOwners.find(new TreeMap<>(Map.of("net", network, "other", other, "x", apart))))
        .containsExactly(
            "aws_vpc vpc-1: aws_vpc.a of net, and aws_vpc.b of net",
            "aws_vpc vpc-1: aws_vpc.a of net, and aws_vpc.c of other");
    assertThat(DuplicateOwners.find(new TreeMap<>(Map.of("other", other, "x", apart)))).isEmpty();
  }
}
