package dev.terrace.constructs.routing;

import dev.terrace.ref.SecretRef;

/**
 * A login at an OpenID Connect provider, which a load balancer does by itself; its callback is
 * {@code /oauth2/idpresponse}.
 *
 * @param client secret with the fields client_id and client_secret
 */
public record OidcLogin(
    String issuer,
    String authorizationEndpoint,
    String tokenEndpoint,
    String userInfoEndpoint,
    SecretRef client) {}
