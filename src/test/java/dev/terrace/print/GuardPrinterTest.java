package dev.terrace.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.guard.GuardPlan;
import dev.terrace.guard.GuardReport;
import dev.terrace.guard.PlanGuard;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.scan.PlanScan;
import dev.terrace.ui.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan may be of anybody: its names must not command the terminal. */
final class GuardPrinterTest {
  private static List<String> printed(String key, String attribute) {
    String gone = "aws_s3_bucket.a[\"" + key + "\"]";
    String come = "aws_s3_bucket.b[\"" + key + "\"]";
    ObjectNode tree = Json.object();
    tree.putArray("resource_changes")
        .add(change(gone, "delete", attribute))
        .add(change(come, "create", attribute));
    PlanScan plan = PlanScan.of(tree);
    GuardReport report =
        GuardReport.of(
            PlanGuard.refusals(plan), List.of(), "", address -> address, LocalDate.EPOCH);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    GuardPrinter.print(
        new GuardPlan.Result("plan.json", "1.11.4", 2, 2, report),
        new Console(stream, stream, false, false));
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static JsonNode change(String address, String action, String attribute) {
    ObjectNode resource =
        Json.object().put("address", address).put("mode", "managed").put("type", "aws_s3_bucket");
    ObjectNode change = resource.putObject("change");
    change.putArray("actions").add(action);
    change.putArray("replace_paths").addArray().add(attribute);
    return resource;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J\u001b]0;title\u0007",
        "\u009b31m",
        "a\r\n::error::b",
        "\u202etxt.exe",
        "\u2028next",
        "\u200bhidden",
      })
  void no_character_of_a_name_commands_the_terminal(String hostile) {
    List<String> lines = printed(hostile, hostile);

    assertThat(lines)
        .hasSameSizeAs(printed("k", "bucket"))
        .allSatisfy(
            line -> assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]"));
  }

  @Test
  void other_names_stay_as_they_are() {
    assertThat(printed("größe|`x`", "bucket").subList(0, 5))
        .containsExactly(
            "refused aws_s3_bucket.a[\"größe|`x`\"] would be destroyed: bucket cannot change in"
                + " place; it holds objects of a bucket",
            "  if it is the same resource as aws_s3_bucket.b[\"größe|`x`\"], this keeps it:",
            "    moved {",
            "      from = aws_s3_bucket.a[\"größe|`x`\"]",
            "      to   = aws_s3_bucket.b[\"größe|`x`\"]");
  }
}
