package dev.terrace.adopt.state;

import static dev.terrace.adopt.SampleResources.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.AdoptException;
import dev.terrace.terraform.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plans a database: {@code skip_final_snapshot} is in the state only. */
final class DraftPlannerTest {
  private static final ObjectNode STACK = json("{'resource': {}}");
  private static final JsonNode NO_CHANGES = json("{'resource_changes': []}");

  private final StateDraft draft = StateDraft.of(Optional.empty(), STACK);
  private final List<JsonNode> roots = new ArrayList<>();
  private final List<JsonNode> states = new ArrayList<>();

  /** Completes a draft with the given plans; the last one repeats. */
  private JsonNode complete(Map<String, String> imports, JsonNode... plans) {
    Deque<JsonNode> left = new ArrayDeque<>(List.of(plans));
    return DraftPlanner.complete(
        draft,
        STACK,
        imports,
        (root, state) -> {
          roots.add(root);
          states.add(state.deepCopy());
          return left.size() > 1 ? left.poll() : left.peek();
        });
  }

  private static JsonNode plan(String read, String before, String after) {
    return json(
        "{'prior_state': {'values': {'root_module': {'resources': [{'address':"
            + " 'aws_db_instance.d', 'schema_version': 2, 'values': %s}]}}}, 'resource_changes':"
                .formatted(read)
            + " [{'address': 'aws_db_instance.d', 'type': 'aws_db_instance', 'change': {'before':"
            + " %s, 'after': %s}}]}".formatted(before, after));
  }

  private JsonNode attribute(String name) {
    return draft.attributes().get("aws_db_instance.d").path(name);
  }

  @Test
  void imports_are_read_with_import_blocks_and_planned_again_without() {
    JsonNode last =
        complete(
            Map.of("aws_db_instance.d", "main"), plan("{'id': 'db-1'}", "{}", "{}"), NO_CHANGES);

    assertThat(last).isEqualTo(NO_CHANGES);
    assertThat(roots.get(0).path("import"))
        .isEqualTo(Json.parse("[{\"to\":\"aws_db_instance.d\",\"id\":\"main\"}]"));
    assertThat(roots.get(1)).isEqualTo(STACK);
    assertThat(states.get(1).at("/resources/0/instances/0"))
        .isEqualTo(
            json(
                "{'schema_version': 2, 'attributes': {'id': 'db-1'}, 'sensitive_attributes': []}"));
  }

  @Test
  void the_configuration_replaces_the_default_of_an_import() {
    complete(
        Map.of("aws_db_instance.d", "main"),
        plan(
            "{'id': 'db-1', 'skip_final_snapshot': true, 'port': 5433}",
            "{'skip_final_snapshot': true, 'port': 5433}",
            "{'skip_final_snapshot': false, 'port': 5432}"),
        NO_CHANGES);

    assertThat(attribute("skip_final_snapshot").asBoolean()).isFalse();
    assertThat(attribute("port").asInt()).isEqualTo(5433);
  }

  @Test
  void a_value_in_the_old_state_remains_as_a_difference() {
    draft.move("aws_db_instance.d", json("{'attributes': {'skip_final_snapshot': true}}"));

    JsonNode plan = plan("{}", "{'skip_final_snapshot': true}", "{'skip_final_snapshot': false}");

    assertThat(complete(Map.of(), plan)).isEqualTo(plan);
    assertThat(roots).hasSize(1);
    assertThat(attribute("skip_final_snapshot").asBoolean()).isTrue();
  }

  @Test
  void a_value_that_the_old_state_lacks_is_added() {
    draft.move("aws_db_instance.d", json("{'attributes': {'skip_final_snapshot': null}}"));

    assertThat(
            complete(
                Map.of(),
                plan("{}", "{'skip_final_snapshot': null}", "{'skip_final_snapshot': false}"),
                NO_CHANGES))
        .isEqualTo(NO_CHANGES);
    assertThat(attribute("skip_final_snapshot").isBoolean()).isTrue();
  }

  @Test
  void a_resource_that_the_stack_already_has_is_not_changed() {
    JsonNode plan = plan("{}", "{'skip_final_snapshot': null}", "{'skip_final_snapshot': false}");

    assertThat(complete(Map.of(), plan)).isEqualTo(plan);
    assertThat(roots).hasSize(1);
  }

  private String tagsAfter(String before, String after) {
    draft.move("aws_db_instance.d", json("{'attributes': {'tags': {'Old': 'o'}}}"));
    complete(Map.of(), plan("{}", before, after), NO_CHANGES);
    return attribute("tags").toString().replace('"', '\'');
  }

  @Test
  void a_tag_that_moves_to_the_default_tags_leaves_the_draft() {
    assertThat(
            tagsAfter(
                "{'tags': {'Name': 'm', 'P': 'p'}, 'tags_all': {'Name': 'm', 'P': 'p'}}",
                "{'tags': {'Name': 'm'}, 'tags_all': {'Name': 'm', 'P': 'p', 'New': 'n'}}"))
        .isEqualTo("{'Name':'m'}");
  }

  @Test
  void a_tag_that_moves_from_the_default_tags_enters_the_draft() {
    assertThat(
            tagsAfter(
                "{'tags': null, 'tags_all': {'P': 'p'}}",
                "{'tags': {'P': 'p'}, 'tags_all': {'P': 'p'}}"))
        .isEqualTo("{'P':'p'}");
  }

  @Test
  void a_tag_with_another_value_remains_as_a_difference() {
    assertThat(
            tagsAfter(
                "{'tags': {'P': 'old', 'Gone': 'g'}, 'tags_all': {'P': 'old', 'Gone': 'g'}}",
                "{'tags': null, 'tags_all': {'P': 'p'}}"))
        .isEqualTo("{'Old':'o'}");
    assertThat(roots).hasSize(1);
  }

  @Test
  void tags_that_are_known_after_an_apply_remain_as_they_are() {
    assertThat(tagsAfter("{'tags': {'P': 'p'}, 'tags_all': {'P': 'p'}}", "{'tags': {}}"))
        .isEqualTo("{'Old':'o'}");
  }

  @Test
  void an_import_without_a_result_is_an_error() {
    assertThatThrownBy(() -> complete(Map.of("aws_vpc.v", "vpc-9"), json("{}")))
        .isInstanceOf(AdoptException.class)
        .hasMessage("aws_vpc.v: vpc-9 was not imported; nothing was changed");
  }
}
