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
import dev.terrace.constructs.delivery.Pipeline;
import dev.terrace.constructs.delivery.Pipeline.Action;
import dev.terrace.constructs.delivery.Pipeline.Stage;
import dev.terrace.grants.Statement;
import dev.terrace.layers.DeployFiles;
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.BuildProjectRef;
import dev.terrace.ref.ConnectionRef;
import dev.terrace.ref.DeploymentGroupRef;
import dev.terrace.ref.PipelineRef;
import dev.terrace.ref.RoleRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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

  private static final String SOURCE = "source";
  private static final String BUNDLE = "bundle";
  private static final DeployFiles FILES = new DeployFiles("orcha");

  private final OrchaConfig config;
  private final Names names;
  private final OrchaDataStack.Outputs data;
  private final OrchaPlatformStack.Outputs platform;
  private final OrchaObservabilityStack.Outputs observability;
  private final OrchaDeliveryGrants grants;
  private final OrchaBuilds builds;

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
    grants = new OrchaDeliveryGrants(config.region(), Account.idOf(this), names.prefix());
    builds = new OrchaBuilds(this, config, network, data, platform, observability, grants);
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
    PipelineRef pipeline = pipeline(connection, deployment);
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
        roleConstruct(
            "codedeploy",
            "Deploys to the instances",
            ServiceTrust.policy(this, "codedeploy.amazonaws.com"),
            grants.deployment(
                platform.instances(),
                platform.instanceRole(),
                List.copyOf(platform.targetGroups().values()),
                data.artifacts(),
                data.key()));
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

  private PipelineRef pipeline(ConnectionRef connection, DeploymentGroupRef deployment) {
    BuildProjectRef build = builds.build();
    BuildProjectRef migrationTest =
        config.options().migrationTest() ? builds.migrationTest() : null;
    BuildProjectRef release = builds.release();
    List<BuildProjectRef> projects =
        Stream.of(build, migrationTest, release).filter(Objects::nonNull).toList();
    Role pipelineRole =
        roleConstruct(
            "pipeline",
            "Runs the pipeline: its artifacts, and the roles of its actions",
            ServiceTrust.policy(this, "codepipeline.amazonaws.com"),
            List.of());
    String trust = Statement.assumableBy(pipelineRole.ref());
    RoleRef sourceRole =
        role(
            "pipeline-source",
            "Stage Source",
            trust,
            grants.sourceAction(connection, data.artifacts(), data.key()));
    RoleRef buildRole = role("pipeline-build", "Stage Build", trust, grants.buildAction(projects));
    RoleRef approveRole =
        role(
            "pipeline-approve",
            "Stage Approve",
            trust,
            grants.approvalAction(observability.topic(), data.key()));
    RoleRef deployRole =
        role(
            "pipeline-deploy",
            "Stage Deploy",
            trust,
            grants.deploymentAction(deployment, data.artifacts(), data.key()));
    pipelineRole.allow(
        grants.pipeline(
            data.artifacts(), data.key(), List.of(sourceRole, buildRole, approveRole, deployRole)));

    List<Action> buildActions = new ArrayList<>();
    buildActions.add(Action.build("Build", buildRole, 1, build, SOURCE, List.of(BUNDLE)));
    if (migrationTest != null) {
      buildActions.add(
          Action.build("MigrationTest", buildRole, 2, migrationTest, SOURCE, List.of()));
    }
    return new Pipeline(
            this,
            "pipeline",
            new Pipeline.Props(
                names.of(Names.Kind.DELIVERY, "deploy"),
                pipelineRole.ref(),
                data.artifacts(),
                data.key(),
                List.of(
                    new Stage(
                        "Source",
                        List.of(
                            Action.source(
                                sourceRole,
                                connection,
                                config.delivery().repository(),
                                config.delivery().branch(),
                                SOURCE))),
                    new Stage("Build", buildActions),
                    new Stage(
                        "Approve",
                        List.of(
                            Action.approval(
                                approveRole,
                                observability.topic(),
                                "Deploy this build to " + names.prefix() + "?"))),
                    // The tag that keeps the image comes first: no build pushes it out meanwhile.
                    new Stage(
                        "Deploy",
                        List.of(
                            Action.build("Release", buildRole, 1, release, BUNDLE, List.of()),
                            Action.deployment(deployRole, 2, deployment, BUNDLE))))))
        .ref();
  }

  private RoleRef role(
      String name, String description, String assumeRolePolicy, List<Statement> statements) {
    return roleConstruct(name, description, assumeRolePolicy, statements).ref();
  }

  private Role roleConstruct(
      String name, String description, String assumeRolePolicy, List<Statement> statements) {
    return new Role(
        this,
        name + "-role",
        new Role.Props(
            names.of(Names.Kind.ROLE, name + "-role"), description, assumeRolePolicy, statements));
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
