package dev.terrace.grants;

import dev.terrace.ref.KeyRef;
import java.util.ArrayList;
import java.util.List;

/** Sessions of Session Manager on instances: what the agent calls, and what people call. */
public final class SessionGrants {
  private SessionGrants() {}

  /**
   * Systems Manager user guide, "Verify or add instance permissions for Session Manager" and
   * "Reference: ec2messages, ssmmessages": none takes a resource. The managed policy
   * AmazonSSMManagedInstanceCore would let the instances read every parameter of the account.
   */
  public static List<Statement> agent() {
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
   * People: a shell that is logged, and port forwarding, on the instances of one name. Whoever has
   * assumed a role has an id only, and no name; a session that is encrypted takes a data key of its
   * user: Systems Manager user guide, "Sample IAM policies for Session Manager".
   *
   * @param instanceName tag Name of the instances
   * @param sessionDocuments that log what is typed
   * @param logGroups whose events they read; the sessions of others are not theirs to read
   * @param parameters path of those that they read
   */
  public static List<Statement> people(
      String instanceName,
      List<String> sessionDocuments,
      KeyRef key,
      List<String> logGroups,
      String parameters,
      Arns arns) {
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
        // 'aws logs tail' filters events.
        Statement.allow(
            "ReadLogs",
            List.of("logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents"),
            logGroups.stream().map(name -> arns.of("logs", "log-group:" + name + ":*")).toList()),
        Statement.allow(
            "ReadRuntimeParameters",
            List.of("ssm:GetParameter"),
            List.of(arns.of("ssm", "parameter" + parameters + "/*"))));
  }
}
