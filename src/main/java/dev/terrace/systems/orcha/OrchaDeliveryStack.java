package dev.terrace.systems.orcha;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.providers.aws.codestarconnections_connection.CodestarconnectionsConnection;
import com.hashicorp.cdktf.providers.aws.codestarconnections_connection.CodestarconnectionsConnectionConfig;
import com.hashicorp.cdktf.providers.aws.codestarnotifications_notification_rule.CodestarnotificationsNotificationRule;
import com.hashicorp.cdktf.providers.aws.codestarnotifications_notification_rule.CodestarnotificationsNotificationRuleConfig;
import com.hashicorp.cdktf.providers.aws.codestarnotifications_notification_rule.CodestarnotificationsNotificationRuleTarget;
import com.hashicorp.cdktf.providers.aws.s3_object.S3Object;
import com.hashicorp.cdktf.providers.aws.s3_object.S3ObjectConfig;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.ServiceTrust;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.delivery.InstanceDeployment;
import dev.terrace.grants.Arns;
import dev.terrace.layers.DeployFiles;
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.ConnectionRef;
import dev.terrace.ref.DeploymentGroupRef;
import dev.terrace.ref.PipelineRef;
import java.util.List;

/** From a push to the instances: source, build, approval, deployment. */
final class OrchaDeliveryStack extends LayerStack {
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

  private final OrchaConfig config;
  private final Names names;
  private final OrchaDataStack.Outputs data;
  private final OrchaPlatformStack.Outputs platform;
  private final OrchaObservabilityStack.Outputs observability;
  private final Arns arns;

  OrchaDeliveryStack(
      App app,
      Environment<OrchaConfig> environment,
      OrchaNetworkStack.Outputs network,
      OrchaDataStack.Outputs data,
      OrchaPlatformStack.Outputs platform,
      OrchaObservabilityStack.Outputs observability) {
    super(app, environment.id().stack("delivery"), environment.config());
    config = environment.config();
    names = config.names();
    this.data = data;
    this.platform = platform;
    this.observability = observability;
    arns = new Arns(config.region(), Account.idOf(this));
    DEPLOYMENT_FILES.forEach(this::deploymentFile);
    ConnectionRef connection =
        new ConnectionRef(
            new CodestarconnectionsConnection(
                    this,
                    "connection",
                    CodestarconnectionsConnectionConfig.builder()
                        .name(names.of(Names.Kind.CONNECTION, "github"))
                        .providerType("GitHub")
                        .build())
                .getArn());
    DeploymentGroupRef deployment = deployment();
    OrchaBuilds builds =
        new OrchaBuilds(
            this,
            config,
            network,
            data,
            platform,
            observability,
            new BuildGrants(arns, names.prefix()));
    PipelineRef pipeline =
        new OrchaPipeline(this, config, data, observability.topic(), new PipelineGrants(arns))
            .create(builds, connection, deployment);
    if (config.options().pipelineNotifications()) {
      notifications(pipeline);
    }
    output("pipeline", pipeline.name(), "Pipeline");
    output(
        "connection_arn",
        connection.arn(),
        "Connection to GitHub; pending until a person completes it in the console");
  }

  private void deploymentFile(String name) {
    new S3Object(
        this,
        "deployment-" + name.replace('/', '-'),
        S3ObjectConfig.builder()
            .bucket(data.artifacts().name())
            .key("deployment/" + name)
            .content(DeployFiles.literal(FILES.read("deployment/" + name)))
            .contentType("text/plain")
            .build());
  }

  private DeploymentGroupRef deployment() {
    Role role =
        new Role(
            this,
            "codedeploy-role",
            new Role.Props(
                names.of(Names.Kind.ROLE, "codedeploy-role"),
                "Deploys to the instances",
                ServiceTrust.policy(this, "codedeploy.amazonaws.com"),
                new DeploymentGrants(arns, names.prefix())
                    .deployment(
                        platform.instances(),
                        platform.instanceRole(),
                        List.copyOf(platform.targetGroups().values()),
                        data.artifacts(),
                        data.key())));
    return new InstanceDeployment(
            this,
            "deployment",
            new InstanceDeployment.Props(
                names.prefix(),
                names.prefix() + "-production",
                role.ref(),
                role.permissions(),
                platform.instances(),
                config.options().highAvailability()
                    ? InstanceDeployment.Order.ONE_AT_A_TIME
                    : InstanceDeployment.Order.ALL_AT_ONCE,
                List.copyOf(platform.targetGroups().values())))
        .ref();
  }

  private void notifications(PipelineRef pipeline) {
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
                        .address(observability.topic().arn())
                        .build()))
            .build());
  }
}
