package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

final class YamlEditTest {
  private static final String FILE =
      """
      # ünïcode 🙂 before the values
      database:
        backupDays: 7   # a week
        engineVersion: "16"
        name: 'alva'
      domain: {name: alva.app, zone: Z1}
      zones: [us-east-1a, us-east-1b]
      """;

  @Test
  void a_number_changes_and_the_comments_stay() {
    assertThat(YamlEdit.replace(FILE, "database.backupDays", number(14)))
        .contains(FILE.replace("7   #", "14   #"));
  }

  @Test
  void quotes_stay_as_they_are() {
    assertThat(YamlEdit.replace(FILE, "database.engineVersion", text("17")))
        .contains(FILE.replace("\"16\"", "\"17\""));
    assertThat(YamlEdit.replace(FILE, "database.name", text("it's")))
        .contains(FILE.replace("'alva'", "'it''s'"));
  }

  @Test
  void a_value_within_brackets_changes_alone() {
    assertThat(YamlEdit.replace(FILE, "domain.name", text("alva.dev")))
        .contains(FILE.replace("alva.app", "alva.dev"));
    assertThat(YamlEdit.replace(FILE, "zones[1]", text("us-east-1c")))
        .contains(FILE.replace("us-east-1b", "us-east-1c"));
  }

  @Test
  void a_text_that_would_read_as_something_else_is_quoted() {
    assertThat(YamlEdit.replace(FILE, "domain.zone", text("true")))
        .contains(FILE.replace("Z1", "\"true\""));
    assertThat(YamlEdit.replace(FILE, "domain.zone", text("a: b")))
        .contains(FILE.replace("Z1", "\"a: b\""));
  }

  @Test
  void what_is_no_single_value_or_an_alias_is_left() {
    String alias = "a: &x 1\nb: *x\n";

    assertThat(YamlEdit.replace(FILE, "database", number(1))).isEmpty();
    assertThat(YamlEdit.replace(FILE, "database.missing", number(1))).isEmpty();
    assertThat(YamlEdit.replace(FILE, "zones[7]", number(1))).isEmpty();
    assertThat(YamlEdit.replace(alias, "b", number(2))).isEmpty();
    assertThat(YamlEdit.replace(alias, "a", number(2))).isEmpty();
  }

  private static JsonNode number(long value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.textNode(value);
  }
}
