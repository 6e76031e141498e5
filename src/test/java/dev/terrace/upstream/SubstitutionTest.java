package dev.terrace.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.upstream.AwaitedOutput.Use;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SubstitutionTest {
  private static final StackId NETWORK = new EnvironmentId("shop", "test").stack("network");
  private static final StackId DATA = new EnvironmentId("shop", "test").stack("data");

  /** Reads two outputs of the network and one of the data layer. */
  private static final StackFile STACK =
      StackFile.of(
          Json.parse(
              """
              {"terraform": {"backend": {"local": {"path": "../shop-test-platform.tfstate"}}},
               "data": {
                 "aws_caller_identity": {"account": {}},
                 "terraform_remote_state": {
                   "cross-stack-reference-input-shop-test-network": {"backend": "local"},
                   "cross-stack-reference-input-shop-test-data": {"backend": "local"}}},
               "resource": {"aws_lb": {"main": {
                 "depends_on": ["aws_vpc.x",
                   "data.terraform_remote_state.cross-stack-reference-input-shop-test-data"],
                 "subnets": ["${data.terraform_remote_state.cross-stack-reference-input-shop-test-network.outputs.subnet}"],
                 "name": "in ${data.terraform_remote_state.cross-stack-reference-input-shop-test-network.outputs.vpc} of ${data.terraform_remote_state.cross-stack-reference-input-shop-test-data.outputs.key}"}}},
               "output": {"vpc": {"value":
                 "${data.terraform_remote_state.cross-stack-reference-input-shop-test-network.outputs.vpc}"}}}
              """));

  @Test
  void a_stack_whose_values_are_all_deployed_is_planned_as_it_is() {
    assertThat(
            substitution(
                    state("{\"vpc\": {\"value\": \"v\"}, \"subnet\": {\"value\": \"s\"}}"),
                    state("{\"key\": {\"value\": \"k\"}}"))
                .isNeeded())
        .isFalse();
  }

  @Test
  void a_stack_that_reads_an_output_that_no_state_has_is_not_planned_as_it_is() {
    assertThat(
            substitution(
                    state("{\"vpc\": {\"value\": \"v\"}}"), state("{\"key\": {\"value\": \"k\"}}"))
                .isNeeded())
        .isTrue();
  }

  @Test
  void a_local_value_stands_for_each_data_source() {
    SubstitutedStack made =
        substitution(
                plan(
                    """
                    {"vpc": {"actions": ["create"], "after_unknown": true},
                     "subnet": {"actions": ["update"], "after_unknown": false}}""",
                    "{\"subnet\": {\"type\": \"string\", \"value\": \"s-${1}\"}}"),
                state("{\"key\": {\"value\": \"k\", \"type\": \"string\"}}"))
            .make();

    JsonNode tree = made.tree();
    assertThat(tree.path("locals"))
        .isEqualTo(
            Json.parse(
                """
                {"cross-stack-reference-input-shop-test-data": {"outputs": {"key": "k"}},
                 "cross-stack-reference-input-shop-test-network": {"outputs": {
                   "subnet": "s-$${1}", "vpc": "${jsondecode(timestamp())}"}}}"""));
    assertThat(tree.path("data"))
        .isEqualTo(Json.parse("{\"aws_caller_identity\": {\"account\": {}}}"));
    assertThat(tree.path("resource").path("aws_lb").path("main"))
        .isEqualTo(
            Json.parse(
                """
                {"depends_on": ["aws_vpc.x"],
                 "subnets": ["${local.cross-stack-reference-input-shop-test-network.outputs.subnet}"],
                 "name": "in ${local.cross-stack-reference-input-shop-test-network.outputs.vpc} of ${local.cross-stack-reference-input-shop-test-data.outputs.key}"}"""));
    assertThat(tree.path("terraform")).isEqualTo(STACK.tree().path("terraform"));
    assertThat(tree.toString()).doesNotContain("terraform_remote_state");
  }

  @Test
  void every_unknown_value_names_its_stack_its_output_and_who_reads_it() {
    SubstitutedStack made =
        substitution(
                plan("{\"vpc\": {\"actions\": [\"create\"], \"after_unknown\": true}}", "{}"),
                state("{\"key\": {\"value\": \"k\"}}"))
            .make();

    assertThat(made.awaited())
        .containsExactly(
            new AwaitedOutput(
                NETWORK, "subnet", true, List.of(new Use("aws_lb.main", "subnets[0]"))),
            new AwaitedOutput(
                NETWORK,
                "vpc",
                true,
                List.of(new Use("aws_lb.main", "name"), new Use("output.vpc", "value"))));
  }

  @Test
  void the_synthesized_stack_itself_stays_as_it_is() {
    String before = STACK.tree().toString();
    substitution(StackOutputs.unknown(), StackOutputs.unknown()).make();
    assertThat(STACK.tree()).hasToString(before);
  }

  private static Substitution substitution(StackOutputs network, StackOutputs data) {
    return new Substitution(STACK, Map.of(NETWORK, network, DATA, data));
  }

  private static StackOutputs state(String outputs) {
    return StackOutputs.deployed(Json.parse("{\"outputs\": " + outputs + "}"), false);
  }

  private static StackOutputs plan(String changes, String planned) {
    return StackOutputs.planned(
        Json.parse(
            "{\"output_changes\": "
                + changes
                + ", \"planned_values\": {\"outputs\": "
                + planned
                + "}}"));
  }
}
