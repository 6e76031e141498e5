package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.OptionalLong;

/** Services whose tasks are killed before they can be healthy. */
public final class GraceBeforeHealthy implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-health-grace",
              Severity.WARNING,
              "Tasks may be stopped before they have started",
              "Give a grace period that covers the start and the first health checks.")
          .with(
              "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource service : model.all("aws_ecs_service")) {
      long needed = needed(model, service);
      OptionalLong grace = service.number("health_check_grace_period_seconds");
      if (needed > 0 && grace.orElse(0) < needed) {
        findings.add(
            service,
            "health_check_grace_period_seconds",
            "health_check_grace_period_seconds is "
                + grace.orElse(0)
                + ", and its health checks need "
                + needed
                + " seconds before a task can be healthy");
      }
    }
  }

  /** The start period of the container and the first successful checks of the target group. */
  private static long needed(Model model, Resource service) {
    long needed = 0;
    for (Resource group : model.targets(service, "load_balancer.target_group_arn")) {
      long checks =
          group.number("health_check.interval").orElse(30)
              * group.number("health_check.healthy_threshold").orElse(5);
      needed = Math.max(needed, checks);
    }
    long start = 0;
    for (Resource task : model.targets(service, "task_definition")) {
      for (Containers.Container each : Containers.of(task)) {
        start = Math.max(start, each.definition().path("healthCheck").path("startPeriod").asLong());
      }
    }
    return needed == 0 ? 0 : Math.max(needed, start);
  }
}
