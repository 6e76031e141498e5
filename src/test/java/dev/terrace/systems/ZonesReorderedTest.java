package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.support.ConfigTrees;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ZonesReorderedTest {

  static List<Map.Entry<EnvironmentId, ObjectNode>> environments() {
    return List.copyOf(ConfigTrees.all().entrySet());
  }

  @ParameterizedTest
  @MethodSource("environments")
  void zones_in_another_order_change_nothing(Map.Entry<EnvironmentId, ObjectNode> each) {
    EnvironmentId id = each.getKey();
    ObjectNode reversed = each.getValue().deepCopy();
    reverse((ArrayNode) reversed.get("zones"));
    reversed
        .get("network")
        .properties()
        .forEach(
            entry -> {
              if (entry.getKey().endsWith("Subnets")) {
                reverse((ArrayNode) entry.getValue());
              }
            });
    assertThat(reversed).isNotEqualTo(each.getValue());
    assertThat(trees(id, reversed)).isEqualTo(trees(id, each.getValue()));
  }

  private static List<?> trees(EnvironmentId id, ObjectNode tree) {
    return Synthesized.in(ConfigTrees.folderOf(id, tree), id).stacks().stream()
        .map(Stack::tree)
        .toList();
  }

  private static void reverse(ArrayNode list) {
    for (int i = 0; i < list.size() / 2; i++) {
      list.insert(i, list.remove(list.size() - 1));
    }
  }
}
