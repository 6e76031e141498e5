package dev.terrace.affected;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class StackComparisonTest {
  private static final String NETWORK =
      """
      {"provider": {"aws": [{"region": "r"}]},
       "locals": {"size": 1},
       "resource": {"aws_vpc": {"v": {"cidr_block": "a"}},
                    "aws_subnet": {"s": {"vpc_id": "${aws_vpc.v.id}"}},
                    "aws_eip": {"e": {"domain": "vpc"}}},
       "output": {"subnet": {"value": "${aws_subnet.s.id}"},
                  "address": {"value": "${aws_eip.e.public_ip}"}}}
      """;
  private static final String DATA =
      """
      {"resource": {"aws_db_instance": {"d": {"subnet": "${%ssubnet}"}}},
       "output": {"db": {"value": "${aws_db_instance.d.address}"}}}
      """
          .formatted(upstream("network"));
  private static final String PLATFORM =
      """
      {"resource": {"aws_ecs_service": {"s": {"db": "${%sdb}"}}}}
      """
          .formatted(upstream("data"));

  private static String upstream(String stack) {
    return "data.terraform_remote_state.cross-stack-reference-input-" + stack + ".outputs.";
  }

  @Test
  void equal_stacks_are_not_affected() {
    assertThat(affected(NETWORK, DATA)).isEmpty();
  }

  @Test
  void a_change_that_an_output_does_not_reach_stays_in_its_stack() {
    assertThat(affected(NETWORK.replace("\"domain\": \"vpc\"", "\"domain\": \"x\""), DATA))
        .isEqualTo(Map.of("network", "differs"));
  }

  @Test
  void a_change_ripples_through_outputs_of_stacks_that_stay_the_same() {
    assertThat(affected(NETWORK.replace("\"cidr_block\": \"a\"", "\"cidr_block\": \"b\""), DATA))
        .isEqualTo(
            Map.of(
                "network", "differs",
                "data", "reads an output of network whose value may change",
                "platform", "reads an output of data whose value may change"));
  }

  @Test
  void an_address_on_a_line_of_its_own_is_an_address() {
    String network =
        NETWORK.replace("${aws_subnet.s.id}", "${join(\\\",\\\", [\\naws_subnet.s.id])}");

    assertThat(
            new StackComparison(
                    stacks(network, DATA),
                    stacks(network.replace("\"cidr_block\": \"a\"", "\"cidr_block\": \"b\""), DATA))
                .affected("data"))
        .contains("reads an output of network whose value may change");
  }

  @Test
  void the_provider_and_local_values_decide_about_every_output() {
    assertThat(affected(NETWORK.replace("\"region\": \"r\"", "\"region\": \"q\""), DATA))
        .containsKeys("network", "data", "platform");
    assertThat(affected(NETWORK.replace("\"size\": 1", "\"size\": 2"), DATA))
        .containsKeys("network", "data", "platform");
  }

  @Test
  void an_output_that_was_added_counts_as_changed() {
    String old = NETWORK.replace("\"subnet\": {\"value\"", "\"other\": {\"value\"");

    assertThat(compare(stacks(old, DATA), stacks(NETWORK, DATA))).containsKeys("network", "data");
  }

  @Test
  void a_state_that_is_read_as_a_whole_counts_as_changed() {
    String whole = DATA.replace(".outputs.subnet", ".outputs");

    assertThat(affected(NETWORK, whole))
        .containsEntry("data", "reads another state in a way that is not understood");
  }

  @Test
  void assets_count() {
    Map<String, SynthesizedStack> before = stacks(NETWORK, DATA);
    Map<String, SynthesizedStack> after = stacks(NETWORK, DATA);
    after.put(
        "data",
        new SynthesizedStack(
            after.get("data").tree(), Map.of("assets/x", new SynthesizedStack.Content("new"))));

    assertThat(compare(before, after))
        .containsEntry("data", "has other assets")
        .containsEntry("platform", "reads an output of data whose value may change");
  }

  /** Why each stack is affected by a new network. */
  private static Map<String, String> affected(String network, String data) {
    return compare(stacks(NETWORK, data), stacks(network, data));
  }

  private static Map<String, String> compare(
      Map<String, SynthesizedStack> before, Map<String, SynthesizedStack> after) {
    StackComparison comparison = new StackComparison(before, after);
    Map<String, String> reasons = new TreeMap<>();
    after
        .keySet()
        .forEach(name -> comparison.affected(name).ifPresent(why -> reasons.put(name, why)));
    return reasons;
  }

  private static Map<String, SynthesizedStack> stacks(String network, String data) {
    Map<String, SynthesizedStack> stacks = new TreeMap<>();
    stacks.put("network", stack(network));
    stacks.put("data", stack(data));
    stacks.put("platform", stack(PLATFORM));
    return stacks;
  }

  private static SynthesizedStack stack(String text) {
    JsonNode tree = Json.parse(text);
    return new SynthesizedStack(tree, Map.of());
  }
}
