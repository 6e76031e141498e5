package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.value.ValueType;
import dev.terrace.config.value.ValueTypes;
import dev.terrace.support.ConfigTrees;
import dev.terrace.support.ConfigTrees.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong values, made from the types and ranges that the schemas name, at every place in turn. */
class MutatedValuesTest {
  /** Keys whose texts are not of AWS: what a container reads, and names that other checks know. */
  private static final Set<String> FREE =
      Set.of(
          "environment",
          "secrets",
          "command",
          "healthCheckCommand",
          "bucketSuffix",
          "layer",
          "service",
          "secretVersions",
          "tenants");

  static List<Map.Entry<EnvironmentId, ObjectNode>> environments() {
    return List.copyOf(ConfigTrees.all().entrySet());
  }

  @ParameterizedTest
  @MethodSource("environments")
  void every_text_has_a_type(Map.Entry<EnvironmentId, ObjectNode> each) {
    for (Place place : ConfigTrees.places(each.getKey(), each.getValue())) {
      JsonNode schema = place.schema();
      boolean isFree =
          schema.has("enum")
              || schema.path("pattern").asText().contains("/(3[0-2]|") // a block
              || place.steps().stream().anyMatch(step -> FREE.contains(step.toString()));
      if (schema.path("type").asText().equals("string") && !place.isKey() && !isFree) {
        assertThat(type(schema)).as(place.path()).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("environments")
  void every_number_has_a_range(Map.Entry<EnvironmentId, ObjectNode> each) {
    Set<String> listed = Set.of("cpu", "memoryMiB", "logRetentionDays"); // lists, not ranges
    for (Place place : ConfigTrees.places(each.getKey(), each.getValue())) {
      Object last = place.steps().get(place.steps().size() - 1);
      if (place.schema().path("type").asText().equals("integer")
          && !place.isKey()
          && !listed.contains(last.toString())) {
        assertThat(place.schema().has("minimum")).as(place.path()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("environments")
  void a_wrong_text_is_refused_at_its_place(Map.Entry<EnvironmentId, ObjectNode> each) {
    Set<String> seen = new HashSet<>();
    WrongValues wrong = new WrongValues(each);
    for (Place place : wrong.places()) {
      ValueType type = type(place.schema());
      if (type == null) {
        continue;
      }
      // All of them at the first place of a type; elsewhere, that the type is asked at all.
      Set<String> texts = wrongTexts(type, place.schema());
      List<JsonNode> values =
          texts.stream()
              .limit(seen.add(type.name()) ? texts.size() : 2)
              .<JsonNode>map(TextNode::valueOf)
              .toList();
      wrong.add(place, values.subList(0, 1), values);
    }
    assertThat(wrong.accepted()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("environments")
  void a_number_out_of_range_is_refused_at_its_place(Map.Entry<EnvironmentId, ObjectNode> each) {
    WrongValues wrong = new WrongValues(each);
    for (Place place : wrong.places()) {
      if (!place.schema().path("type").asText().equals("integer")) {
        continue;
      }
      List<JsonNode> alone = new ArrayList<>(List.of(LongNode.valueOf(-1)));
      if (place.schema().has("minimum")) {
        alone.add(LongNode.valueOf(place.schema().get("minimum").asLong() - 1));
        alone.add(LongNode.valueOf(place.schema().get("maximum").asLong() + 1));
      }
      wrong.add(
          place,
          alone,
          List.of(
              LongNode.valueOf(4_294_967_299L),
              BigIntegerNode.valueOf(new BigInteger("99999999999999999999")),
              DoubleNode.valueOf(1.5),
              TextNode.valueOf("many")));
    }
    assertThat(wrong.accepted()).isEmpty();
  }

  /** No record sees a value of another type than its own, and none fails on what is left out. */
  @ParameterizedTest
  @MethodSource("environments")
  void a_value_of_another_type_is_refused_alone(Map.Entry<EnvironmentId, ObjectNode> each) {
    List<JsonNode> others =
        List.of(
            LongNode.valueOf(7),
            TextNode.valueOf("x"),
            BooleanNode.TRUE,
            JsonNodeFactory.instance.arrayNode().addNull(),
            JsonNodeFactory.instance.objectNode().putNull("x"),
            NullNode.instance);
    WrongValues wrong = new WrongValues(each);
    for (Place place : wrong.places()) {
      String type = place.schema().path("type").asText();
      boolean isItem = place.steps().get(place.steps().size() - 1) instanceof Integer;
      List<JsonNode> values =
          others.stream()
              .filter(
                  value ->
                      !((value.isNull() && !isItem) // takes an optional key away
                          || (value.isTextual() && type.equals("string"))
                          || (value.isNumber() && type.equals("integer"))
                          || (value.isBoolean() && type.equals("boolean"))))
              .toList();
      wrong.add(place, values.subList(0, 1), values);
    }
    assertThat(wrong.accepted()).isEmpty();
  }

  private static ValueType type(JsonNode schema) {
    return ValueTypes.named(schema.path("format").asText().replace("-or-empty", "")).orElse(null);
  }

  /** The type's own ones, and those that are wrong in every type with limits. */
  private static Set<String> wrongTexts(ValueType type, JsonNode schema) {
    Set<String> wrong = new LinkedHashSet<>(type.wrong());
    for (String example : type.examples()) {
      wrong.add(example + "\u0000");
      wrong.add(example + "\n");
      wrong.add(" " + example);
      wrong.add(example + " ");
      wrong.add(example + "x".repeat(type.longest() + 1));
      wrong.add(example + "${file(\"/etc/hostname\")}");
    }
    wrong.add("   ");
    wrong.add("x".repeat(60_000)); // a line may not have more than 65,536 characters
    if (type.shortest() > 0 && !schema.path("format").asText().endsWith("-or-empty")) {
      wrong.add("");
    } else {
      wrong.remove("");
    }
    return wrong;
  }
}
