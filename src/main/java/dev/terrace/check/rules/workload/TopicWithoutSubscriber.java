package dev.terrace.check.rules.workload;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** Alarms that nobody hears. */
public final class TopicWithoutSubscriber implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-topic-unheard",
              Severity.WARNING,
              "Nobody hears the alarms of a topic",
              "Set an address for alarms in the environment's file, or subscribe something else.")
          .with(
              "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource topic : model.all("aws_sns_topic")) {
      boolean alarms = !model.readers(topic, "aws_cloudwatch_metric_alarm").isEmpty();
      if (alarms && model.readers(topic, "aws_sns_topic_subscription").isEmpty()) {
        findings.add(
            topic,
            "email",
            MissingNode.getInstance(),
            "no subscription in the stacks",
            ABOUT.instead());
      }
    }
  }
}
