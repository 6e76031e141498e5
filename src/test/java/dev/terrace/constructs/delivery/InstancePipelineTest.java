package dev.terrace.constructs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Names;
import dev.terrace.constructs.delivery.PipelineBuilds.Build;
import dev.terrace.grants.Arns;
import dev.terrace.grants.ArtifactGrants.Artifacts;
import dev.terrace.grants.BuildGrants;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.BuildProjectRef;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.LogGroupRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.ref.TopicRef;
import dev.terrace.support.SmallStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstancePipelineTest {
  private static final Names NAMES = new Names("shop");
  private static final Arns ARNS = new Arns("eu-west-1", "123456789012");
  private static final BuildProjectRef TEST = new BuildProjectRef("arn:test", "shop-test");

  private static Artifacts artifacts(String... kept) {
    return new Artifacts(
        new BucketRef("artifacts", "arn:artifacts"), new KeyRef("arn:key"), List.of(kept));
  }

  private static SmallStack pipeline(BuildProjectRef test, String... kept) {
    return SmallStack.of(
        stack ->
            new InstancePipeline(
                stack,
                new InstancePipeline.Props(
                    NAMES,
                    ARNS,
                    artifacts(kept),
                    new InstancePipeline.Source("company/shop", "main"),
                    new InstancePipeline.Builds(
                        new BuildProjectRef("arn:build", "shop-build"),
                        test,
                        new BuildProjectRef("arn:release", "shop-release")),
                    new TopicRef("arn:topic"),
                    new InstancePipeline.Target(
                        "shop-production",
                        new InstanceGroupRef("shop", "arn:group", "arn:template"),
                        new RoleRef("arn:instances", "instances"),
                        List.of(),
                        InstanceDeployment.Order.ALL_AT_ONCE))));
  }

  private static SmallStack build(boolean inVpc) {
    return SmallStack.of(
        stack ->
            new PipelineBuilds(
                    stack,
                    new PipelineBuilds.Props(
                        NAMES,
                        ARNS,
                        artifacts(),
                        new LogGroupRef("/shop/builds"),
                        new BuildProject.Vpc(
                            "vpc-1", List.of("subnet-1"), new SecurityGroupRef("sg-1"))))
                .add(
                    new Build("build", "build-role", "Builds", "version: 0.2", inVpc, true, 30),
                    BuildGrants.pushImages(new RepositoryRef("arn:repository", "url")),
                    Map.of("PREFIX", "shop")));
  }

  private static List<String> names(JsonNode pipeline, int stage) {
    return pipeline.at("/stage/" + stage + "/action").findValuesAsText("name");
  }

  @Test
  void each_action_has_a_role_of_its_own() {
    assertThat(pipeline(TEST).resources())
        .filteredOn(each -> each.startsWith("aws_iam_role "))
        .containsExactly(
            "aws_iam_role codedeploy-role/role",
            "aws_iam_role pipeline-approve-role/role",
            "aws_iam_role pipeline-build-role/role",
            "aws_iam_role pipeline-deploy-role/role",
            "aws_iam_role pipeline-role/role",
            "aws_iam_role pipeline-source-role/role");
  }

  @Test
  void stages_follow_one_another_from_the_source_to_the_deployment() {
    JsonNode pipeline = pipeline(TEST).resource("aws_codepipeline", "pipeline/pipeline");

    assertThat(names(pipeline, 0)).containsExactly("Source");
    assertThat(names(pipeline, 1)).containsExactly("Build", "MigrationTest");
    assertThat(names(pipeline, 2)).containsExactly("Approve");
    assertThat(names(pipeline, 3)).containsExactly("Release", "Deploy");
    assertThat(pipeline.at("/stage/2/action/0/configuration/CustomData").asText())
        .isEqualTo("Deploy this build to shop?");
  }

  @Test
  void without_a_test_the_build_is_alone_in_its_stage() {
    SmallStack stack = pipeline(null);

    assertThat(names(stack.resource("aws_codepipeline", "pipeline/pipeline"), 1))
        .containsExactly("Build");
    assertThat(
            SmallStack.json(
                    stack
                        .resource("aws_iam_role_policy", "pipeline-build-role/policy")
                        .path("policy"))
                .at("/Statement/0/Resource"))
        .hasToString("[\"arn:build\",\"arn:release\"]");
  }

  @Test
  void folders_that_are_kept_are_written_to_by_no_role() {
    SmallStack stack = pipeline(null, "deployment");
    for (String role : List.of("pipeline", "pipeline-source", "pipeline-deploy")) {
      assertThat(stack.sids("aws_iam_role_policy", role + "-role/policy"))
          .as(role)
          .contains("KeepDeploymentFiles");
    }
    assertThat(pipeline(null).sids("aws_iam_role_policy", "pipeline-role/policy"))
        .containsExactly("ActionRoles", "ArtifactsBucket", "Artifacts", "UseKey");
  }

  @Test
  void a_build_in_the_vpc_may_create_its_network_interface() {
    SmallStack stack = build(true);

    assertThat(stack.sids("aws_iam_role_policy", "build-role/policy"))
        .containsExactly(
            "WriteLogs",
            "ArtifactsList",
            "Artifacts",
            "UseKey",
            "NetworkInterfaces",
            "NetworkInterfacePermission",
            "EcrToken",
            "EcrPush");
    assertThat(
            stack
                .resource("aws_codebuild_project", "build/project")
                .at("/vpc_config/vpc_id")
                .asText())
        .isEqualTo("vpc-1");
  }

  @Test
  void a_build_outside_of_the_vpc_may_not() {
    SmallStack stack = build(false);

    assertThat(stack.sids("aws_iam_role_policy", "build-role/policy"))
        .doesNotContain("NetworkInterfaces");
    assertThat(stack.resource("aws_codebuild_project", "build/project").has("vpc_config"))
        .isFalse();
  }

  @Test
  void without_repositories_a_build_gets_no_right_to_any() {
    assertThat(BuildGrants.codeArtifact(null, ARNS)).isEmpty();
    assertThat(BuildGrants.pullBaseImages(List.of(), ARNS)).isEmpty();
  }
}
