package dev.terrace.constructs;

import dev.terrace.grants.Statement;
import java.util.Set;
import software.constructs.Construct;

/**
 * Which service of AWS may assume a role: on behalf of this account only, where the service says on
 * whose behalf it acts (IAM user guide, "The confused deputy problem").
 */
public final class ServiceTrust {
  /**
   * Services whose documentation gives {@code aws:SourceAccount} for the role:
   *
   * <ul>
   *   <li>ecs-tasks: Amazon ECS developer guide, "Amazon ECS task IAM role";
   *   <li>monitoring.rds: Amazon RDS user guide, "Setting up and enabling Enhanced Monitoring";
   *   <li>vpc-flow-logs: Amazon VPC user guide, "IAM role for publishing flow logs to CloudWatch
   *       Logs";
   *   <li>codebuild: AWS CodeBuild user guide, "Cross-service confused deputy prevention";
   *   <li>codedeploy: AWS CodeDeploy user guide, "Cross-service confused deputy prevention".
   * </ul>
   *
   * <p>EC2 and Lambda set no such key when they assume a role, and the AWS CodePipeline user guide
   * ("Manage the CodePipeline service role") names none: a condition would lock them out. They only
   * take roles of their own account (iam:PassRole).
   */
  private static final Set<String> TELLS_ACCOUNT =
      Set.of(
          "ecs-tasks.amazonaws.com",
          "monitoring.rds.amazonaws.com",
          "vpc-flow-logs.amazonaws.com",
          "codebuild.amazonaws.com",
          "codedeploy.amazonaws.com");

  private ServiceTrust() {}

  /**
   * @param service such as ec2.amazonaws.com
   * @return the role's trust policy
   */
  public static String policy(Construct scope, String service) {
    return TELLS_ACCOUNT.contains(service)
        ? Statement.assumableBy(service, Account.idOf(scope))
        : Statement.assumableBy(service);
  }
}
