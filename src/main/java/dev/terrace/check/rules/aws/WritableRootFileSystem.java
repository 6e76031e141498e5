package dev.terrace.check.rules.aws;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;

/** Containers that may write to their root file system. */
public final class WritableRootFileSystem implements Rule {
  private static final About ABOUT =
      About.of(
              "aws-ecs-writable-root",
              Severity.NOTE,
              "A container may write to its root file system",
              "Set readonlyRootFilesystem where the image allows it, and mount what it writes to.")
          .with("FSBP ECS.5");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Containers.Container each : Containers.of(model)) {
      if (!each.definition().path("readonlyRootFilesystem").asBoolean()) {
        findings.add(
            each.task(),
            each.at("readonlyRootFilesystem"),
            "container '" + each.name() + "' has no readonlyRootFilesystem");
      }
    }
  }
}
