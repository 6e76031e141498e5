package dev.terrace.check.rules.aws;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;

/** Containers whose output is lost. */
public final class ContainerWithoutLogs implements Rule {
  private static final About ABOUT =
      About.of(
              "aws-ecs-no-logs",
              Severity.WARNING,
              "What a container prints is lost",
              "Add a logConfiguration with a log driver.")
          .with("FSBP ECS.9");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Containers.Container each : Containers.of(model)) {
      if (each.definition().path("logConfiguration").path("logDriver").asText("").isEmpty()) {
        findings.add(
            each.task(),
            each.at("logConfiguration"),
            "container '" + each.name() + "' has no log driver");
      }
    }
  }
}
