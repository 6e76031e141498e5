package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StateTest {
  @Test
  void the_current_instance_counts_where_a_replaced_one_is_not_destroyed_yet() {
    State state =
        State.of(
            Json.parse(
                """
                {"version": 4, "serial": 3, "resources": [
                  {"mode": "managed", "type": "aws_lb", "name": "b", "instances": [
                    {"attributes": {"id": "new"}},
                    {"deposed": "1a2b3c4d", "attributes": {"id": "old"}}]},
                  {"mode": "managed", "type": "aws_lb", "name": "gone", "instances": [
                    {"deposed": "5e6f7a8b", "attributes": {"id": "older"}}]}]}"""));

    assertThat(state.resources().get("aws_lb.b").path("id").asText()).isEqualTo("new");
    assertThat(state.resources().get("aws_lb.gone").path("id").asText()).isEqualTo("older");
  }

  @Test
  void tainted_resources_are_known() {
    State state =
        State.of(
            Json.parse(
                """
                {"version": 4, "serial": 3, "resources": [
                  {"mode": "managed", "type": "aws_sqs_queue", "name": "q", "instances": [
                    {"status": "tainted", "attributes": {"id": "1"}}]},
                  {"mode": "managed", "type": "aws_sqs_queue", "name": "p", "instances": [
                    {"attributes": {"id": "2"}}]}]}"""));

    assertThat(state.tainted()).containsExactly("aws_sqs_queue.q");
  }
}
