package dev.terrace.constructs.delivery;

import dev.terrace.constructs.compute.Role;
import dev.terrace.grants.Arns;
import dev.terrace.grants.ReleaseGrants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.RoleRef;
import software.constructs.Construct;

/**
 * The role that workflows of GitHub Actions release the services of a cluster with: no long-lived
 * keys. A change of the name replaces it; another repository or branch is changed in place.
 *
 * <p>It is no level of the construct tree: the scope gets {@code deploy-role}, and {@code github}
 * where the account's identity provider is created here.
 */
public final class GithubDeployRole {
  private final RoleRef ref;

  /**
   * @param name the whole name
   * @param repository owner/name
   * @param branch whose workflow runs may deploy
   * @param createsProvider whether the account's identity provider for GitHub is created here; AWS
   *     takes one an account
   * @param release what is released
   */
  public record Props(
      String name,
      String repository,
      String branch,
      boolean createsProvider,
      Arns arns,
      ReleaseGrants.Release release) {}

  public GithubDeployRole(Construct scope, Props props) {
    String provider =
        props.createsProvider()
            ? new GithubIdentityProvider(scope, "github").arn()
            : GithubIdentityProvider.arnIn(props.arns().accountId());
    ref =
        new Role(
                scope,
                "deploy-role",
                new Role.Props(
                    props.name(),
                    "Deploys from " + props.repository() + ", branch " + props.branch(),
                    Statement.assumableByGithub(provider, props.repository(), props.branch()),
                    ReleaseGrants.of(props.release(), props.arns())))
            .ref();
  }

  public RoleRef ref() {
    return ref;
  }
}
