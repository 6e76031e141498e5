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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  /** What a reader of Markdown may take for more than text. */
  private static String outsideOfCode(String text) {
    return text.replaceAll("(?<!`)(`+)(?!`)[^\\n]*?(?<!`)\\1(?!`)", "CODE");
  }

  private static PlanReport report(int updates, String value) {
    List<Plan.Change> changes = new ArrayList<>();
    for (int i = 0; i < updates; i++) {
      changes.add(update("aws_sqs_queue", "q" + i, "name", value));
    }
    changes.add(update("aws_db_instance", "last", "instance_class", value));
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
