package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.List;

/**
 * Messages that failed and expire before anybody has looked: a message of a standard queue keeps
 * the time at which it was sent when it moves to the dead-letter queue.
 */
public final class DeadLetterRetention implements Rule {
  /** Amazon SQS API reference, CreateQueue: MessageRetentionPeriod. */
  private static final long DEFAULT_SECONDS = 345_600;

  private static final About ABOUT =
      About.of(
              "workload-dead-letter-retention",
              Severity.WARNING,
              "A dead-letter queue loses messages that waited in the queue before",
              "Keep messages longer in the dead-letter queue than in the queue itself.")
          .with(
              "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource queue : model.all("aws_sqs_queue")) {
      for (Resource dead : model.targets(queue, "redrive_policy")) {
        compare(queue, dead, findings);
      }
    }
    for (Resource policy : model.all("aws_sqs_queue_redrive_policy")) {
      List<Resource> queues = model.targets(policy, "queue_url");
      for (Resource dead : model.targets(policy, "redrive_policy")) {
        queues.forEach(queue -> compare(queue, dead, findings));
      }
    }
  }

  private static void compare(Resource queue, Resource dead, Findings findings) {
    long before = seconds(queue);
    long after = seconds(dead);
    if (!queue.isTrue("fifo_queue") && after <= before) {
      findings.add(
          dead,
          "message_retention_seconds",
          "keeps messages for "
              + after
              + " seconds, and "
              + queue.address()
              + " for "
              + before
              + " before");
    }
  }

  private static long seconds(Resource queue) {
    return queue.number("message_retention_seconds").orElse(DEFAULT_SECONDS);
  }
}
