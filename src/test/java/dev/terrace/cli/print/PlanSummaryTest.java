package dev.terrace.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.actions.deploy.NotPlanned;
import dev.terrace.actions.deploy.PlanStacks;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import dev.terrace.upstream.AwaitedOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlanSummaryTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "test");

  @Test
  void the_last_line_has_the_total_the_duration_and_what_is_not_known_yet() {
    Plan plan =
        Plan.of(
            Json.parse(
                """
                {"resource_changes": [
                  {"address": "aws_a.b", "mode": "managed", "type": "aws_a",
                   "change": {"actions": ["create"]}},
                  {"address": "aws_a.c", "mode": "managed", "type": "aws_a",
                   "change": {"actions": ["delete", "create"]}}]}
                """));
    AwaitedOutput vpc = new AwaitedOutput(SHOP.stack("network"), "vpc", true, List.of());
    Stack network = stack(SHOP.stack("network"));
    Stack data = stack(SHOP.stack("data"));
    NotPlanned platform =
        new NotPlanned(
            stack(SHOP.stack("platform")),
            NotPlanned.Reason.NEEDS_APPLIED_VALUES,
            "",
            List.of(vpc));

    assertThat(
            PlanSummary.of(
                new PlanStacks.Result(
                    List.of(
                        new PlanStacks.StackPlan(network, plan, List.of(), Duration.ofSeconds(3)),
                        new PlanStacks.StackPlan(data, plan, List.of(vpc), Duration.ofSeconds(4))),
                    List.of(platform),
                    Duration.ofSeconds(9))))
        .isEqualTo(
            "A deploy would change 2 of 3 stacks: 2 to create, 2 to replace. Planned in 9 s. 1"
                + " value of earlier stacks is known only after the apply.");
  }

  private static Stack stack(StackId id) {
    return new Stack(
        id,
        StackFile.of(Json.object()),
        Path.of("."),
        "eu-central-1",
        new Backend.Local(),
        List.of());
  }
}
