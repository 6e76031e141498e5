package dev.terrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.support.Golden;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A report as a comment on a pull request. */
final class PlanMarkdownTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "production");

  @Test
  void a_real_change_is_the_committed_comment() {
    Golden.assertUnchanged(
        Path.of("src/test/resources/report/alva-staging-search.md"),
        PlanMarkdown.of(
            RecordedPlan.report(), "alva/staging", "./terrace plan alva/staging --local"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</details>",
        "a\n</details>\n# heading",
        "`code` and ``more``",
        "| a | b |",
        "@everyone #1 <img src=x onerror=alert(1)>",
        "\r\n- [x] done",
        "\u202Etxt.exe\u200B",
        "--> <script>",
        " ",
      })
  void a_hostile_value_stays_in_its_code_span(String value) {
    String text =
        PlanMarkdown.of(report(1, value), "shop/production", "./terrace plan shop/production");

    assertThat(outsideOfCode(text))
        .doesNotContain("@everyone", "<img", "<script", "# heading", "[x]", "a | b", "\u202E")
        .isEqualTo(
            outsideOfCode(
                PlanMarkdown.of(
                    report(1, "harmless"), "shop/production", "./terrace plan shop/production")));
    assertThat(text.lines())
        .hasSameSizeAs(
            PlanMarkdown.of(
                    report(1, "harmless"), "shop/production", "./terrace plan shop/production")
                .lines()
                .toList());
  }

  @Test
  void what_is_too_long_is_cut_the_least_risky_first_and_says_so() {
    String text =
        PlanMarkdown.of(
            report(2_000, "v".repeat(300)), "shop/production", "./terrace plan shop/production");

    assertThat(text).hasSizeLessThanOrEqualTo(PlanMarkdown.LIMIT).hasSizeGreaterThan(50_000);
    assertThat(text)
        .contains("**update** `aws_db_instance.last`", "**Cut to fit a comment:** ")
        .containsPattern(
            "\\d+ of 2001 resources\\. All of it: `./terrace plan shop/production --json`");
    assertThat(text.split("<details>", -1)).hasSameSizeAs(text.split("</details>", -1));
  }

  /** Whatever there is too much of: the comment is whole, says what it leaves out, and is full. */
  @ParameterizedTest
  @CsvSource({
    "3000, 0, 0, stacks of the table",
    "0, 3000, 0, stacks of the table",
    "1, 0, 3000, of 3000 outputs",
    "90, 90, 90, of 8100 outputs",
  })
  void too_many_stacks_or_outputs_are_cut_between_lines(
      int planned, int missing, int outputs, String says) {
    String text =
        PlanMarkdown.of(large(planned, missing, outputs), "shop/*", "./terrace plan shop/*");

    assertThat(text).hasSizeBetween(18_000, PlanMarkdown.LIMIT).contains(says).endsWith("\n");
    assertThat(text.split("<details>", -1)).hasSameSizeAs(text.split("</details>", -1));
    assertThat(text.lines().filter(line -> line.startsWith("| ")))
        .allMatch(line -> line.endsWith(" |"));
    assertThat(text).contains("**Cut to fit a comment:** ").contains("| **total** |");
  }

  @Test
  void a_name_of_any_length_leaves_room_for_the_others() {
    String text =
        PlanMarkdown.of(
            report(1, "v".repeat(70_000), "a".repeat(70_000)),
            "t".repeat(70_000),
            "./terrace plan " + "t".repeat(70_000));

    assertThat(text)
        .hasSizeLessThan(10_000)
        .contains("aaa… (70016 characters)", "vvv… (70000 characters)", "`aws_sqs_queue.q0`");
  }

  private static PlanReport large(int planned, int missing, int outputs) {
    Map<String, Plan.Action> changed = new TreeMap<>();
    for (int i = 0; i < outputs; i++) {
      changed.put("output_with_a_name_" + i, Plan.Action.UPDATE);
    }
    List<PlannedStack> stacks = new ArrayList<>();
    for (int i = 0; i < planned; i++) {
      stacks.add(
          new PlannedStack(
              new EnvironmentId("shop", "production-" + i).stack("data"),
              StackFile.of(Json.object()),
              new Plan(List.of(), changed),
              List.of(),
              1));
    }
    List<MissingPlan> others = new ArrayList<>();
    for (int i = 0; i < missing; i++) {
      others.add(
          new MissingPlan(
              new EnvironmentId("shop", "staging-" + i).stack("data"),
              "it waits for others",
              true));
    }
    return new Reports(Map.of(), Map.of()).of(stacks, others, 1);
  }

  /** What a reader of Markdown may take for more than text. */
  private static String outsideOfCode(String text) {
    return text.replaceAll("(?<!`)(`+)(?!`)[^\\n]*?(?<!`)\\1(?!`)", "CODE");
  }

  private static PlanReport report(int updates, String value) {
    return report(updates, value, "last");
  }

  private static PlanReport report(int updates, String value, String last) {
    List<Plan.Change> changes = new ArrayList<>();
    for (int i = 0; i < updates; i++) {
      changes.add(update("aws_sqs_queue", "q" + i, "name", value));
    }
    changes.add(update("aws_db_instance", last, "instance_class", value));
    return new Reports(Map.of(), Map.of())
        .of(
            List.of(
                new PlannedStack(
                    SHOP.stack("data"),
                    StackFile.of(Json.object()),
                    new Plan(changes, Map.of()),
                    List.of(),
                    1)),
            List.of(),
            1);
  }

  private static Plan.Change update(String type, String name, String attribute, String value) {
    return new Plan.Change(
        type + "." + name,
        type,
        Plan.Action.UPDATE,
        false,
        List.of(new Plan.Attribute(attribute, "\"old\"", value)),
        List.of(),
        "",
        Set.of(),
        Json.object().put(attribute, "old"),
        Json.object().put(attribute, value));
  }
}
