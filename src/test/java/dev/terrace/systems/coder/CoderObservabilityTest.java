package dev.terrace.systems.coder;

import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoderObservabilityTest {
  private static final Stack OBSERVABILITY =
      Synthesized.environment("coder", "production").stack("observability");

  @Test
  void dump() {
    for (String s : List.of("clickhouse", "langfuse-web", "langfuse-worker")) {
      System.out.println(TaskDefinitions.describe(OBSERVABILITY, s));
      System.out.println(OBSERVABILITY.describe(s + "/service/service"));
      try {
        Policies.table(OBSERVABILITY, OBSERVABILITY.at(s + "/task-role/policy").json("policy"))
            .assertReads("");
      } catch (AssertionError e) {
        System.out.println(e.getMessage());
      }
    }
    Table table = new Table();
    for (Resource alarm : OBSERVABILITY.ofType("aws_cloudwatch_metric_alarm")) {
      table.row(
          alarm.text("alarm_name"),
          alarm.text("namespace"),
          alarm.text("metric_name"),
          alarm.text("statistic") + alarm.text("extended_statistic"),
          alarm.text("comparison_operator"),
          alarm.text("threshold"),
          alarm.text("evaluation_periods") + " x " + alarm.text("period") + " s",
          alarm.text("treat_missing_data"),
          OBSERVABILITY.readable(alarm.body().path("dimensions")));
    }
    try {
      table.assertReads("");
    } catch (AssertionError e) {
      System.out.println(e.getMessage());
    }
    System.out.println(OBSERVABILITY.describe("alarms/alb-5xx-rate-percent"));
    Stack P = Synthesized.environment("coder", "production").stack("platform");
    for (Resource r : P.ofType("aws_iam_role_policy")) {
      System.out.println(r.path());
      try {
        Policies.table(P, r.json("policy")).assertReads("");
      } catch (AssertionError e) {
        System.out.println(e.getMessage());
      }
    }
    for (Resource r : P.ofType("aws_ecs_task_definition")) {
      System.out.println(r.path());
      System.out.println(P.describe(r.path()));
      System.out.println(P.describe(r.json("container_definitions")));
    }
  }
}
