package dev.terrace.systems.orcha;

import dev.terrace.grants.Arns;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.RepositoryRef;
import java.util.ArrayList;
import java.util.List;

/** What orcha's roles may do. */
final class OrchaGrants {
  private final Arns arns;
  private final String prefix;

  OrchaGrants(String region, String accountId, String prefix) {
    this.arns = new Arns(region, accountId);
    this.prefix = prefix;
  }

  /**
   * The instances: the application and its workers, the agents of Session Manager and CodeDeploy.
   */
  List<Statement> instances(OrchaDataStack.Outputs data, RepositoryRef repository) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow(
            "ReadParameters",
            List.of("ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"),
            List.of(
                arns.of("ssm", "parameter/" + prefix + "/*"),
                arns.of("ssm", "parameter/" + prefix))));
    statements.add(
        Grants.readSecrets(List.of(arns.of("secretsmanager", "secret:/" + prefix + "/*"))));
    statements.add(Grants.encryptAndDecrypt(data.key()));
    statements.addAll(Grants.readWriteObjects("Documents", List.of(data.storage())));
    statements.add(readRevisions(data.artifacts()));
    statements.add(
        Statement.allow(
            "Queues",
            List.of(
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:GetQueueUrl",
                "sqs:ReceiveMessage",
                "sqs:SendMessage"),
            data.allQueues().stream().map(QueueRef::arn).toList()));
    statements.addAll(Grants.pullImages(repository.arn()));
    String logGroups = arns.of("logs", "log-group:/" + prefix + "/*:*");
    statements.add(Grants.writeLogs(List.of(logGroups)));
    statements.add(Grants.findLogGroups());
    statements.add(
        Statement.allow("FindLogStreams", List.of("logs:DescribeLogStreams"), List.of(logGroups)));
    statements.addAll(sessionManager());
    return statements;
  }

  /**
   * Systems Manager user guide, "Verify or add instance permissions for Session Manager" and
   * "Reference: ec2messages, ssmmessages": none takes a resource. The managed policy
   * AmazonSSMManagedInstanceCore would let the instances read every parameter of the account.
   */
  private static List<Statement> sessionManager() {
    return List.of(
        Statement.allow(
            "Sessions",
            List.of(
                "ssm:UpdateInstanceInformation",
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel"),
            List.of("*")),
        Statement.allow(
            "Commands",
            List.of(
                "ec2messages:AcknowledgeMessage",
                "ec2messages:DeleteMessage",
                "ec2messages:FailMessage",
                "ec2messages:GetEndpoint",
                "ec2messages:GetMessages",
                "ec2messages:SendReply"),
            List.of("*")));
  }

  /**
   * Developers: a shell that is logged, and port forwarding, on the application's instances, with
   * what docs/runbooks/orcha/shell-and-repl.md calls. Whoever has assumed a role has an id only,
   * and no name; a session that is encrypted takes a data key of its user: Systems Manager user
   * guide, "Sample IAM policies for Session Manager".
   *
   * @param instanceName tag Name of the instances
   * @param sessionDocuments that log what is typed
   */
  List<Statement> developers(String instanceName, List<String> sessionDocuments, KeyRef key) {
    List<String> documents = new ArrayList<>();
    sessionDocuments.forEach(name -> documents.add(arns.of("ssm", "document/" + name)));
    documents.add("arn:aws:ssm:" + arns.region() + "::document/AWS-StartPortForwardingSession");
    return List.of(
        Statement.allow(
                "StartSession", List.of("ssm:StartSession"), List.of(arns.of("ec2", "instance/*")))
            .when("StringEquals", "ssm:resourceTag/Name", instanceName)
            .when("BoolIfExists", "ssm:SessionDocumentAccessCheck", "true"),
        Statement.allow("SessionDocuments", List.of("ssm:StartSession"), documents),
        Statement.allow("EncryptSession", List.of("kms:GenerateDataKey"), List.of(key.arn())),
        Statement.allow(
            "OwnSessions",
            List.of("ssm:ResumeSession", "ssm:TerminateSession", "ssmmessages:OpenDataChannel"),
            List.of(
                arns.of("ssm", "session/$${aws:userid}-*"),
                arns.of("ssm", "session/$${aws:username}-*"))),
        Statement.allow(
            "FindInstances",
            List.of(
                "autoscaling:DescribeAutoScalingGroups",
                "ec2:DescribeInstances",
                "ssm:DescribeInstanceInformation",
                "ssm:DescribeSessions",
                "ssm:GetConnectionStatus"),
            List.of("*")),
        // 'aws logs tail' filters events; the sessions of others are not theirs to read.
        Statement.allow(
            "ReadLogs",
            List.of("logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents"),
            List.of(
                arns.of("logs", "log-group:/" + prefix + "/application:*"),
                arns.of("logs", "log-group:/" + prefix + "/user-data:*"))),
        Statement.allow(
            "ReadRuntimeParameters",
            List.of("ssm:GetParameter"),
            List.of(arns.of("ssm", "parameter/" + prefix + "/runtime/*"))));
  }

  /** The function that rotates the database's password. */
  List<Statement> rotation(
      OrchaDataStack.Outputs data, InstanceGroupRef instances, String functionName) {
    return List.of(
        Statement.allow(
            "Secret",
            List.of(
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:UpdateSecretVersionStage"),
            List.of(data.credentials().arn())),
        Statement.allow("NewPassword", List.of("secretsmanager:GetRandomPassword"), List.of("*")),
        Grants.encryptAndDecrypt(data.key()),
        Statement.allow(
            "Database",
            List.of("rds:DescribeDBInstances", "rds:ModifyDBInstance"),
            List.of(arns.of("rds", "db:" + prefix + "-db"))),
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
        Grants.writeLogs(List.of(arns.of("logs", "log-group:/aws/lambda/" + functionName + ":*"))));
  }

  /**
   * What CodeDeploy's agent fetches. Never more than reading: what lies below {@code deployment/}
   * runs as root on every instance after the next build.
   */
  private static Statement readRevisions(BucketRef artifacts) {
    return Statement.allow(
        "ReadRevisions",
        List.of("s3:GetObject", "s3:GetObjectVersion"),
        List.of(artifacts.arn() + "/*"));
  }
}
