package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.delivery.GithubDeployRole;
import dev.terrace.grants.Arns;
import dev.terrace.grants.ReleaseGrants;
import dev.terrace.layers.StandardStack;

/** The role that a workflow of GitHub Actions deploys with: no long-lived keys. */
final class AlvaDeliveryStack extends StandardStack<AlvaConfig, Void> {

  AlvaDeliveryStack(
      App app, Environment<AlvaConfig> environment, AlvaPlatformStack.Outputs platform) {
    super(app, environment, "delivery");
    AlvaDelivery delivery = config.delivery();
    GithubDeployRole role =
        new GithubDeployRole(
            this,
            new GithubDeployRole.Props(
                config.names().of(Names.Kind.ROLE, "deploy"),
                delivery.repository(),
                delivery.branch(),
                delivery.oidcProvider() == AlvaDelivery.OidcProvider.made,
                new Arns(config.region(), Account.idOf(this)),
                // What deploy/alva/deploy-staging.yml calls; a test compares the two.
                new ReleaseGrants.Release(
                    platform.repositories().values(),
                    platform.cluster(),
                    platform.services().services().values(),
                    config.serviceName("migrations"),
                    platform.roles(),
                    platform.imageTags())));
    output(
        "deploy_role_arn",
        role.ref().arn(),
        "Variable AWS_DEPLOY_ROLE_ARN of the repository " + delivery.repository());
  }
}
