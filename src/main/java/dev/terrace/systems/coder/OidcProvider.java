package dev.terrace.systems.coder;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.Problems;
import dev.terrace.config.value.AwsIds;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.UrlValues;
import dev.terrace.constructs.routing.Login;
import dev.terrace.ref.SecretRef;
import dev.terrace.spec.Placeholders;
import java.util.Map;

/** The OpenID Connect provider that people log in with, a directory of Azure AD. */
record OidcProvider(
    @JsonPropertyDescription("Issuer; {tenant-id} is filled in.") @Is(UrlValues.OidcIssuer.class)
        String issuer,
    @Is(UrlValues.OidcEndpoint.class) String authorizationEndpoint,
    @Is(UrlValues.OidcEndpoint.class) String tokenEndpoint,
    @Is(UrlValues.OidcEndpoint.class) String userInfoEndpoint,
    @JsonPropertyDescription("Directory (tenant) id of Azure AD.") @Is(AwsIds.DirectoryId.class)
        String tenantId)
    implements Checked {

  /**
   * The login of routes that ask for one.
   *
   * @param client secret with the fields client_id and client_secret
   */
  Login login(SecretRef client) {
    return new Login.Oidc(
        url(issuer), url(authorizationEndpoint), url(tokenEndpoint), url(userInfoEndpoint), client);
  }

  /** One of its URLs with the tenant filled in. */
  String url(String template) {
    return template.replace("{tenant-id}", tenantId);
  }

  @Override
  public void check(Problems problems) {
    Placeholders tenant = new Placeholders(Map.of("tenant-id", ""));
    tenant.check(problems.at("issuer"), issuer);
    tenant.check(problems.at("authorizationEndpoint"), authorizationEndpoint);
    tenant.check(problems.at("tokenEndpoint"), tokenEndpoint);
    tenant.check(problems.at("userInfoEndpoint"), userInfoEndpoint);
  }
}
