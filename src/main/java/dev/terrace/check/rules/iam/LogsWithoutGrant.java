package dev.terrace.check.rules.iam;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Containers;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import dev.terrace.check.model.Resource;
import java.util.Optional;

/** Log groups that the execution role may not write to: no task starts. */
public final class LogsWithoutGrant implements Rule {
  private static final About ABOUT =
      About.of(
              "iam-logs-without-grant",
              Severity.ERROR,
              "Tasks do not start: the execution role may not write logs",
              "Allow logs:CreateLogStream and logs:PutLogEvents.")
          .with(
              "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource task : model.all("aws_ecs_task_definition")) {
      Optional<Resource> role = model.target(task, "execution_role_arn");
      if (role.isEmpty()
          || Policies.managed(model, role.get()).contains("AmazonECSTaskExecutionRolePolicy")) {
        continue;
      }
      boolean granted =
          Policies.of(model, role.get()).stream()
              .anyMatch(each -> each.allows() && each.names("logs:putlogevents"));
      boolean logs =
          Containers.of(task).stream()
              .anyMatch(
                  each ->
                      Resource.at(each.definition(), "logConfiguration.logDriver")
                          .asText()
                          .equals("awslogs"));
      if (logs && !granted) {
        findings.add(
            task, "execution_role_arn", role.get().path() + " may not call logs:PutLogEvents");
      }
    }
  }
}
