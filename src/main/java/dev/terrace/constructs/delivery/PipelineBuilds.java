package dev.terrace.constructs.delivery;

import dev.terrace.config.Names;
import dev.terrace.constructs.compute.Role;
import dev.terrace.grants.Arns;
import dev.terrace.grants.ArtifactGrants.Artifacts;
import dev.terrace.grants.BuildGrants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.BuildProjectRef;
import dev.terrace.ref.LogGroupRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * The projects of CodeBuild that a pipeline runs, each with a role of its own. A change of a
 * project's name replaces it.
 *
 * <p>It is no level of the construct tree: the scope gets the project and its role for each build.
 */
public final class PipelineBuilds {
  private final Construct scope;
  private final Props props;

  /**
   * @param logs of every build
   * @param vpc of the builds that run in one
   */
  public record Props(
      Names names, Arns arns, Artifacts artifacts, LogGroupRef logs, BuildProject.Vpc vpc) {}

  /**
   * One build.
   *
   * @param name without the prefix; the project's id as well
   * @param roleName the same of its role
   * @param buildspec the text of the buildspec, a literal of Terraform
   * @param inVpc it runs in the VPC: only there it reaches a database
   * @param privileged it builds images with docker
   * @param timeoutMinutes 5-2160
   */
  public record Build(
      String name,
      String roleName,
      String description,
      String buildspec,
      boolean inVpc,
      boolean privileged,
      int timeoutMinutes) {}

  public PipelineBuilds(Construct scope, Props props) {
    this.scope = scope;
    this.props = props;
  }

  /**
   * @param statements what it may do in addition to logs, artifacts and network interfaces
   * @param environment plain variables, never secrets
   */
  public BuildProjectRef add(
      Build build, List<Statement> statements, Map<String, String> environment) {
    Names names = props.names();
    List<Statement> all =
        new ArrayList<>(BuildGrants.build(props.artifacts(), props.logs().name(), props.arns()));
    if (build.inVpc()) {
      all.addAll(BuildGrants.buildInVpc(props.vpc().subnetIds(), props.arns()));
    }
    all.addAll(statements);
    Role role =
        new Role(
            scope,
            build.roleName(),
            Role.Props.forService(
                names.of(Names.Kind.ROLE, build.roleName()),
                build.description(),
                "codebuild.amazonaws.com",
                all));
    return new BuildProject(
            scope,
            build.name(),
            new BuildProject.Props(
                names.of(Names.Kind.DELIVERY, build.name()),
                build.description(),
                role.ref(),
                role.permissions(),
                build.buildspec(),
                environment,
                build.privileged(),
                build.timeoutMinutes(),
                props.artifacts().key(),
                props.logs(),
                build.inVpc() ? props.vpc() : null))
        .ref();
  }
}
