package dev.terrace.systems.coder;

import dev.terrace.constructs.routing.Login;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.SecretRef;

/** What every service needs. */
record CoderServiceContext(
    CoderConfig config,
    CoderNetworkStack.Outputs network,
    CoderDataStack.Outputs data,
    ClusterRef cluster,
    RoleRef executionRole,
    ListenerRef listener,
    LoadBalancerRef loadBalancer,
    ImageSources images) {

  /** What a container definition takes for a reference such as {@code coder/oidc#client_id}. */
  String secretValueFrom(String reference) {
    String arn = secretOf(reference).arn();
    int hash = reference.indexOf('#');
    return hash < 0 ? arn : arn + ":" + reference.substring(hash + 1) + "::";
  }

  SecretRef secretOf(String reference) {
    int hash = reference.indexOf('#');
    return data.secrets().get(hash < 0 ? reference : reference.substring(0, hash));
  }

  Login login() {
    OidcProvider oidc = config.oidc();
    return new Login.Oidc(
        oidc.url(oidc.issuer()),
        oidc.url(oidc.authorizationEndpoint()),
        oidc.url(oidc.tokenEndpoint()),
        oidc.url(oidc.userInfoEndpoint()),
        secretOf("coder/oidc#client_id"));
  }
}
