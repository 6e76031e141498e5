package dev.terrace.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Terraform itself makes of the expressions: unknown ones are unknown and of their type, known
 * ones have the value and the type that they stand for. Seconds, since no provider is needed.
 */
class UnknownValuesIT {
  @TempDir private Path folder;

  @Test
  void a_plan_does_not_know_an_unknown_value_of_any_type() {
    List<String> types =
        List.of(
            "\"string\"",
            "\"number\"",
            "\"bool\"",
            "[\"list\",\"string\"]",
            "[\"set\",\"string\"]",
            "[\"map\",\"string\"]",
            "[\"object\",{\"a\":\"string\"}]");
    ObjectNode tree = Json.object();
    for (int i = 0; i < types.size(); i++) {
      add(tree, "v" + i, new OutputValue.Unknown(Json.parse(types.get(i))));
    }
    add(tree, "untyped", new OutputValue.Unknown(MissingNode.getInstance()));
    add(
        tree,
        "part",
        new OutputValue.Partial(
            Json.parse("{\"a\": \"x${1}\", \"b\": null}"), Json.parse("{\"b\": true}")));
    // Each has to be of the type that the function takes.
    use(tree, "text", "format(\"%s-%s\", local.v0, substr(local.v0, 0, 2))");
    use(tree, "sum", "local.v1 + 1");
    use(tree, "flag", "local.v2 && true");
    use(tree, "first", "element(local.v3, 0)");
    use(tree, "members", "setunion(local.v4, [\"a\"])");
    use(tree, "entry", "lookup(local.v5, \"a\", \"\")");
    use(tree, "any", "element(local.untyped, 0)");

    JsonNode changes = plan(tree).path("output_changes");

    for (String name : List.of("text", "sum", "flag", "first", "members", "entry", "any")) {
      assertThat(changes.path(name).path("after_unknown").asBoolean()).as(name).isTrue();
    }
    for (int i = 0; i < types.size(); i++) {
      assertThat(changes.path("v" + i).path("after_unknown").asBoolean()).isTrue();
    }
    assertThat(changes.path("part").path("after").path("a").asText()).isEqualTo("x${1}");
    assertThat(changes.path("part").path("after_unknown")).isEqualTo(Json.parse("{\"b\": true}"));
  }

  @Test
  void a_known_value_keeps_its_text_and_its_type() {
    ObjectNode tree = Json.object();
    known(tree, "text", "\"a ${b} %{if} \\\" \\n ü\"", "\"string\"");
    known(tree, "number", "12", "\"number\"");
    known(tree, "flag", "false", "\"bool\"");
    known(tree, "list", "[\"a${b}\", \"\\\"\"]", "[\"list\",\"string\"]");
    known(tree, "set", "[\"a\", \"b\"]", "[\"set\",\"string\"]");
    known(tree, "map", "{\"k${1}\": \"v\"}", "[\"map\",\"string\"]");
    known(
        tree,
        "object",
        "{\"a\": 1, \"b\": [true]}",
        "[\"object\",{\"a\":\"number\",\"b\":[\"tuple\",[\"bool\"]]}]");

    JsonNode outputs = plan(tree).path("planned_values").path("outputs");

    assertThat(outputs.path("text").path("value").asText()).isEqualTo("a ${b} %{if} \" \n ü");
    assertThat(outputs.path("number")).isEqualTo(output("12", "\"number\""));
    assertThat(outputs.path("flag")).isEqualTo(output("false", "\"bool\""));
    assertThat(outputs.path("list"))
        .isEqualTo(output("[\"a${b}\", \"\\\"\"]", "[\"list\",\"string\"]"));
    assertThat(outputs.path("set")).isEqualTo(output("[\"a\", \"b\"]", "[\"set\",\"string\"]"));
    assertThat(outputs.path("map")).isEqualTo(output("{\"k${1}\": \"v\"}", "[\"map\",\"string\"]"));
    assertThat(outputs.path("object").path("value"))
        .isEqualTo(Json.parse("{\"a\": 1, \"b\": [true]}"));
  }

  @Test
  void terraform_names_what_it_cannot_count() {
    ObjectNode tree = Json.object();
    add(tree, "zones", new OutputValue.Unknown(Json.parse("[\"list\",\"string\"]")));
    tree.withObject("/resource/terraform_data/each").put("for_each", "${toset(local.zones)}");

    assertThatThrownBy(() -> plan(tree)).hasMessageContaining("cannot be determined until apply");
  }

  private static JsonNode output(String value, String type) {
    return Json.parse("{\"sensitive\": false, \"type\": " + type + ", \"value\": " + value + "}");
  }

  private static void known(ObjectNode tree, String name, String value, String type) {
    add(tree, name, new OutputValue.Known(Json.parse(value), Json.parse(type), true));
  }

  private static void add(ObjectNode tree, String name, OutputValue value) {
    tree.withObject("/locals").set(name, ValueExpressions.of(value));
    use(tree, name, "local." + name);
  }

  private static void use(ObjectNode tree, String name, String expression) {
    tree.withObject("/output").putObject(name).put("value", "${" + expression + "}");
  }

  private JsonNode plan(ObjectNode tree) {
    Json.write(folder.resolve("stack.tf.json"), tree);
    Terraform terraform =
        new Terraform(folder, TerraformEnvironment.of(System.getenv(), folder), new Interrupts());
    terraform.initialize(List.of());
    try {
      return terraform.planTree(List.of(), message -> {});
    } finally {
      terraform.discardPlan();
    }
  }
}
