package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import org.junit.jupiter.api.Test;

final class ConfigChangeTest {

  @Test
  void a_value_is_set_where_its_path_leads_and_maps_are_made_on_the_way() {
    ObjectNode tree = (ObjectNode) Json.parse("{\"database\": {\"multiAz\": false, \"days\": 7}}");

    ConfigChange.of("database.multiAz", true).apply(tree);
    ConfigChange.of("options.nat.gateways", "one").apply(tree);
    ConfigChange.of("count", 2).apply(tree);

    assertThat(tree)
        .isEqualTo(
            Json.parse(
                "{\"database\": {\"multiAz\": true, \"days\": 7}, \"options\": {\"nat\": {\"gateways\":"
                    + " \"one\"}}, \"count\": 2}"));
  }

  @Test
  void it_reads_as_it_would_stand_in_the_file() {
    assertThat(ConfigChange.of("database.multiAz", true)).hasToString("database.multiAz: true");
    assertThat(ConfigChange.of("options.nat", "one")).hasToString("options.nat: one");
  }
}
