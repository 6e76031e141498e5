package dev.terrace.constructs.routing;

import dev.terrace.ref.SecretRef;

/**
 * A login that a load balancer asks for by itself before it forwards; its callback is {@code
 * /oauth2/idpresponse}. Both need a client with a secret, and an HTTPS listener.
 */
public sealed interface Login {

  /**
   * At an OpenID Connect provider.
   *
   * @param client secret with the fields client_id and client_secret
   */
  record Oidc(
      String issuer,
      String authorizationEndpoint,
      String tokenEndpoint,
      String userInfoEndpoint,
      SecretRef client)
      implements Login {}

  /**
   * At a user pool of Cognito.
   *
   * @param userPoolDomain the domain's prefix, not its URL
   */
  record Cognito(String userPoolArn, String clientId, String userPoolDomain) implements Login {}
}
