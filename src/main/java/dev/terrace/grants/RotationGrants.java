package dev.terrace.grants;

import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecretRef;
import java.util.List;

/** What a function may do that gives a database a new password and restarts what uses it. */
public final class RotationGrants {
  private RotationGrants() {}

  /**
   * @param database its identifier
   * @param key of the secret
   * @param instances that the application runs on
   * @param function its whole name
   */
  public static List<Statement> of(
      String database,
      SecretRef credentials,
      KeyRef key,
      InstanceGroupRef instances,
      String function,
      Arns arns) {
    return List.of(
        Statement.allow(
            "Secret",
            List.of(
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:UpdateSecretVersionStage"),
            List.of(credentials.arn())),
        Statement.allow("NewPassword", List.of("secretsmanager:GetRandomPassword"), List.of("*")),
        Grants.encryptAndDecrypt(key),
        Statement.allow(
            "Database",
            List.of("rds:DescribeDBInstances", "rds:ModifyDBInstance"),
            List.of(arns.of("rds", "db:" + database))),
        Statement.allow(
                "RestartApplication",
                List.of("ssm:SendCommand"),
                List.of(arns.of("ec2", "instance/*")))
            .when("StringEquals", "ssm:resourceTag/aws:autoscaling:groupName", instances.name()),
        Statement.allow(
            "RestartDocument",
            List.of("ssm:SendCommand"),
            List.of("arn:aws:ssm:" + arns.region() + "::document/AWS-RunShellScript")),
        Statement.allow(
            "FindInstances",
            List.of("autoscaling:DescribeAutoScalingGroups", "ssm:ListCommands"),
            List.of("*")),
        Grants.writeLogs(List.of(arns.of("logs", "log-group:/aws/lambda/" + function + ":*"))));
  }
}
