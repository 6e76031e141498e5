package dev.terrace.systems.orcha;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.providers.aws.codestarnotifications_notification_rule.CodestarnotificationsNotificationRule;
import com.hashicorp.cdktf.providers.aws.codestarnotifications_notification_rule.CodestarnotificationsNotificationRuleConfig;
import com.hashicorp.cdktf.providers.aws.codestarnotifications_notification_rule.CodestarnotificationsNotificationRuleTarget;
import com.hashicorp.cdktf.providers.aws.s3_object.S3Object;
import com.hashicorp.cdktf.providers.aws.s3_object.S3ObjectConfig;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.delivery.BuildProject;
import dev.terrace.constructs.delivery.InstanceDeployment;
import dev.terrace.constructs.delivery.InstancePipeline;
import dev.terrace.constructs.delivery.PipelineBuilds;
import dev.terrace.grants.Arns;
import dev.terrace.grants.ArtifactGrants.Artifacts;
import dev.terrace.layers.DeployFiles;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.PipelineRef;
import dev.terrace.ref.TopicRef;
import java.util.List;

/** From a push to the instances: source, build, approval, deployment. */
final class OrchaDeliveryStack extends StandardStack<OrchaConfig, Void> {
  /** The files of {@code deploy/orcha/deployment/}, which the build puts into its bundle. */
  static final List<String> DEPLOYMENT_FILES =
      List.of(
          "appspec.yml",
          "docker-compose.yml",
          "hooks/down.sh",
          "hooks/install.sh",
          "hooks/make-env.sh",
          "hooks/make-override.sh",
          "hooks/start.sh",
          "hooks/stop.sh",
          "hooks/up.sh",
          "hooks/validate.sh",
          "orcha.service");

  private static final DeployFiles FILES = new DeployFiles("orcha");

  OrchaDeliveryStack(
      App app,
      Environment<OrchaConfig> environment,
      OrchaNetworkStack.Outputs network,
      OrchaDataStack.Outputs data,
      OrchaPlatformStack.Outputs platform,
      OrchaObservabilityStack.Outputs observability) {
    super(app, environment, "delivery");
    Arns arns = new Arns(config.region(), Account.idOf(this));
    // What lies below deployment/ runs as root on the instances after the next build, and below
    // functions/ with the rights of the rotation.
    Artifacts artifacts =
        new Artifacts(data.artifacts(), data.key(), List.of("deployment", "functions"));
    DEPLOYMENT_FILES.forEach(name -> deploymentFile(data.artifacts(), name));
    OrchaBuilds builds =
        new OrchaBuilds(
            new PipelineBuilds(
                this,
                new PipelineBuilds.Props(
                    names,
                    arns,
                    artifacts,
                    observability.codebuildLogs(),
                    new BuildProject.Vpc(
                        network.network().vpcId(),
                        network.network().appSubnetIds(),
                        network.codebuild()))),
            config,
            data,
            platform.repository(),
            arns);
    InstancePipeline pipeline =
        new InstancePipeline(
            this,
            new InstancePipeline.Props(
                names,
                arns,
                artifacts,
                new InstancePipeline.Source(
                    config.delivery().repository(), config.delivery().branch()),
                new InstancePipeline.Builds(
                    builds.build(),
                    config.options().migrationTest() ? builds.migrationTest(network.rds()) : null,
                    builds.release()),
                observability.topic(),
                new InstancePipeline.Target(
                    names.prefix() + "-production",
                    platform.instances(),
                    platform.instanceRole(),
                    List.copyOf(platform.targetGroups().values()),
                    config.options().highAvailability()
                        ? InstanceDeployment.Order.ONE_AT_A_TIME
                        : InstanceDeployment.Order.ALL_AT_ONCE)));
    if (config.options().pipelineNotifications()) {
      notifications(names, pipeline.ref(), observability.topic());
    }
    output("pipeline", pipeline.ref().name(), "Pipeline");
    output(
        "connection_arn",
        pipeline.connection().arn(),
        "Connection to GitHub; pending until a person completes it in the console");
  }

  private void deploymentFile(BucketRef bucket, String name) {
    new S3Object(
        this,
        "deployment-" + name.replace('/', '-'),
        S3ObjectConfig.builder()
            .bucket(bucket.name())
            .key("deployment/" + name)
            .content(DeployFiles.literal(FILES.read("deployment/" + name)))
            .contentType("text/plain")
            .build());
  }

  private void notifications(Names names, PipelineRef pipeline, TopicRef topic) {
    new CodestarnotificationsNotificationRule(
        this,
        "notifications",
        CodestarnotificationsNotificationRuleConfig.builder()
            .name(names.of(Names.Kind.DELIVERY, "deploy"))
            .detailType("FULL")
            .resource(pipeline.arn())
            .eventTypeIds(
                List.of(
                    "codepipeline-pipeline-pipeline-execution-failed",
                    "codepipeline-pipeline-pipeline-execution-succeeded"))
            .target(
                List.of(
                    CodestarnotificationsNotificationRuleTarget.builder()
                        .address(topic.arn())
                        .build()))
            .build());
  }
}
