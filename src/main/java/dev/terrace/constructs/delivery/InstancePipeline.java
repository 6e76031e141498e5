package dev.terrace.constructs.delivery;

import com.hashicorp.cdktf.providers.aws.codestarconnections_connection.CodestarconnectionsConnection;
import com.hashicorp.cdktf.providers.aws.codestarconnections_connection.CodestarconnectionsConnectionConfig;
import dev.terrace.config.Names;
import dev.terrace.constructs.ServiceTrust;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.delivery.Pipeline.Action;
import dev.terrace.constructs.delivery.Pipeline.Stage;
import dev.terrace.grants.Arns;
import dev.terrace.grants.ArtifactGrants.Artifacts;
import dev.terrace.grants.DeploymentGrants;
import dev.terrace.grants.PipelineGrants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.BuildProjectRef;
import dev.terrace.ref.ConnectionRef;
import dev.terrace.ref.DeploymentGroupRef;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.PipelineRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.ref.TopicRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * A pipeline from a push to instances: source, build, approval, deployment; each action has a role
 * of its own. A change of the prefix replaces all of it.
 *
 * <p>It is no level of the construct tree: the scope gets {@code connection}, {@code deployment}
 * with {@code codedeploy-role}, and {@code pipeline} with the roles of its actions.
 */
public final class InstancePipeline {
  private static final String SOURCE = "source";
  private static final String BUNDLE = "bundle";

  private final Construct scope;
  private final Props props;
  private final ConnectionRef connection;
  private final DeploymentGroupRef deployment;
  private final PipelineRef ref;

  /**
   * @param topic that asks people for their approval
   */
  public record Props(
      Names names,
      Arns arns,
      Artifacts artifacts,
      Source source,
      Builds builds,
      TopicRef topic,
      Target target) {}

  /**
   * @param repository on GitHub, owner/name
   * @param branch whose pushes start the pipeline
   */
  public record Source(String repository, String branch) {}

  /**
   * @param build makes the bundle that is deployed
   * @param test runs after it and before the approval; null: none
   * @param release runs right before the deployment
   */
  public record Builds(BuildProjectRef build, BuildProjectRef test, BuildProjectRef release) {}

  /**
   * What is deployed to.
   *
   * @param group whole name of the deployment group
   * @param targetGroups that instances are taken out of while they are deployed to, one at a time
   */
  public record Target(
      String group,
      InstanceGroupRef instances,
      RoleRef instanceRole,
      List<TargetGroupRef> targetGroups,
      InstanceDeployment.Order order) {}

  public InstancePipeline(Construct scope, Props props) {
    this.scope = scope;
    this.props = props;
    connection =
        new ConnectionRef(
            new CodestarconnectionsConnection(
                    scope,
                    "connection",
                    CodestarconnectionsConnectionConfig.builder()
                        .name(props.names().of(Names.Kind.CONNECTION, "github"))
                        .providerType("GitHub")
                        .build())
                .getArn());
    deployment = deployment(props.target());
    ref = pipeline(props.builds());
  }

  private DeploymentGroupRef deployment(Target target) {
    String prefix = props.names().prefix();
    Role role =
        role(
            "codedeploy",
            "Deploys to the instances",
            ServiceTrust.policy(scope, "codedeploy.amazonaws.com"),
            DeploymentGrants.deployment(
                prefix,
                target.instances(),
                target.instanceRole(),
                target.targetGroups(),
                props.artifacts(),
                props.arns()));
    return new InstanceDeployment(
            scope,
            "deployment",
            new InstanceDeployment.Props(
                prefix,
                target.group(),
                role.ref(),
                role.permissions(),
                target.instances(),
                target.order(),
                target.targetGroups()))
        .ref();
  }

  private PipelineRef pipeline(Builds builds) {
    Artifacts artifacts = props.artifacts();
    Role role =
        role(
            "pipeline",
            "Runs the pipeline: its artifacts, and the roles of its actions",
            ServiceTrust.policy(scope, "codepipeline.amazonaws.com"),
            List.of());
    String trust = Statement.assumableBy(role.ref());
    RoleRef source = action("Source", trust, PipelineGrants.sourceAction(connection, artifacts));
    RoleRef build =
        action(
            "Build",
            trust,
            PipelineGrants.buildAction(
                Stream.of(builds.build(), builds.test(), builds.release())
                    .filter(Objects::nonNull)
                    .toList()));
    RoleRef approve =
        action("Approve", trust, PipelineGrants.approvalAction(props.topic(), artifacts.key()));
    RoleRef deploy =
        action(
            "Deploy", trust, PipelineGrants.deploymentAction(deployment, artifacts, props.arns()));
    role.allow(PipelineGrants.pipeline(artifacts, List.of(source, build, approve, deploy)));
    return new Pipeline(
            scope,
            "pipeline",
            new Pipeline.Props(
                props.names().of(Names.Kind.DELIVERY, "deploy"),
                role.ref(),
                artifacts.bucket(),
                artifacts.key(),
                List.of(
                    new Stage(
                        "Source",
                        List.of(
                            Action.source(
                                source,
                                connection,
                                props.source().repository(),
                                props.source().branch(),
                                SOURCE))),
                    new Stage("Build", buildActions(build, builds)),
                    new Stage(
                        "Approve",
                        List.of(
                            Action.approval(
                                approve,
                                props.topic(),
                                "Deploy this build to " + props.names().prefix() + "?"))),
                    // What keeps the image comes first: no build pushes it out meanwhile.
                    new Stage(
                        "Deploy",
                        List.of(
                            Action.build("Release", build, 1, builds.release(), BUNDLE, List.of()),
                            Action.deployment(deploy, 2, deployment, BUNDLE))))))
        .ref();
  }

  private static List<Action> buildActions(RoleRef role, Builds builds) {
    List<Action> actions = new ArrayList<>();
    actions.add(Action.build("Build", role, 1, builds.build(), SOURCE, List.of(BUNDLE)));
    if (builds.test() != null) {
      actions.add(Action.build("MigrationTest", role, 2, builds.test(), SOURCE, List.of()));
    }
    return actions;
  }

  private RoleRef action(String stage, String trust, List<Statement> statements) {
    String name = "pipeline-" + stage.toLowerCase(Locale.ROOT);
    return role(name, "Stage " + stage, trust, statements).ref();
  }

  private Role role(
      String name, String description, String assumeRolePolicy, List<Statement> statements) {
    return new Role(
        scope,
        name + "-role",
        new Role.Props(
            props.names().of(Names.Kind.ROLE, name + "-role"),
            description,
            assumeRolePolicy,
            statements));
  }

  /** Of GitHub; a person completes it in the console. */
  public ConnectionRef connection() {
    return connection;
  }

  public PipelineRef ref() {
    return ref;
  }
}
