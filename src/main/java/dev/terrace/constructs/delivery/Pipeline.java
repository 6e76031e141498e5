package dev.terrace.constructs.delivery;

import com.hashicorp.cdktf.providers.aws.codepipeline.Codepipeline;
import com.hashicorp.cdktf.providers.aws.codepipeline.CodepipelineArtifactStore;
import com.hashicorp.cdktf.providers.aws.codepipeline.CodepipelineArtifactStoreEncryptionKey;
import com.hashicorp.cdktf.providers.aws.codepipeline.CodepipelineConfig;
import com.hashicorp.cdktf.providers.aws.codepipeline.CodepipelineStage;
import com.hashicorp.cdktf.providers.aws.codepipeline.CodepipelineStageAction;
import dev.terrace.config.Names;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.BuildProjectRef;
import dev.terrace.ref.ConnectionRef;
import dev.terrace.ref.DeploymentGroupRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.PipelineRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TopicRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * A pipeline of CodePipeline whose actions have a role each. A change of the name replaces it, with
 * its history.
 */
public final class Pipeline extends Construct {
  private final PipelineRef ref;

  /**
   * One action.
   *
   * @param order within its stage, 1 and up; equal ones run side by side
   * @param inputs names of artifacts
   * @param outputs names of artifacts
   */
  public record Action(
      String name,
      String category,
      String provider,
      RoleRef role,
      int order,
      Map<String, String> configuration,
      List<String> inputs,
      List<String> outputs) {

    /** A branch of a repository; a push starts the pipeline. */
    public static Action source(
        RoleRef role, ConnectionRef connection, String repository, String branch, String output) {
      return new Action(
          "Source",
          "Source",
          "CodeStarSourceConnection",
          role,
          1,
          Map.of(
              "ConnectionArn",
              connection.arn(),
              "FullRepositoryId",
              repository,
              "BranchName",
              branch,
              "DetectChanges",
              "true",
              "OutputArtifactFormat",
              "CODE_ZIP"),
          List.of(),
          List.of(output));
    }

    public static Action build(
        String name,
        RoleRef role,
        int order,
        BuildProjectRef project,
        String input,
        List<String> outputs) {
      return new Action(
          name,
          "Build",
          "CodeBuild",
          role,
          order,
          Map.of("ProjectName", project.name()),
          List.of(input),
          outputs);
    }

    /** A person approves, notified through the topic; after seven days the approval is rejected. */
    public static Action approval(RoleRef role, TopicRef topic, String words) {
      return new Action(
          "Approve",
          "Approval",
          "Manual",
          role,
          1,
          Map.of("NotificationArn", topic.arn(), "CustomData", words),
          List.of(),
          List.of());
    }

    public static Action deployment(
        RoleRef role, int order, DeploymentGroupRef group, String input) {
      return new Action(
          "Deploy",
          "Deploy",
          "CodeDeploy",
          role,
          order,
          Map.of("ApplicationName", group.application(), "DeploymentGroupName", group.name()),
          List.of(input),
          List.of());
    }
  }

  /** Actions that all have to succeed before the next stage begins. */
  public record Stage(String name, List<Action> actions) {}

  /**
   * @param name the whole name
   * @param role may assume the actions' roles, and read and write the artifacts
   */
  public record Props(
      String name, RoleRef role, BucketRef artifacts, KeyRef key, List<Stage> stages) {}

  public Pipeline(Construct scope, String id, Props props) {
    super(scope, id);
    Codepipeline pipeline =
        new Codepipeline(
            this,
            "pipeline",
            CodepipelineConfig.builder()
                .name(Names.exact(Names.Kind.DELIVERY, props.name()))
                .roleArn(props.role().arn())
                .artifactStore(
                    List.of(
                        CodepipelineArtifactStore.builder()
                            .type("S3")
                            .location(props.artifacts().name())
                            .encryptionKey(
                                CodepipelineArtifactStoreEncryptionKey.builder()
                                    .type("KMS")
                                    .id(props.key().arn())
                                    .build())
                            .build()))
                .stage(props.stages().stream().map(Pipeline::stage).toList())
                .build());
    ref = new PipelineRef(pipeline.getArn(), pipeline.getName());
  }

  private static CodepipelineStage stage(Stage stage) {
    return CodepipelineStage.builder()
        .name(stage.name())
        .action(stage.actions().stream().map(Pipeline::action).toList())
        .build();
  }

  private static CodepipelineStageAction action(Action action) {
    CodepipelineStageAction.Builder builder =
        CodepipelineStageAction.builder()
            .name(action.name())
            .category(action.category())
            .owner("AWS")
            .provider(action.provider())
            .version("1")
            .runOrder(action.order())
            .roleArn(action.role().arn())
            .configuration(new TreeMap<>(action.configuration()));
    if (!action.inputs().isEmpty()) {
      builder.inputArtifacts(action.inputs());
    }
    if (!action.outputs().isEmpty()) {
      builder.outputArtifacts(action.outputs());
    }
    return builder.build();
  }

  public PipelineRef ref() {
    return ref;
  }
}
