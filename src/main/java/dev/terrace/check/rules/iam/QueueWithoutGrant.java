package dev.terrace.check.rules.iam;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import dev.terrace.check.model.Resource;
import java.util.List;
import java.util.Optional;

/** Queues that a service is given by variable but may not use. */
public final class QueueWithoutGrant implements Rule {
  private static final About ABOUT =
      About.of(
              "iam-queue-without-grant",
              Severity.ERROR,
              "A container is given a queue that it may not use",
              "Allow the SQS actions that it needs to the task role.")
          .with(
              "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource task : model.all("aws_ecs_task_definition")) {
      Optional<Resource> role = model.target(task, "task_role_arn");
      List<Policies.Statement> grants =
          role.map(each -> Policies.of(model, each)).orElse(List.of());
      for (Resource queue : model.targets(task, "container_definitions")) {
        if (!queue.type().equals("aws_sqs_queue")) {
          continue;
        }
        boolean granted =
            grants.stream()
                .anyMatch(
                    each ->
                        each.allows()
                            && each.actions().stream().anyMatch(a -> a.startsWith("sqs:"))
                            && each.reaches(Model.token(queue, "arn")));
        if (!granted) {
          findings.add(
              task, "container_definitions", "the task role has no right on queue " + queue.path());
        }
      }
    }
  }
}
