package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.support.ConfigTrees;
import dev.terrace.support.Synthesized;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Prefixes and names of services that are as long as the checks of the file accept: no name that is
 * built from them is too long for AWS, or only the synthesis would say so.
 */
final class LongestNamesTest {
  private static final int LONGEST = 63;

  static List<Map.Entry<EnvironmentId, ObjectNode>> environments() {
    return List.copyOf(ConfigTrees.all().entrySet());
  }

  @ParameterizedTest
  @MethodSource("environments")
  void the_longest_names_that_are_accepted_are_synthesized(
      Map.Entry<EnvironmentId, ObjectNode> each) {
    EnvironmentId id = each.getKey();
    ObjectNode prefixed =
        longest(
            id,
            length -> {
              ObjectNode tree = each.getValue().deepCopy();
              tree.put("namePrefix", "p" + "x".repeat(length - 1));
              return tree;
            });
    assertThat(prefixed.get("namePrefix").asText()).hasSizeGreaterThan(8);
    Synthesized.in(ConfigTrees.folderOf(id, prefixed), id);

    ObjectNode named =
        longest(
            id,
            length -> {
              ObjectNode tree = each.getValue().deepCopy();
              ObjectNode services = (ObjectNode) tree.get("services");
              services.set("s" + "x".repeat(length - 1), further(id, tree));
              return tree;
            });
    assertThat(named).isNotEqualTo(each.getValue());
    Synthesized.in(ConfigTrees.folderOf(id, named), id);
  }

  /** The tree of the greatest length that has no problem. */
  private static ObjectNode longest(EnvironmentId id, IntFunction<ObjectNode> ofLength) {
    int least = 2;
    int most = LONGEST;
    assertThat(ConfigTrees.problems(id, ofLength.apply(least))).isEmpty();
    while (least < most) {
      int middle = (least + most + 1) / 2;
      if (ConfigTrees.problems(id, ofLength.apply(middle)).isEmpty()) {
        least = middle;
      } else {
        most = middle - 1;
      }
    }
    return ofLength.apply(least);
  }

  /** A service next to the others. */
  private static ObjectNode further(EnvironmentId id, ObjectNode tree) {
    String model = Map.of("alva", "api", "coder", "litellm", "orcha", "link").get(id.system());
    ObjectNode service = tree.get("services").get(model).deepCopy();
    service.put("port", 4567);
    if (id.system().equals("coder")) {
      ObjectNode route = (ObjectNode) service.get("routes").get(0);
      route.put("priority", 456);
      route.putArray("hosts").add("further.{domain}");
      return service;
    }
    service.put("priority", 4567);
    if (id.system().equals("alva")) {
      service.put("path", "/further/*").put("subdomain", "further");
    } else {
      service.putArray("hosts").add(TextNode.valueOf("further.{zone}"));
    }
    return service;
  }
}
