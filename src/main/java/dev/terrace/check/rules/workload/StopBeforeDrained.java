package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** Requests that the load balancer cuts off although the container would finish them. */
public final class StopBeforeDrained implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-deregistration-delay",
              Severity.WARNING,
              "A load balancer cuts requests off that a container would still finish",
              "Set a deregistration delay of at least the stop timeout, and no longer than requests take.")
          .with(
              "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource service : model.all("aws_ecs_service")) {
      for (Resource group : model.targets(service, "load_balancer.target_group_arn")) {
        long delay = group.number("deregistration_delay").orElse(300);
        for (Resource task : model.targets(service, "task_definition")) {
          for (Containers.Container each : Containers.of(task)) {
            long stop = each.definition().path("stopTimeout").asLong(30);
            boolean serves = each.definition().path("portMappings").size() > 0;
            if (serves && stop > delay) {
              findings.add(
                  group,
                  "deregistration_delay",
                  "deregistration_delay is "
                      + delay
                      + " seconds, and container '"
                      + each.name()
                      + "' may take "
                      + stop);
            }
          }
        }
      }
    }
  }
}
