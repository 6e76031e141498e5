package dev.terrace.constructs.delivery;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProject;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectArtifacts;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectConfig;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectEnvironment;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectEnvironmentEnvironmentVariable;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectLogsConfig;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectLogsConfigCloudwatchLogs;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectSource;
import com.hashicorp.cdktf.providers.aws.codebuild_project.CodebuildProjectVpcConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.BuildProjectRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.LogGroupRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.SecurityGroupRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * A project of CodeBuild on ARM, run by a pipeline. Outside a VPC it reaches the internet and AWS;
 * inside one it reaches what the subnets reach: without a NAT gateway, or a gateway endpoint of S3,
 * it hangs while it downloads the source (CodeBuild user guide, "Best practices for VPCs"). A
 * change of the name replaces it.
 */
public final class BuildProject extends Construct {
  /** CodeBuild user guide, "Docker images provided by CodeBuild". */
  private static final String IMAGE = "aws/codebuild/amazonlinux2-aarch64-standard:3.0";

  private final BuildProjectRef ref;

  /**
   * The network that builds run in.
   *
   * @param subnetIds private ones: a network interface of CodeBuild has no public address
   */
  public record Vpc(String vpcId, List<String> subnetIds, SecurityGroupRef securityGroup) {}

  /**
   * @param name the whole name
   * @param buildspec the text of the buildspec
   * @param environment plain variables, never secrets
   * @param privileged builds images with docker
   * @param timeoutMinutes 5-2160
   * @param permissions the role's policy: CodeBuild checks the rights to the subnets when the
   *     project is created
   * @param vpc null: builds run outside a VPC
   */
  public record Props(
      String name,
      String description,
      RoleRef role,
      ITerraformDependable permissions,
      String buildspec,
      Map<String, String> environment,
      boolean privileged,
      int timeoutMinutes,
      KeyRef key,
      LogGroupRef logs,
      Vpc vpc) {}

  public BuildProject(Construct scope, String id, Props props) {
    super(scope, id);
    List<CodebuildProjectEnvironmentEnvironmentVariable> variables = new ArrayList<>();
    new TreeMap<>(props.environment())
        .forEach(
            (name, value) ->
                variables.add(
                    CodebuildProjectEnvironmentEnvironmentVariable.builder()
                        .name(name)
                        .value(value)
                        .build()));
    CodebuildProject project =
        new CodebuildProject(
            this,
            "project",
            CodebuildProjectConfig.builder()
                .name(Names.exact(Names.Kind.DELIVERY, props.name()))
                .description(props.description())
                .serviceRole(props.role().arn())
                .buildTimeout(props.timeoutMinutes())
                .encryptionKey(props.key().arn())
                .source(
                    CodebuildProjectSource.builder()
                        .type("CODEPIPELINE")
                        .buildspec(props.buildspec())
                        .build())
                .artifacts(CodebuildProjectArtifacts.builder().type("CODEPIPELINE").build())
                .environment(
                    CodebuildProjectEnvironment.builder()
                        .type("ARM_CONTAINER")
                        .computeType("BUILD_GENERAL1_SMALL")
                        .image(IMAGE)
                        .privilegedMode(props.privileged())
                        .environmentVariable(variables)
                        .build())
                .logsConfig(
                    CodebuildProjectLogsConfig.builder()
                        .cloudwatchLogs(
                            CodebuildProjectLogsConfigCloudwatchLogs.builder()
                                .status("ENABLED")
                                .groupName(props.logs().name())
                                .build())
                        .build())
                .vpcConfig(props.vpc() == null ? null : vpcConfig(props.vpc()))
                .dependsOn(List.of(props.permissions()))
                .build());
    ref = new BuildProjectRef(project.getArn(), project.getName());
  }

  private static CodebuildProjectVpcConfig vpcConfig(Vpc vpc) {
    return CodebuildProjectVpcConfig.builder()
        .vpcId(vpc.vpcId())
        .subnets(vpc.subnetIds())
        .securityGroupIds(List.of(vpc.securityGroup().id()))
        .build();
  }

  public BuildProjectRef ref() {
    return ref;
  }
}
