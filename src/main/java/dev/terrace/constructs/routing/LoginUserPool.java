package dev.terrace.constructs.routing;

import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPool;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPoolAccountRecoverySetting;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPoolAccountRecoverySettingRecoveryMechanism;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPoolAdminCreateUserConfig;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPoolConfig;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPoolPasswordPolicy;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool.CognitoUserPoolSoftwareTokenMfaConfiguration;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool_client.CognitoUserPoolClient;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool_client.CognitoUserPoolClientConfig;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool_domain.CognitoUserPoolDomain;
import com.hashicorp.cdktf.providers.aws.cognito_user_pool_domain.CognitoUserPoolDomainConfig;
import dev.terrace.config.Names;
import java.util.List;
import software.constructs.Construct;

/**
 * A user pool of Cognito for logins that a load balancer asks for: administrators make the users,
 * who need a second factor (an authenticator app). Deletion protection is on. A change of the
 * client's name or of the domain replaces those; the users stay.
 */
public final class LoginUserPool extends Construct {
  private final Login.Cognito login;
  private final String userPoolId;

  /**
   * @param name the whole name
   * @param domain prefix of the login page's host, unique in the region
   * @param hosts that people log in for
   */
  public record Props(String name, String domain, List<String> hosts) {}

  public LoginUserPool(Construct scope, String id, Props props) {
    super(scope, id);
    String name = Names.exact(Names.Kind.USER_POOL, props.name());
    CognitoUserPool pool =
        new CognitoUserPool(
            this,
            "pool",
            CognitoUserPoolConfig.builder()
                .name(name)
                .deletionProtection("ACTIVE")
                .usernameAttributes(List.of("email"))
                .autoVerifiedAttributes(List.of("email"))
                .mfaConfiguration("ON")
                .softwareTokenMfaConfiguration(
                    CognitoUserPoolSoftwareTokenMfaConfiguration.builder().enabled(true).build())
                .adminCreateUserConfig(
                    CognitoUserPoolAdminCreateUserConfig.builder()
                        .allowAdminCreateUserOnly(true)
                        .build())
                .passwordPolicy(
                    CognitoUserPoolPasswordPolicy.builder()
                        .minimumLength(14)
                        .requireLowercase(true)
                        .requireNumbers(true)
                        .requireSymbols(true)
                        .requireUppercase(true)
                        .temporaryPasswordValidityDays(3)
                        .build())
                .accountRecoverySetting(
                    CognitoUserPoolAccountRecoverySetting.builder()
                        .recoveryMechanism(
                            List.of(
                                CognitoUserPoolAccountRecoverySettingRecoveryMechanism.builder()
                                    .name("verified_email")
                                    .priority(1)
                                    .build()))
                        .build())
                .build());
    CognitoUserPoolDomain domain =
        new CognitoUserPoolDomain(
            this,
            "domain",
            CognitoUserPoolDomainConfig.builder()
                .domain(Names.exact(Names.Kind.USER_POOL_DOMAIN, props.domain()))
                .userPoolId(pool.getId())
                .build());
    // A load balancer takes no client without a secret, and the provider keeps it in the state:
    // this is one of the exceptions in docs/secrets.md.
    CognitoUserPoolClient client =
        new CognitoUserPoolClient(
            this,
            "client",
            CognitoUserPoolClientConfig.builder()
                .name(name + "-alb")
                .userPoolId(pool.getId())
                .generateSecret(true)
                .allowedOauthFlowsUserPoolClient(true)
                .allowedOauthFlows(List.of("code"))
                .allowedOauthScopes(List.of("email", "openid", "profile"))
                .supportedIdentityProviders(List.of("COGNITO"))
                .callbackUrls(
                    props.hosts().stream()
                        .map(host -> "https://" + host + "/oauth2/idpresponse")
                        .toList())
                .preventUserExistenceErrors("ENABLED")
                .build());
    login = new Login.Cognito(pool.getArn(), client.getId(), domain.getDomain());
    userPoolId = pool.getId();
  }

  public Login.Cognito login() {
    return login;
  }

  public String userPoolId() {
    return userPoolId;
  }
}
