package dev.terrace.check.rules.iam;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import java.util.Set;

/** Trust in a service that acts for every account that asks it. */
public final class TrustWithoutSource implements Rule {
  /**
   * Services that send these condition keys when they assume a role. EC2 and Lambda send none, and
   * the documentation of CodePipeline names none.
   */
  private static final Set<String> SERVICES =
      Set.of(
          "backup.amazonaws.com",
          "codebuild.amazonaws.com",
          "codedeploy.amazonaws.com",
          "ecs-tasks.amazonaws.com",
          "events.amazonaws.com",
          "monitoring.rds.amazonaws.com",
          "scheduler.amazonaws.com",
          "vpc-flow-logs.amazonaws.com");

  /** Services that deliver into buckets, topics and queues, also into encrypted ones. */
  private static final Set<String> DELIVERY =
      Set.of(
          "budgets.amazonaws.com",
          "cloudwatch.amazonaws.com",
          "codestar-notifications.amazonaws.com",
          "delivery.logs.amazonaws.com",
          "events.amazonaws.com",
          "logging.s3.amazonaws.com",
          "logdelivery.elasticloadbalancing.amazonaws.com",
          "s3.amazonaws.com",
          "sns.amazonaws.com");

  private static final About ABOUT =
      About.of(
              "iam-confused-deputy",
              Severity.WARNING,
              "A service may use a role or a resource for another account",
              "Limit aws:SourceAccount, or aws:SourceArn, in the policy.")
          .with("https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html")
          .with("https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Policies.Statement each : Policies.trust(model)) {
      for (String service : each.services()) {
        if (SERVICES.contains(service) && !each.limits("aws:SourceAccount", "aws:SourceArn")) {
          findings.add(
              each.holder(),
              each.attribute(),
              service + " may assume the role without aws:SourceAccount");
        }
      }
    }
    for (Policies.Statement each : Policies.ofResources(model)) {
      for (String service : each.services()) {
        boolean limited =
            each.limits(
                "aws:SourceAccount",
                "aws:SourceArn",
                "aws:SourceOwner",
                "kms:ViaService",
                "kms:EncryptionContext:aws:logs:arn",
                "kms:CallerAccount",
                "aws:SourceOrgID");
        boolean ownFolder =
            !each.resources().isEmpty()
                && each.resources().stream().allMatch(one -> one.contains("/AWSLogs/{account}/"));
        if (each.allows()
            && DELIVERY.contains(service)
            && !limited
            && !ownFolder
            && !unlimitable(each, service)) {
          findings.add(
              each.holder(),
              each.attribute(),
              each.describe() + " lets " + service + " in for any account");
        }
      }
    }
  }

  /**
   * Amazon SNS developer guide, "Enable compatibility between event sources from AWS services and
   * encrypted topics": the condition keys are not supported for EventBridge.
   */
  private static boolean unlimitable(Policies.Statement statement, String service) {
    return service.equals("events.amazonaws.com")
        && statement.holder().type().startsWith("aws_kms_key");
  }
}
