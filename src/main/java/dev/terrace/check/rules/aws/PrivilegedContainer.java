package dev.terrace.check.rules.aws;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;

/** Containers with the rights of their host. */
public final class PrivilegedContainer implements Rule {
  private static final About ABOUT =
      About.of(
              "aws-ecs-privileged",
              Severity.ERROR,
              "A container has all rights of its host",
              "Remove 'privileged'; Fargate refuses it.")
          .with("FSBP ECS.4");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Containers.Container each : Containers.of(model)) {
      if (each.definition().path("privileged").asBoolean()) {
        findings.add(
            each.task(), each.at("privileged"), "container '" + each.name() + "' is privileged");
      }
    }
  }
}
