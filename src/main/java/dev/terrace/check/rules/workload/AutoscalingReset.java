package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** Autoscaled services whose count Terraform sets back with every apply. */
public final class AutoscalingReset implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-autoscaling-reset",
              Severity.ERROR,
              "An apply sets back what autoscaling has decided",
              "Ignore changes of desired_count.")
          .with(
              "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource target : model.all("aws_appautoscaling_target")) {
      for (Resource service : model.targets(target, "resource_id")) {
        boolean ignored =
            Resource.texts(service.at("lifecycle.ignore_changes")).contains("desired_count");
        if (service.type().equals("aws_ecs_service") && !ignored) {
          findings.add(service, "desired_count", "desired_count is set, and it is autoscaled");
        }
      }
    }
  }
}
