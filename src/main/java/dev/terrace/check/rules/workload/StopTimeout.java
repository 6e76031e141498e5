package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** Stop timeouts that Fargate refuses. */
public final class StopTimeout implements Rule {
  private static final long MOST = 120;

  private static final About ABOUT =
      About.of(
              "workload-stop-timeout",
              Severity.ERROR,
              "Fargate refuses the stop timeout of a container",
              "Use at most 120 seconds.")
          .with(
              "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Containers.Container each : Containers.of(model)) {
      long seconds = each.definition().path("stopTimeout").asLong();
      boolean fargate =
          Resource.texts(each.task().at("requires_compatibilities")).contains("FARGATE");
      if (fargate && seconds > MOST) {
        findings.add(
            each.task(),
            each.at("stopTimeout"),
            each.definition().path("stopTimeout"),
            "stopTimeout of container '" + each.name() + "' is " + seconds + " seconds",
            ABOUT.instead());
      }
    }
  }
}
