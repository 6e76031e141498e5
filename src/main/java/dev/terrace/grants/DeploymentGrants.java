package dev.terrace.grants;

import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TargetGroupRef;
import java.util.ArrayList;
import java.util.List;

/** What CodeDeploy may do. */
public final class DeploymentGrants {
  private DeploymentGrants() {}

  /**
   * CodeDeploy on an Auto Scaling group with a launch template: CodeDeploy user guide, "Create a
   * service role for CodeDeploy", with RunInstances, CreateTags and PassRole for the template. Most
   * of the descriptions take no resource; AWS's policy AWSCodeDeployRole has the two of attributes.
   * Instances start from the one template only, and tags are written only as they start: EC2 user
   * guide, "Control access to launch templates with IAM permissions" and "Grant permission to tag
   * Amazon EC2 resources during creation".
   *
   * @param groupName whole name of the Auto Scaling group
   */
  public static List<Statement> deployment(
      String groupName,
      InstanceGroupRef instances,
      RoleRef instanceRole,
      List<TargetGroupRef> targetGroups,
      ArtifactGrants.Artifacts artifacts,
      Arns arns) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow(
            "Describe",
            List.of(
                "autoscaling:DescribeAutoScalingGroups",
                "autoscaling:DescribeLifecycleHooks",
                "autoscaling:DescribeScalingActivities",
                "ec2:DescribeInstanceStatus",
                "ec2:DescribeInstances",
                "elasticloadbalancing:DescribeLoadBalancerAttributes",
                "elasticloadbalancing:DescribeLoadBalancers",
                "elasticloadbalancing:DescribeTargetGroupAttributes",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth",
                "tag:GetResources"),
            List.of("*")));
    statements.add(
        Statement.allow(
            "InstanceGroup",
            List.of(
                "autoscaling:CompleteLifecycleAction",
                "autoscaling:DeleteLifecycleHook",
                "autoscaling:PutLifecycleHook",
                "autoscaling:RecordLifecycleActionHeartbeat",
                "autoscaling:ResumeProcesses",
                "autoscaling:SuspendProcesses"),
            List.of(
                arns.of("autoscaling", "autoScalingGroup:*:autoScalingGroupName/" + groupName))));
    statements.add(
        Statement.allow(
            "Targets",
            List.of(
                "elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"),
            targetGroups.stream().map(TargetGroupRef::arn).toList()));
    statements.add(
        Statement.allow("RunInstances", List.of("ec2:RunInstances"), List.of("*"))
            .when("ArnEquals", "ec2:LaunchTemplate", instances.launchTemplateArn()));
    statements.add(
        Statement.allow(
                "TagInstances",
                List.of("ec2:CreateTags"),
                List.of(
                    arns.of("ec2", "instance/*"),
                    arns.of("ec2", "network-interface/*"),
                    arns.of("ec2", "volume/*")))
            .when("StringEquals", "ec2:CreateAction", "RunInstances"));
    statements.add(
        Statement.allow("PassInstanceRole", List.of("iam:PassRole"), List.of(instanceRole.arn()))
            .when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com"));
    statements.add(
        Statement.allow(
            "ReadRevision",
            List.of("s3:GetObject", "s3:GetObjectVersion"),
            List.of(artifacts.bucket().arn() + "/*")));
    statements.add(Grants.decrypt(artifacts.key()));
    return statements;
  }
}
