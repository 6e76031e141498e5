package dev.terrace.actions.deploy.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.deploy.recovery.RecoveryWays.Way;
import dev.terrace.adopt.ImportIds;
import dev.terrace.support.Synthesized;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every type of the systems has a way to be recovered, and the way exists. */
final class RecoveryWaysTest {
  /** Bodies by stack and address. */
  private static Map<String, JsonNode> resources() {
    Map<String, JsonNode> all = new TreeMap<>();
    Stream.of(
            Synthesized.environment("coder", "production"),
            Synthesized.environment("orcha", "prod"),
            Synthesized.environment("alva", "production"),
            Synthesized.environment("alva", "staging"))
        .flatMap(environment -> environment.stacks().stream())
        .forEach(
            stack ->
                StackFile.of(stack.tree())
                    .resources()
                    .forEach((address, body) -> all.put(stack.name() + " " + address, body)));
    return all;
  }

  private static String type(String address) {
    return address.replaceFirst(".* ", "").replaceFirst("\\..*", "");
  }

  @Test
  void every_type_of_the_systems_is_in_the_table() {
    Set<String> unknown = new TreeSet<>();
    resources().keySet().forEach(address -> unknown.add(type(address)));
    assertThat(unknown).hasSizeGreaterThan(60);

    unknown.removeAll(RecoveryWays.types());

    assertThat(unknown).as("types that are missing in recovered.txt").isEmpty();
  }

  @Test
  void whatever_is_asked_for_has_a_finder_and_nothing_else_has() {
    Set<String> asked = new TreeSet<>();
    for (String type : RecoveryWays.types()) {
      if (RecoveryWays.of(type) == Way.ASK) {
        asked.add(type);
      }
    }

    assertThat(InFlight.finders().keySet()).containsExactlyElementsOf(asked);
  }

  @Test
  void whatever_is_imported_by_name_has_its_id_in_the_configuration() {
    ImportIds importIds = ImportIds.load();
    Set<String> without = new TreeSet<>();
    resources()
        .forEach(
            (address, body) -> {
              if (RecoveryWays.of(type(address)) == Way.NAME
                  && importIds.idOf(type(address), withoutIds(body)).isEmpty()) {
                without.add(address);
              }
            });

    assertThat(without).isEmpty();
  }

  private static JsonNode withoutIds(JsonNode body) {
    ObjectNode configured = Json.object();
    body.properties().forEach(each -> configured.set(each.getKey(), each.getValue()));
    return configured.remove(List.of("id", "arn"));
  }
}
