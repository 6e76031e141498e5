package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.delivery.GithubIdentityProvider;
import dev.terrace.grants.Statement;
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.ParameterRef;
import dev.terrace.ref.RoleRef;
import java.util.ArrayList;
import java.util.List;

/** The role that a workflow of GitHub Actions deploys with: no long-lived keys. */
final class AlvaDeliveryStack extends LayerStack {

  AlvaDeliveryStack(
      App app, Environment<AlvaConfig> environment, AlvaPlatformStack.Outputs platform) {
    super(app, environment.id().stack("delivery"), environment.config());
    AlvaConfig config = environment.config();
    AlvaDelivery delivery = config.delivery();
    String accountId = Account.idOf(this);
    String provider =
        delivery.oidcProvider() == AlvaDelivery.OidcProvider.made
            ? new GithubIdentityProvider(this, "github").arn()
            : GithubIdentityProvider.arnIn(accountId);
    List<ParameterRef> imageTags = new ArrayList<>(List.of(platform.imageTag()));
    imageTags.addAll(platform.imageTags());
    RoleRef role =
        new Role(
                this,
                "deploy-role",
                new Role.Props(
                    config.names().of(Names.Kind.ROLE, "deploy"),
                    "Deploys from " + delivery.repository() + ", branch " + delivery.branch(),
                    Statement.assumableByGithub(provider, delivery.repository(), delivery.branch()),
                    new AlvaGrants(config.region(), accountId)
                        .deployment(
                            platform.repositories().values(),
                            platform.cluster(),
                            platform.services().values(),
                            config.serviceName("migrations"),
                            platform.roles(),
                            imageTags)))
            .ref();
    output(
        "deploy_role_arn",
        role.arn(),
        "Variable AWS_DEPLOY_ROLE_ARN of the repository " + delivery.repository());
  }
}
