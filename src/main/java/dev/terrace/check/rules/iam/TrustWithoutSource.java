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
  /** Services that send these condition keys; EC2 and CodeDeploy send none. */
  private static final Set<String> SERVICES =
      Set.of(
          "backup.amazonaws.com",
          "codebuild.amazonaws.com",
          "codepipeline.amazonaws.com",
          "ecs-tasks.amazonaws.com",
          "events.amazonaws.com",
          "lambda.amazonaws.com",
          "monitoring.rds.amazonaws.com",
          "scheduler.amazonaws.com",
          "vpc-flow-logs.amazonaws.com");

  /** Services that deliver into buckets, topics and queues. */
  private static final Set<String> DELIVERY =
      Set.of(
          "budgets.amazonaws.com",
          "cloudwatch.amazonaws.com",
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
              "A service may use a role for another account",
              "Limit aws:SourceAccount, or aws:SourceArn, in the trust policy.")
          .with("https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html");

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
        if (each.allows() && DELIVERY.contains(service) && !limited && !ownFolder) {
          findings.add(
              each.holder(),
              each.attribute(),
              each.describe() + " lets " + service + " in for any account");
        }
      }
    }
  }
}
