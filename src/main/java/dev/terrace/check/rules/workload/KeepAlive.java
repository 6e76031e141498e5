package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.ImageFacts;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.OptionalLong;

/**
 * Programs that close idle connections before the load balancer does: some requests fail with 502.
 */
public final class KeepAlive implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-keep-alive",
              Severity.WARNING,
              "Some requests fail: a program closes idle connections before the load balancer",
              "Let the program keep connections longer than the idle timeout.")
          .with(
              "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html")
          .with(
              "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource service : model.all("aws_ecs_service")) {
      long idle = idleTimeout(model, service);
      for (Resource task : model.targets(service, "task_definition")) {
        for (Containers.Container each : Containers.of(task)) {
          for (ImageFacts.Fact fact : ImageFacts.of(each)) {
            OptionalLong kept = fact.keptSeconds(each);
            if (idle > 0 && kept.isPresent() && kept.getAsLong() <= idle) {
              findings.add(
                  task,
                  "container_definitions",
                  "container '"
                      + each.name()
                      + "' keeps connections for "
                      + kept.getAsLong()
                      + " seconds, the load balancer for "
                      + idle);
            }
          }
        }
      }
    }
  }

  /** Of the load balancers that have a rule for a target group of the service; 0 without one. */
  private static long idleTimeout(Model model, Resource service) {
    long longest = 0;
    for (Resource group : model.targets(service, "load_balancer.target_group_arn")) {
      for (Resource rule : model.readers(group, "aws_lb_listener_rule")) {
        for (Resource listener : model.targets(rule, "listener_arn")) {
          for (Resource balancer : model.targets(listener, "load_balancer_arn")) {
            longest = Math.max(longest, balancer.number("idle_timeout").orElse(60));
          }
        }
      }
    }
    return longest;
  }
}
