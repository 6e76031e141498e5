package dev.terrace.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.terrace.actions.drift.FindDrift;
import dev.terrace.actions.drift.ListUnmanaged;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.drift.DriftedResource;
import dev.terrace.drift.DriftedValue;
import dev.terrace.drift.UnmanagedResource;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.ui.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody writes in AWS must not command the terminal. */
final class DriftPrinterTest {
  private static final EnvironmentId STAGING = new EnvironmentId("alva", "staging");

  private static List<String> printed(String text) {
    DriftedValue value =
        new DriftedValue(text, text, text, MissingNode.getInstance(), Optional.empty());
    String address = "aws_s3_bucket.a[\"" + text + "\"]";
    Stack stack =
        new Stack(
            STAGING.stack("data"),
            StackFile.of(Json.object()),
            Path.of("."),
            "us-east-1",
            new Backend.Local(),
            List.of());
    FindDrift.StackDrift drift =
        new FindDrift.StackDrift(
            stack,
            2,
            List.of(
                new DriftedResource(address, "aws_s3_bucket", false, List.of(value)),
                new DriftedResource(address, "aws_s3_bucket", true, List.of())),
            List.of());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    Console console = new Console(stream, stream, false, false);
    DriftPrinter.print(new FindDrift.Result(List.of(drift), List.of(), List.of()), console);
    DriftPrinter.print(
        new ListUnmanaged.Result(
            Map.of(STAGING, List.of(new UnmanagedResource("arn:" + text, "tags", text)))),
        console);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u001b[2J\u001b]0;title\u0007", "\u009b31m", "a\r\n::error::b", "\u202ea"})
  void no_character_of_a_name_or_a_value_commands_the_terminal(String hostile) {
    assertThat(printed(hostile))
        .hasSameSizeAs(printed("k"))
        .allSatisfy(
            line -> assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]"));
  }
}
