package dev.terrace.grants;

import dev.terrace.grants.ArtifactGrants.Artifacts;
import dev.terrace.ref.BuildProjectRef;
import dev.terrace.ref.ConnectionRef;
import dev.terrace.ref.DeploymentGroupRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TopicRef;
import java.util.ArrayList;
import java.util.List;

/** What a pipeline and the roles of its actions may do. */
public final class PipelineGrants {
  private PipelineGrants() {}

  /** The pipeline itself: its artifacts, and the roles of its actions. */
  public static List<Statement> pipeline(Artifacts artifacts, List<RoleRef> actions) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow(
            "ActionRoles", List.of("sts:AssumeRole"), actions.stream().map(RoleRef::arn).toList()));
    statements.add(
        Statement.allow(
            "ArtifactsBucket",
            List.of("s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"),
            List.of(artifacts.bucket().arn())));
    statements.addAll(ArtifactGrants.readWrite(artifacts));
    return statements;
  }

  /** Two names for one action: the service has been renamed, and both are still asked for. */
  public static List<Statement> sourceAction(ConnectionRef connection, Artifacts artifacts) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow(
            "UseConnection",
            List.of("codeconnections:UseConnection", "codestar-connections:UseConnection"),
            List.of(connection.arn())));
    statements.addAll(ArtifactGrants.write(artifacts));
    return statements;
  }

  public static List<Statement> buildAction(List<BuildProjectRef> projects) {
    return List.of(
        Statement.allow(
            "Builds",
            List.of("codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"),
            projects.stream().map(BuildProjectRef::arn).toList()));
  }

  /**
   * @param key of the topic
   */
  public static List<Statement> approvalAction(TopicRef topic, KeyRef key) {
    return List.of(
        Statement.allow("AskPeople", List.of("sns:Publish"), List.of(topic.arn())),
        Grants.encryptAndDecrypt(key));
  }

  public static List<Statement> deploymentAction(
      DeploymentGroupRef group, Artifacts artifacts, Arns arns) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow(
            "Revision",
            List.of(
                "codedeploy:GetApplication",
                "codedeploy:GetApplicationRevision",
                "codedeploy:RegisterApplicationRevision"),
            List.of(arns.of("codedeploy", "application:" + group.application()))));
    statements.add(
        Statement.allow(
            "Deployment",
            List.of("codedeploy:CreateDeployment", "codedeploy:GetDeployment"),
            List.of(
                arns.of(
                    "codedeploy", "deploymentgroup:" + group.application() + "/" + group.name()))));
    statements.add(
        Statement.allow(
            "DeploymentConfiguration",
            List.of("codedeploy:GetDeploymentConfig"),
            List.of(arns.of("codedeploy", "deploymentconfig:*"))));
    statements.addAll(ArtifactGrants.readWrite(artifacts));
    return statements;
  }
}
