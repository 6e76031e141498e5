package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Reference;
import dev.terrace.check.model.Resource;

/** Numbers that come near a quota of AWS, at 80 % and over. */
public final class Quotas implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-quota",
              Severity.WARNING,
              "A number comes near a quota of AWS",
              "Divide it, or ask for a higher quota before the next addition.")
          .with(
              "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html")
          .with("https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html")
          .with("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html")
          .with(
              "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource listener : model.all("aws_lb_listener")) {
      int rules = model.readers(listener, "aws_lb_listener_rule").size();
      near(listener, "rules of the listener", rules, 100, findings);
      int certificates = model.readers(listener, "aws_lb_listener_certificate").size();
      near(listener, "certificates of the listener", certificates, 25, findings);
    }
    for (Resource group : model.all("aws_security_group")) {
      int in = direct(model, group, "aws_vpc_security_group_ingress_rule");
      int out = direct(model, group, "aws_vpc_security_group_egress_rule");
      near(group, "rules for traffic in", in, 60, findings);
      near(group, "rules for traffic out", out, 60, findings);
    }
    for (Resource role : model.all("aws_iam_role")) {
      int characters = 0;
      for (Reference each : model.referencesTo(role)) {
        if (each.path().equals("role") && each.from().type().equals("aws_iam_role_policy")) {
          characters += size(model, each.from());
        }
      }
      near(role, "characters of the role's inline policies", characters, 10_240, findings);
    }
    for (Resource policy : model.all("aws_iam_policy")) {
      near(policy, "characters of the policy", size(model, policy), 6_144, findings);
    }
    for (Resource parameter : model.all("aws_ssm_parameter")) {
      boolean standard =
          parameter.text("tier").isEmpty() || parameter.text("tier").equals("Standard");
      int characters = (parameter.text("value") + parameter.text("insecure_value")).length();
      if (standard) {
        near(parameter, "characters of a standard parameter", characters, 4_096, findings);
      }
    }
    for (Resource task : model.all("aws_ecs_task_definition")) {
      int characters = task.text("container_definitions").length();
      near(task, "bytes of the task definition", characters, 65_536, findings);
    }
  }

  private static void near(
      Resource resource, String what, int number, int quota, Findings findings) {
    if (number * 5 >= quota * 4) {
      findings.add(resource, "", number + " of " + quota + " " + what);
    }
  }

  private static int direct(Model model, Resource group, String type) {
    return (int)
        model.referencesTo(group).stream()
            .filter(each -> each.path().equals("security_group_id"))
            .filter(each -> each.from().type().equals(type))
            .count();
  }

  /** IAM does not count white space; an ARN that AWS chooses is counted with 80 characters. */
  private static int size(Model model, Resource policy) {
    return model
        .expand(policy, policy.text("policy"))
        .replaceAll("\\s", "")
        .replaceAll("<[^>]*>", "x".repeat(80))
        .replace("{account}", "123456789012")
        .length();
  }
}
