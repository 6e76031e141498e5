package dev.terrace.systems.orcha;

import dev.terrace.grants.Arns;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.BuildProjectRef;
import dev.terrace.ref.ConnectionRef;
import dev.terrace.ref.DeploymentGroupRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TopicRef;
import java.util.List;

/** What the pipeline and the roles of its actions may do. */
final class PipelineGrants {
  private final Arns arns;

  PipelineGrants(Arns arns) {
    this.arns = arns;
  }

  /** The pipeline itself: its artifacts, and the roles of its actions. */
  List<Statement> pipeline(BucketRef artifacts, KeyRef key, List<RoleRef> actions) {
    return List.of(
        Statement.allow(
            "ActionRoles", List.of("sts:AssumeRole"), actions.stream().map(RoleRef::arn).toList()),
        Statement.allow(
            "ArtifactsBucket",
            List.of("s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"),
            List.of(artifacts.arn())),
        ArtifactGrants.readWrite(artifacts),
        ArtifactGrants.keepDeploymentFiles(artifacts),
        ArtifactGrants.useKey(key));
  }

  /** Two names for one action: the service has been renamed, and both are still asked for. */
  List<Statement> sourceAction(ConnectionRef connection, BucketRef artifacts, KeyRef key) {
    return List.of(
        Statement.allow(
            "UseConnection",
            List.of("codeconnections:UseConnection", "codestar-connections:UseConnection"),
            List.of(connection.arn())),
        Statement.allow(
            // The connection's action sets the ACL too: aws/aws-cdk issue 13557.
            "WriteArtifacts",
            List.of("s3:PutObject", "s3:PutObjectAcl"),
            List.of(artifacts.arn() + "/*")),
        ArtifactGrants.keepDeploymentFiles(artifacts),
        ArtifactGrants.useKey(key));
  }

  List<Statement> buildAction(List<BuildProjectRef> projects) {
    return List.of(
        Statement.allow(
            "Builds",
            List.of("codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"),
            projects.stream().map(BuildProjectRef::arn).toList()));
  }

  List<Statement> approvalAction(TopicRef topic, KeyRef key) {
    return List.of(
        Statement.allow("AskPeople", List.of("sns:Publish"), List.of(topic.arn())),
        Grants.encryptAndDecrypt(key));
  }

  List<Statement> deploymentAction(DeploymentGroupRef group, BucketRef artifacts, KeyRef key) {
    return List.of(
        Statement.allow(
            "Revision",
            List.of(
                "codedeploy:GetApplication",
                "codedeploy:GetApplicationRevision",
                "codedeploy:RegisterApplicationRevision"),
            List.of(arns.of("codedeploy", "application:" + group.application()))),
        Statement.allow(
            "Deployment",
            List.of("codedeploy:CreateDeployment", "codedeploy:GetDeployment"),
            List.of(
                arns.of(
                    "codedeploy", "deploymentgroup:" + group.application() + "/" + group.name()))),
        Statement.allow(
            "DeploymentConfiguration",
            List.of("codedeploy:GetDeploymentConfig"),
            List.of(arns.of("codedeploy", "deploymentconfig:*"))),
        ArtifactGrants.readWrite(artifacts),
        ArtifactGrants.keepDeploymentFiles(artifacts),
        ArtifactGrants.useKey(key));
  }
}
