package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrchaDeliveryTest {
  private static final Stack DELIVERY = Synthesized.environment("orcha", "prod").stack("delivery");
  private static final Path ORCHA = Path.of("deploy", "orcha");

  @Test
  void a_push_is_built_approved_and_deployed() {
    assertThat(DELIVERY.count("aws_codepipeline")).isEqualTo(1);
    actions(DELIVERY)
        .assertReads(
            """
            Source  | Source 1  | Source AWS CodeStarSourceConnection 1 | <pipeline-source-role/role.arn>  | none   | source | BranchName = master, ConnectionArn = <connection.arn>, DetectChanges = true, FullRepositoryId = getorcha/orcha, OutputArtifactFormat = CODE_ZIP
            Build   | Build 1   | Build AWS CodeBuild 1                 | <pipeline-build-role/role.arn>   | source | bundle | ProjectName = <build/project.name>
            Approve | Approve 1 | Approval AWS Manual 1                 | <pipeline-approve-role/role.arn> | none   | none   | CustomData = Deploy this build to v1-orcha?, NotificationArn = <observability: alerts/topic.arn>
            Deploy | Release 1 | Build AWS CodeBuild 1 | <pipeline-build-role/role.arn> | bundle | none | ProjectName = <release/project.name>
            Deploy | Deploy 2 | Deploy AWS CodeDeploy 1 | <pipeline-deploy-role/role.arn> | bundle | none | ApplicationName = <deployment/application.name>, DeploymentGroupName = <deployment/group.deployment_group_name>
            """);
  }

  @Test
  void another_environment_is_built_from_a_branch_of_its_own() {
    JsonNode source =
        Synthesized.environment("orcha", "dev")
            .stack("delivery")
            .at("pipeline/pipeline")
            .body()
            .at("/stage/0/action/0/configuration/BranchName");

    assertThat(source.asText()).isEqualTo("develop");
  }

  @Test
  void its_artifacts_are_encrypted_with_the_key() {
    Resource pipeline = DELIVERY.at("pipeline/pipeline");
    assertThat(pipeline.text("name")).isEqualTo("v1-orcha-deploy");
    assertThat(DELIVERY.readable(pipeline.text("role_arn"))).isEqualTo("<pipeline-role/role.arn>");
    assertThat(DELIVERY.describe(pipeline.body().path("artifact_store")))
        .isEqualTo(
            """
            [0].encryption_key.id = <data: data-key/key.arn>
            [0].encryption_key.type = KMS
            [0].location = <data: bucket-artifacts/bucket.id>
            [0].type = S3
            """);
  }

  @Test
  void the_roles_of_the_stages_are_assumed_by_the_role_of_the_pipeline_only() {
    Table table = new Table();
    for (Resource role : DELIVERY.ofType("aws_iam_role")) {
      JsonNode trust = role.json("assume_role_policy").path("Statement");
      assertThat(trust).as(role.path()).hasSize(1);
      assertThat(trust.get(0).path("Action").asText()).isEqualTo("sts:AssumeRole");
      assertThat(trust.get(0).path("Effect").asText()).isEqualTo("Allow");
      table.row(
          role.path(),
          role.text("name"),
          DELIVERY.describe(trust.get(0).path("Principal")).strip(),
          role.text("description"));
    }
    table.assertReads(
        """
        codebuild-role/role        | v1-orcha-codebuild-role        | Service = codebuild.amazonaws.com    | Tests, jar and image of the application
        codedeploy-role/role       | v1-orcha-codedeploy-role       | Service = codedeploy.amazonaws.com   | Deploys to the instances
        pipeline-approve-role/role | v1-orcha-pipeline-approve-role | AWS = <pipeline-role/role.arn>       | Stage Approve
        pipeline-build-role/role   | v1-orcha-pipeline-build-role   | AWS = <pipeline-role/role.arn>       | Stage Build
        pipeline-deploy-role/role  | v1-orcha-pipeline-deploy-role  | AWS = <pipeline-role/role.arn>       | Stage Deploy
        pipeline-role/role         | v1-orcha-pipeline-role         | Service = codepipeline.amazonaws.com | Runs the pipeline: its artifacts, and the roles of its actions
        pipeline-source-role/role  | v1-orcha-pipeline-source-role  | AWS = <pipeline-role/role.arn>       | Stage Source
        release-role/role | v1-orcha-release-role | Service = codebuild.amazonaws.com | Tags the image that is deployed, so that the repository keeps it
        """);
  }

  @Test
  void every_role_has_one_policy_and_it_is_its_own() {
    Table table = new Table();
    for (Resource policy : DELIVERY.ofType("aws_iam_role_policy")) {
      table.row(policy.path(), DELIVERY.readable(policy.text("role")));
    }
    table.assertReads(
        """
        codebuild-role/policy        | <codebuild-role/role.name>
        codedeploy-role/policy       | <codedeploy-role/role.name>
        pipeline-approve-role/policy | <pipeline-approve-role/role.name>
        pipeline-build-role/policy   | <pipeline-build-role/role.name>
        pipeline-deploy-role/policy  | <pipeline-deploy-role/role.name>
        pipeline-role/policy         | <pipeline-role/role.name>
        pipeline-source-role/policy  | <pipeline-source-role/role.name>
        release-role/policy | <release-role/role.name>
        """);
  }

  @Test
  void the_pipeline_may_handle_its_artifacts_and_assume_the_roles_of_its_stages() {
    policy("pipeline-role")
        .assertReads(
            """
            ActionRoles       | sts:AssumeRole                                             | <pipeline-source-role/role.arn>, <pipeline-build-role/role.arn>, <pipeline-approve-role/role.arn>, <pipeline-deploy-role/role.arn> | always
            ArtifactsBucket   | s3:GetBucketLocation, s3:GetBucketVersioning, s3:ListBucket | <data: bucket-artifacts/bucket.arn> | always
            Artifacts         | s3:GetObject, s3:GetObjectVersion, s3:PutObject | <data: bucket-artifacts/bucket.arn>/* | always
            KeepDeploymentFiles Deny | s3:DeleteObject, s3:DeleteObjectVersion, s3:PutObject, s3:PutObjectAcl | <data: bucket-artifacts/bucket.arn>/deployment/*, <data: bucket-artifacts/bucket.arn>/functions/* | always
            UseKey | kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey, kms:ReEncryptFrom, kms:ReEncryptTo | <data: data-key/key.arn> | always
            """);
  }

  /** The connection writes its artifact with an ACL, which takes a right of its own. */
  @Test
  void the_source_may_use_the_connection_under_either_name_of_the_service() {
    policy("pipeline-source-role")
        .assertReads(
            """
            UseConnection     | codeconnections:UseConnection, codestar-connections:UseConnection | <connection.arn> | always
            WriteArtifacts    | s3:PutObject, s3:PutObjectAcl                                     | <data: bucket-artifacts/bucket.arn>/* | always
            KeepDeploymentFiles Deny | s3:DeleteObject, s3:DeleteObjectVersion, s3:PutObject, s3:PutObjectAcl | <data: bucket-artifacts/bucket.arn>/deployment/*, <data: bucket-artifacts/bucket.arn>/functions/* | always
            UseKey | kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey, kms:ReEncryptFrom, kms:ReEncryptTo | <data: data-key/key.arn> | always
            """);
  }

  @Test
  void the_build_stage_may_run_its_projects() {
    policy("pipeline-build-role")
        .assertReads(
            "Builds | codebuild:BatchGetBuilds, codebuild:StartBuild, codebuild:StopBuild |"
                + " <build/project.arn>, <release/project.arn> | always");
  }

  @Test
  void the_approval_may_ask_people_through_the_encrypted_topic() {
    policy("pipeline-approve-role")
        .assertReads(
            """
            AskPeople         | sns:Publish                      | <observability: alerts/topic.arn> | always
            EncryptAndDecrypt | kms:Decrypt, kms:GenerateDataKey | <data: data-key/key.arn>          | always
            """);
  }

  @Test
  void the_deploy_stage_may_deploy_to_the_one_group() {
    policy("pipeline-deploy-role")
        .assertReads(
            """
            Revision                | codedeploy:GetApplication, codedeploy:GetApplicationRevision, codedeploy:RegisterApplicationRevision | arn:aws:codedeploy:eu-central-1:<read account.account_id>:application:<deployment/application.name> | always
            Deployment              | codedeploy:CreateDeployment, codedeploy:GetDeployment | arn:aws:codedeploy:eu-central-1:<read account.account_id>:deploymentgroup:<deployment/application.name>/<deployment/group.deployment_group_name> | always
            DeploymentConfiguration | codedeploy:GetDeploymentConfig | arn:aws:codedeploy:eu-central-1:<read account.account_id>:deploymentconfig:* | always
            Artifacts               | s3:GetObject, s3:GetObjectVersion, s3:PutObject | <data: bucket-artifacts/bucket.arn>/* | always
            KeepDeploymentFiles Deny | s3:DeleteObject, s3:DeleteObjectVersion, s3:PutObject, s3:PutObjectAcl | <data: bucket-artifacts/bucket.arn>/deployment/*, <data: bucket-artifacts/bucket.arn>/functions/* | always
            UseKey | kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey, kms:ReEncryptFrom, kms:ReEncryptTo | <data: data-key/key.arn> | always
            """);
  }

  @Test
  void builds_run_on_arm_with_docker_outside_the_vpc() {
    assertThat(DELIVERY.count("aws_codebuild_project")).isEqualTo(2);
    assertThat(
            DELIVERY
                .describe("build/project")
                .replace(
                    DELIVERY.at("build/project").body().at("/source/buildspec").asText(),
                    "the buildspec"))
        .isEqualTo(
            """
            artifacts.type = CODEPIPELINE
            build_timeout = 60
            depends_on = aws_iam_role_policy.%s
            description = Tests, jar and image of the application
            encryption_key = <data: data-key/key.arn>
            environment.compute_type = BUILD_GENERAL1_SMALL
            environment.environment_variable[0].name = ARTIFACTS_BUCKET
            environment.environment_variable[0].value = <data: bucket-artifacts/bucket.id>
            environment.environment_variable[1].name = IMAGE_REPOSITORY
            environment.environment_variable[1].value = <platform: repository/repository.repository_url>
            environment.environment_variable[2].name = PREFIX
            environment.environment_variable[2].value = v1-orcha
            environment.image = aws/codebuild/amazonlinux2-aarch64-standard:3.0
            environment.privileged_mode = true
            environment.type = ARM_CONTAINER
            logs_config.cloudwatch_logs.group_name = <observability: codebuild-logs/group.name>
            logs_config.cloudwatch_logs.status = ENABLED
            name = v1-orcha-build
            service_role = <codebuild-role/role.arn>
            source.buildspec = the buildspec
            source.type = CODEPIPELINE
            """
                .formatted(DELIVERY.at("codebuild-role/policy").label()));
  }

  @Test
  void the_buildspec_is_the_file_and_no_shell_variable_of_it_is_read_by_terraform()
      throws IOException {
    String buildspec = DELIVERY.at("build/project").body().at("/source/buildspec").asText();

    assertIsFile(buildspec, ORCHA.resolve("buildspec.yml"));
    assertThat(buildspec).contains("$${CODEBUILD_RESOLVED_SOURCE_VERSION:0:12}");
  }

  @Test
  void the_build_may_push_to_the_one_repository() {
    policy("codebuild-role")
        .assertReads(
            """
            WriteLogs                  | logs:CreateLogStream, logs:PutLogEvents | arn:aws:logs:eu-central-1:<read account.account_id>:log-group:<observability: codebuild-logs/group.name>:* | always
            ArtifactsList              | s3:GetBucketLocation, s3:ListBucket | <data: bucket-artifacts/bucket.arn> | always
            Artifacts | s3:GetObject, s3:GetObjectVersion, s3:PutObject | <data: bucket-artifacts/bucket.arn>/* | always
            KeepDeploymentFiles Deny | s3:DeleteObject, s3:DeleteObjectVersion, s3:PutObject, s3:PutObjectAcl | <data: bucket-artifacts/bucket.arn>/deployment/*, <data: bucket-artifacts/bucket.arn>/functions/* | always
            UseKey | kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey, kms:ReEncryptFrom, kms:ReEncryptTo | <data: data-key/key.arn> | always
            EcrToken                   | ecr:GetAuthorizationToken | * | always
            EcrPush                    | ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:CompleteLayerUpload, ecr:DescribeImages, ecr:GetDownloadUrlForLayer, ecr:InitiateLayerUpload, ecr:PutImage, ecr:UploadLayerPart | <platform: repository/repository.arn> | always
            """);
  }

  /** What lies there runs as root on the instances, and as the rotation. */
  @Test
  void only_terraform_writes_the_files_of_the_deployment() {
    Stack platform = Synthesized.environment("orcha", "prod").stack("platform");
    for (String role :
        List.of(
            "codebuild-role",
            "release-role",
            "pipeline-role",
            "pipeline-source-role",
            "pipeline-deploy-role")) {
      List<String> denied = new ArrayList<>();
      for (JsonNode statement : DELIVERY.at(role + "/policy").json("policy").path("Statement")) {
        if (statement.path("Effect").asText().equals("Deny")) {
          denied.add(DELIVERY.readable(statement.path("Action")));
          denied.add(DELIVERY.readable(statement.path("Resource")));
        }
      }
      assertThat(denied)
          .as(role)
          .containsExactly(
              "s3:DeleteObject, s3:DeleteObjectVersion, s3:PutObject, s3:PutObjectAcl",
              "<data: bucket-artifacts/bucket.arn>/deployment/*,"
                  + " <data: bucket-artifacts/bucket.arn>/functions/*");
    }
    for (JsonNode statement : platform.at("service-role/policy").json("policy").path("Statement")) {
      if (platform.readable(statement.path("Resource")).contains("bucket-artifacts")) {
        assertThat(platform.readable(statement.path("Action")))
            .isEqualTo("s3:GetObject, s3:GetObjectVersion");
      }
    }
  }

  @Test
  void the_image_gets_the_tag_that_keeps_it_before_it_is_deployed() throws IOException {
    assertIsFile(
        DELIVERY.at("release/project").body().at("/source/buildspec").asText(),
        ORCHA.resolve("release-buildspec.yml"));
    assertThat(DELIVERY.at("release/project").body().has("vpc_config")).isFalse();
    policy("release-role")
        .assertReads(
            """
            WriteLogs                | logs:CreateLogStream, logs:PutLogEvents | arn:aws:logs:eu-central-1:<read account.account_id>:log-group:<observability: codebuild-logs/group.name>:* | always
            ArtifactsList            | s3:GetBucketLocation, s3:ListBucket | <data: bucket-artifacts/bucket.arn> | always
            Artifacts                | s3:GetObject, s3:GetObjectVersion, s3:PutObject | <data: bucket-artifacts/bucket.arn>/* | always
            KeepDeploymentFiles Deny | s3:DeleteObject, s3:DeleteObjectVersion, s3:PutObject, s3:PutObjectAcl | <data: bucket-artifacts/bucket.arn>/deployment/*, <data: bucket-artifacts/bucket.arn>/functions/* | always
            UseKey                   | kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey, kms:ReEncryptFrom, kms:ReEncryptTo | <data: data-key/key.arn> | always
            TagImages                | ecr:BatchGetImage, ecr:DescribeImages, ecr:PutImage | <platform: repository/repository.arn> | always
            """);
  }

  /**
   * The bucket keeps versions; the right is part of AWS's managed policy
   * AmazonEC2RoleforAWSCodeDeploy and of the role in the CodeBuild user guide, "Allow CodeBuild to
   * interact with other AWS services".
   */
  @Test
  void builds_and_instances_may_read_versions_of_artifacts() {
    Stack platform = Synthesized.environment("orcha", "prod").stack("platform");

    assertThat(Policies.actions(DELIVERY.at("codebuild-role/policy").json("policy")))
        .contains("s3:GetObject", "s3:GetObjectVersion");
    assertThat(Policies.actions(platform.at("service-role/policy").json("policy")))
        .contains("s3:GetObject", "s3:GetObjectVersion");
  }

  @Test
  void all_instances_are_deployed_to_at_once_and_a_failure_is_rolled_back() {
    assertThat(DELIVERY.describe("deployment/application"))
        .isEqualTo(
            """
            compute_platform = Server
            name = v1-orcha
            """);
    assertThat(DELIVERY.count("aws_codedeploy_deployment_group")).isEqualTo(1);
    assertThat(DELIVERY.describe("deployment/group"))
        .isEqualTo(
            """
            app_name = <deployment/application.name>
            auto_rollback_configuration.enabled = true
            auto_rollback_configuration.events = DEPLOYMENT_FAILURE
            autoscaling_groups = <platform: instances/group.name>
            depends_on = aws_iam_role_policy.%s
            deployment_config_name = CodeDeployDefault.AllAtOnce
            deployment_group_name = v1-orcha-production
            deployment_style.deployment_option = WITHOUT_TRAFFIC_CONTROL
            deployment_style.deployment_type = IN_PLACE
            service_role_arn = <codedeploy-role/role.arn>
            """
                .formatted(DELIVERY.at("codedeploy-role/policy").label()));
  }

  @Test
  void deployments_may_use_the_launch_template_of_the_instances() {
    policy("codedeploy-role")
        .assertReads(
            """
            Describe | autoscaling:DescribeAutoScalingGroups, autoscaling:DescribeLifecycleHooks, autoscaling:DescribeScalingActivities, ec2:DescribeInstanceStatus, ec2:DescribeInstances, elasticloadbalancing:DescribeLoadBalancerAttributes, elasticloadbalancing:DescribeLoadBalancers, elasticloadbalancing:DescribeTargetGroupAttributes, elasticloadbalancing:DescribeTargetGroups, elasticloadbalancing:DescribeTargetHealth, tag:GetResources | * | always
            InstanceGroup    | autoscaling:CompleteLifecycleAction, autoscaling:DeleteLifecycleHook, autoscaling:PutLifecycleHook, autoscaling:RecordLifecycleActionHeartbeat, autoscaling:ResumeProcesses, autoscaling:SuspendProcesses | arn:aws:autoscaling:eu-central-1:<read account.account_id>:autoScalingGroup:*:autoScalingGroupName/v1-orcha | always
            Targets          | elasticloadbalancing:DeregisterTargets, elasticloadbalancing:RegisterTargets | <platform: app-targets/group.arn>, <platform: admin-targets/group.arn>, <platform: link-targets/group.arn> | always
            RunInstances | ec2:RunInstances | * | ArnEquals ec2:LaunchTemplate <platform: instances/launch-template.arn>
            TagInstances | ec2:CreateTags | arn:aws:ec2:eu-central-1:<read account.account_id>:instance/*, arn:aws:ec2:eu-central-1:<read account.account_id>:network-interface/*, arn:aws:ec2:eu-central-1:<read account.account_id>:volume/* | StringEquals ec2:CreateAction RunInstances
            PassInstanceRole | iam:PassRole | <platform: service-role/role.arn> | StringEquals iam:PassedToService ec2.amazonaws.com
            ReadRevision     | s3:GetObject, s3:GetObjectVersion | <data: bucket-artifacts/bucket.arn>/* | always
            Decrypt          | kms:Decrypt | <data: data-key/key.arn> | always
            """);
  }

  @Test
  void the_connection_is_to_github() {
    assertThat(DELIVERY.describe("connection"))
        .isEqualTo(
            """
            name = v1-orcha-github
            provider_type = GitHub
            """);
    assertThat(OrchaPlatformTest.outputs(DELIVERY))
        .isEqualTo(
            """
            connection_arn = <connection.arn>
            pipeline = <pipeline/pipeline.name>
            """);
  }

  @Test
  void the_build_finds_exactly_the_files_of_the_deployment_folder_as_they_are() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    Path folder = ORCHA.resolve("deployment");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        expected.put("deployment/" + folder.relativize(file), Files.readString(file));
      }
    }
    Map<String, String> found = new TreeMap<>();
    for (Resource object : DELIVERY.ofType("aws_s3_object")) {
      assertThat(DELIVERY.readable(object.text("bucket")))
          .isEqualTo("<data: bucket-artifacts/bucket.id>");
      assertIsFile(object.text("content"), ORCHA.resolve(object.text("key")));
      found.put(object.text("key"), unescaped(object.text("content")));
    }

    assertThat(expected.values())
        .as("a file with a variable")
        .anyMatch(text -> text.contains("${"));
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    assertThat(found).isEqualTo(expected);
    assertThat(DELIVERY.count("aws_s3_object")).isEqualTo(expected.size());
  }

  /** A text is the file as a literal of Terraform: no template is left in it. */
  private static void assertIsFile(String text, Path file) throws IOException {
    assertThat(text).doesNotContainPattern("(?<!\\$)\\$\\{").doesNotContainPattern("(?<!%)%\\{");
    assertThat(unescaped(text)).isEqualTo(Files.readString(file));
  }

  private static String unescaped(String literal) {
    return literal.replace("$${", "${").replace("%%{", "%{");
  }

  /** Stage, action, provider, role, inputs, outputs, configuration. */
  private static Table actions(Stack stack) {
    Table table = new Table();
    for (JsonNode stage : stack.at("pipeline/pipeline").body().path("stage")) {
      for (JsonNode action : stage.path("action")) {
        table.row(
            stage.path("name").asText(),
            action.path("name").asText() + " " + action.path("run_order").asText(),
            String.join(
                " ",
                action.path("category").asText(),
                action.path("owner").asText(),
                action.path("provider").asText(),
                action.path("version").asText()),
            stack.readable(action.path("role_arn")),
            orNone(stack, action.path("input_artifacts")),
            orNone(stack, action.path("output_artifacts")),
            stack.describe(action.path("configuration")).strip().replace("\n", ", "));
      }
    }
    return table;
  }

  private static String orNone(Stack stack, JsonNode artifacts) {
    return artifacts.isEmpty() ? "none" : stack.readable(artifacts);
  }

  private static Table policy(String role) {
    return Policies.table(DELIVERY, DELIVERY.at(role + "/policy").json("policy"));
  }
}
