package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/**
 * Services in Cloud Map without a container health check: it answers with tasks that are not ready.
 */
public final class RegisteredUnhealthy implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-service-discovery-health",
              Severity.WARNING,
              "Service discovery answers with tasks that are not ready",
              "Add a health check to the container, with a program that its image has.")
          .with(
              "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource service : model.all("aws_ecs_service")) {
      if (service.at("service_registries").isMissingNode()) {
        continue;
      }
      for (Resource task : model.targets(service, "task_definition")) {
        boolean checked =
            Containers.of(task).stream().anyMatch(each -> each.definition().has("healthCheck"));
        if (!checked) {
          findings.add(
              task, "container_definitions.healthCheck", "no container has a health check");
        }
      }
    }
  }
}
