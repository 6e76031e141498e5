package dev.terrace.moves;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.support.Synthesized;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.State;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Refactorings of a synthesized system, with the values that a state has after a deploy, see {@code
 * src/test/resources/drift/README.md}.
 */
final class RecordedMovesTest {
  private static final EnvironmentId STAGING = new EnvironmentId("alva", "staging");
  private static final StackId DATA = STAGING.stack("data");
  private static final StackId NETWORK = STAGING.stack("network");

  private static StackFile code(String layer) {
    return StackFile.of(Synthesized.environment("alva", "staging").stack(layer).tree());
  }

  /** What the code of a layer has, as its state has it. */
  private static Map<String, JsonNode> deployed(String layer, String recording) {
    Set<String> inCode = code(layer).resources().keySet();
    Map<String, JsonNode> resources = new LinkedHashMap<>();
    JsonNode plan = Json.read(Path.of("src/test/resources/drift", recording + ".json"));
    plan.at("/prior_state/values/root_module/resources")
        .forEach(each -> resources.put(each.path("address").asText(), each.path("values")));
    plan.path("resource_drift")
        .forEach(each -> resources.put(each.path("address").asText(), each.at("/change/before")));
    resources.keySet().retainAll(inCode);
    assertThat(resources).hasSizeGreaterThan(9);
    return resources;
  }

  private static State state(Map<String, JsonNode> resources) {
    return new State(1, resources, Set.of(), Set.of());
  }

  @Test
  void a_renamed_subtree_of_a_database_is_paired_whole() {
    StackFile code = code("data");
    UnaryOperator<String> former =
        address ->
            code.constructPath(address).orElse("").startsWith("database/")
                ? address
                    .replaceFirst("\\.database_", ".postgres_")
                    .replaceFirst(".{8}$", "0A0B0C0D")
                : address;
    Map<String, JsonNode> before = new LinkedHashMap<>();
    Map<String, String> expected = new TreeMap<>();
    deployed("data", "data-changed")
        .forEach(
            (address, values) -> {
              before.put(former.apply(address), values);
              if (!former.apply(address).equals(address)) {
                expected.put(former.apply(address), address);
              }
            });
    assertThat(expected).hasSizeGreaterThan(2);

    MovePairs.Result found = MovePairs.of(new StackSide(DATA, code, state(before), Map.of()));

    assertThat(found.pairs().stream().collect(Collectors.toMap(Pair::from, Pair::to)))
        .containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(found.left()).isEmpty();
  }

  @Test
  void every_resource_of_a_stack_that_was_split_off_is_found_in_the_other() {
    Map<String, JsonNode> part = deployed("network", "network-fresh");

    List<Pair> pairs =
        MovePairs.between(
            List.of(
                new StackSide(DATA, code("data"), state(part), Map.of()),
                new StackSide(NETWORK, code("network"), state(Map.of()), Map.of())));

    assertThat(pairs)
        .containsExactlyInAnyOrderElementsOf(
            part.keySet().stream()
                .map(address -> new Pair(DATA, address, NETWORK, address))
                .toList());
  }
}
