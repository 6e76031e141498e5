package dev.terrace.systems.orcha;

import dev.terrace.grants.Arns;
import dev.terrace.grants.Grants;
import dev.terrace.grants.MessageGrants;
import dev.terrace.grants.SessionGrants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.RepositoryRef;
import java.util.ArrayList;
import java.util.List;

/** What orcha's roles may do. */
final class OrchaGrants {
  private final Arns arns;
  private final String prefix;

  OrchaGrants(Arns arns, String prefix) {
    this.arns = arns;
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
    statements.add(MessageGrants.sendAndReceive("Queues", data.allQueues()));
    statements.addAll(Grants.pullImages(repository.arn()));
    String logGroups = arns.of("logs", "log-group:/" + prefix + "/*:*");
    statements.add(Grants.writeLogs(List.of(logGroups)));
    statements.add(Grants.findLogGroups());
    statements.add(
        Statement.allow("FindLogStreams", List.of("logs:DescribeLogStreams"), List.of(logGroups)));
    statements.addAll(SessionGrants.agent());
    return statements;
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
