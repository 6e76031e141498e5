package dev.terrace.actions.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrialSynthesisTest {
  private static Synthesis synthesis(String resources) {
    Stack stack =
        new Stack(
            new EnvironmentId("shop", "production").stack("data"),
            StackFile.of(Json.parse("{\"resource\": " + resources + "}")),
            Path.of("."),
            "eu-west-1",
            new Backend.Local(),
            List.of());
    return new Synthesis(new Selection(List.of(), List.of()), List.of(stack));
  }

  @Test
  void what_a_new_text_changes_creates_and_removes_is_named() {
    Synthesis before =
        synthesis(
            """
            {"aws_sqs_queue": {"a": {"name": "a"}, "b": {"name": "b"}}, "aws_vpc": {"v": {}}}""");
    Synthesis after =
        synthesis(
            """
            {"aws_sqs_queue": {"a": {"name": "x"}, "c": {"name": "c"}}, "aws_vpc": {"v": {}}}""");

    assertThat(TrialSynthesis.differences(before, after))
        .extracting(TrialSynthesis.Difference::describe)
        .containsExactly(
            "shop/production/data aws_sqs_queue.a",
            "shop/production/data aws_sqs_queue.b, which is removed",
            "shop/production/data aws_sqs_queue.c");
  }
}
