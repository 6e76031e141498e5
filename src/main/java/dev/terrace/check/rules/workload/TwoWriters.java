package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** File systems that more than one task writes to during a deployment. */
public final class TwoWriters implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-two-writers",
              Severity.NOTE,
              "Two tasks may write to one file system",
              "Let the old task stop first (maximum 100 %) where the program expects to be alone.")
          .with("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource service : model.all("aws_ecs_service")) {
      long most = service.number("deployment_maximum_percent").orElse(200);
      long tasks = service.number("desired_count").orElse(1);
      for (Resource task : model.targets(service, "task_definition")) {
        for (Resource point : model.targets(task, "volume")) {
          if (point.type().equals("aws_efs_access_point") && (most > 100 || tasks > 1)) {
            findings.add(
                service,
                "deployment_maximum_percent",
                tasks + " to " + tasks * most / 100 + " tasks write to " + point.path());
          }
        }
      }
    }
  }
}
