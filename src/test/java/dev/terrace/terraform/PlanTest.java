package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.terraform.Plan.Action;
import dev.terrace.terraform.Plan.Attribute;
import dev.terrace.terraform.Plan.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlanTest {

  @Test
  void an_update_names_each_attribute_that_differs() {
    Change change =
        change(
            """
            "actions": ["update"],
            "before": {"a": 1, "same": true, "tags": {"x": "old", "y": "kept"}, "list": ["p"]},
            "after": {"a": 2, "same": true, "tags": {"x": "new", "y": "kept"}, "list": ["p", "q"]},
            "after_unknown": {}, "before_sensitive": {}, "after_sensitive": {}
            """);
    assertThat(change.action()).isEqualTo(Action.UPDATE);
    assertThat(change.attributes())
        .containsExactly(
            new Attribute("a", "1", "2"),
            new Attribute("tags.x", "\"old\"", "\"new\""),
            new Attribute("list[1]", "(none)", "\"q\""));
  }

  @Test
  void sensitive_values_are_masked_and_unknown_ones_said_to_be_so() {
    Change change =
        change(
            """
            "actions": ["update"],
            "before": {"password": "hush", "arn": "a"},
            "after": {"password": "hushed"},
            "after_unknown": {"arn": true},
            "before_sensitive": {"password": true}, "after_sensitive": {"password": true}
            """);
    assertThat(change.attributes())
        .containsExactly(
            new Attribute("password", "(sensitive)", "(sensitive)"),
            new Attribute("arn", "\"a\"", "(known after apply)"));
  }

  @Test
  void a_replacement_names_the_attribute_that_forces_it() {
    Change change =
        change(
            """
            "actions": ["delete", "create"],
            "before": {"subnets": [{"id": 1}]}, "after": {"subnets": [{"id": 2}]},
            "after_unknown": {}, "before_sensitive": {}, "after_sensitive": {},
            "replace_paths": [["subnets", 0, "id"]]
            """);
    assertThat(change.action()).isEqualTo(Action.REPLACE);
    assertThat(change.forcedBy()).containsExactly("subnets[0].id");
  }

  @Test
  void what_stays_data_and_ephemeral_resources_are_no_changes() {
    Plan plan =
        Plan.of(
            Json.parse(
                """
                {"resource_changes": [
                  {"address": "aws_a.b", "mode": "managed", "type": "aws_a",
                   "change": {"actions": ["no-op"]}},
                  {"address": "data.aws_a.b", "mode": "data", "type": "aws_a",
                   "change": {"actions": ["read"]}}],
                 "output_changes": {"x": {"actions": ["no-op"]}}}
                """));
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.counts()).isEqualTo("no changes");
  }

  @Test
  void outputs_that_only_later_stacks_read_are_counted_and_not_listed() {
    Plan plan =
        Plan.of(
            Json.parse(
                """
                {"output_changes": {"cross-stack-output-aws_vpcmainid": {"actions": ["create"]}}}
                """));
    assertThat(plan.isEmpty()).as("the state changes").isFalse();
    assertThat(plan.publicOutputChanges()).isEmpty();
    assertThat(plan.counts()).isEqualTo("no changes of resources, 1 value for later stacks");
  }

  @Test
  void a_change_of_outputs_alone_is_a_change() {
    Plan plan = Plan.of(Json.parse("{\"output_changes\": {\"x\": {\"actions\": [\"create\"]}}}"));
    assertThat(plan.isEmpty()).isFalse();
    assertThat(plan.outputChanges()).isEqualTo(Map.of("x", Action.CREATE));
    assertThat(plan.counts()).isEqualTo("1 outputs to change");
  }

  private static Change change(String body) {
    Plan plan =
        Plan.of(
            Json.parse(
                "{\"resource_changes\": [{\"address\": \"aws_a.b\", \"mode\": \"managed\","
                    + " \"type\": \"aws_a\", \"change\": {"
                    + body
                    + "}}]}"));
    List<Change> changes = plan.changes();
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }

  @Test
  void a_plan_that_only_moves_is_not_empty() {
    Plan plan =
        Plan.of(
            Json.parse(
                """
                {"resource_changes": [
                  {"address": "aws_vpc.new", "previous_address": "aws_vpc.old", "mode": "managed",
                   "type": "aws_vpc", "change": {"actions": ["no-op"], "before": {}, "after": {}}},
                  {"address": "aws_vpc.other", "previous_address": "aws_vpc.other", "mode": "managed",
                   "type": "aws_vpc", "change": {"actions": ["no-op"], "before": {}, "after": {}}}]}
                """));

    assertThat(plan.isEmpty()).isFalse();
    assertThat(plan.moves()).isEqualTo(1);
    assertThat(plan.counts()).isEqualTo("1 to move");
    assertThat(plan.changes())
        .extracting(each -> each.action() + " " + each.attributes())
        .containsExactly("MOVE [Attribute[path=address, before=aws_vpc.old, after=aws_vpc.new]]");
  }

  @Test
  void an_empty_resource_in_the_place_of_one_that_is_forgotten_is_a_replacement() {
    Plan plan =
        Plan.of(
            Json.parse(
                """
                {"resource_changes": [
                  {"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc",
                   "change": {"actions": ["create", "forget"], "before": {}, "after": {}}}]}
                """));

    assertThat(plan.counts()).isEqualTo("1 to replace");
  }
}
