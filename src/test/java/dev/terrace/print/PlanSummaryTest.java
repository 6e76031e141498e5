package dev.terrace.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.report.MissingPlan;
import dev.terrace.report.PlannedStack;
import dev.terrace.report.Reports;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import dev.terrace.upstream.AwaitedOutput;
import java.util.List;
import java.util.Map;
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
    StackFile file = StackFile.of(Json.object());

    assertThat(
            PlanSummary.of(
                new Reports(Map.of(), Map.of())
                    .of(
                        List.of(
                            new PlannedStack(SHOP.stack("network"), file, plan, List.of(), 3),
                            new PlannedStack(SHOP.stack("data"), file, plan, List.of(vpc), 4)),
                        List.of(new MissingPlan(SHOP.stack("platform"), "", true)),
                        9)))
        .isEqualTo(
            "A deploy would change 2 of 3 stacks: 2 to create, 2 to replace. Planned in 9 s. 1"
                + " value of earlier stacks is known only after the apply.");
  }
}
