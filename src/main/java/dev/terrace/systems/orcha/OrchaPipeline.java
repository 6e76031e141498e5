package dev.terrace.systems.orcha;

import dev.terrace.config.Names;
import dev.terrace.constructs.ServiceTrust;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.delivery.Pipeline;
import dev.terrace.constructs.delivery.Pipeline.Action;
import dev.terrace.constructs.delivery.Pipeline.Stage;
import dev.terrace.grants.Statement;
import dev.terrace.ref.BuildProjectRef;
import dev.terrace.ref.ConnectionRef;
import dev.terrace.ref.DeploymentGroupRef;
import dev.terrace.ref.PipelineRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TopicRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.constructs.Construct;

/** The pipeline from a push to the instances: its stages, and the roles of its actions. */
final class OrchaPipeline {
  private static final String SOURCE = "source";
  private static final String BUNDLE = "bundle";

  private final Construct scope;
  private final OrchaConfig config;
  private final OrchaDataStack.Outputs data;
  private final TopicRef topic;
  private final PipelineGrants grants;

  /**
   * @param topic that asks people for their approval
   */
  OrchaPipeline(
      Construct scope,
      OrchaConfig config,
      OrchaDataStack.Outputs data,
      TopicRef topic,
      PipelineGrants grants) {
    this.scope = scope;
    this.config = config;
    this.data = data;
    this.topic = topic;
    this.grants = grants;
  }

  /** Creates the pipeline and the projects that it runs. */
  PipelineRef create(OrchaBuilds builds, ConnectionRef connection, DeploymentGroupRef deployment) {
    BuildProjectRef build = builds.build();
    BuildProjectRef migrationTest =
        config.options().migrationTest() ? builds.migrationTest() : null;
    BuildProjectRef release = builds.release();
    List<BuildProjectRef> projects =
        Stream.of(build, migrationTest, release).filter(Objects::nonNull).toList();
    Role pipelineRole =
        role(
            "pipeline",
            "Runs the pipeline: its artifacts, and the roles of its actions",
            ServiceTrust.policy(scope, "codepipeline.amazonaws.com"),
            List.of());
    String trust = Statement.assumableBy(pipelineRole.ref());
    RoleRef sourceRole =
        role(
                "pipeline-source",
                "Stage Source",
                trust,
                grants.sourceAction(connection, data.artifacts(), data.key()))
            .ref();
    RoleRef buildRole =
        role("pipeline-build", "Stage Build", trust, grants.buildAction(projects)).ref();
    RoleRef approveRole =
        role("pipeline-approve", "Stage Approve", trust, grants.approvalAction(topic, data.key()))
            .ref();
    RoleRef deployRole =
        role(
                "pipeline-deploy",
                "Stage Deploy",
                trust,
                grants.deploymentAction(deployment, data.artifacts(), data.key()))
            .ref();
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
            scope,
            "pipeline",
            new Pipeline.Props(
                config.names().of(Names.Kind.DELIVERY, "deploy"),
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
                                topic,
                                "Deploy this build to " + config.names().prefix() + "?"))),
                    // The tag that keeps the image comes first: no build pushes it out meanwhile.
                    new Stage(
                        "Deploy",
                        List.of(
                            Action.build("Release", buildRole, 1, release, BUNDLE, List.of()),
                            Action.deployment(deployRole, 2, deployment, BUNDLE))))))
        .ref();
  }

  private Role role(
      String name, String description, String assumeRolePolicy, List<Statement> statements) {
    return new Role(
        scope,
        name + "-role",
        new Role.Props(
            config.names().of(Names.Kind.ROLE, name + "-role"),
            description,
            assumeRolePolicy,
            statements));
  }
}
