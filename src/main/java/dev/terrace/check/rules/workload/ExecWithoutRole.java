package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** Services that AWS refuses: commands may be run in their tasks, which have no role. */
public final class ExecWithoutRole implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-exec-without-role",
              Severity.ERROR,
              "AWS refuses a service whose tasks take commands and have no task role",
              "Give the task definition a task_role_arn that may open the channels of ssmmessages,"
                  + " or set enable_execute_command to false.")
          .with("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html")
          .with("https://github.com/aws/aws-toolkit-jetbrains/issues/3649")
          .with("https://github.com/boto/boto3/issues/3173");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource service : model.all("aws_ecs_service")) {
      if (service.isTrue("enable_execute_command")) {
        for (Resource task : model.targets(service, "task_definition")) {
          if (task.at("task_role_arn").asText("").isEmpty()) {
            findings.add(
                service,
                "enable_execute_command",
                "is true, and " + task.address() + " has no task_role_arn");
          }
        }
      }
    }
  }
}
