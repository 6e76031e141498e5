package dev.terrace.constructs.delivery;

import com.hashicorp.cdktf.providers.aws.iam_openid_connect_provider.IamOpenidConnectProvider;
import com.hashicorp.cdktf.providers.aws.iam_openid_connect_provider.IamOpenidConnectProviderConfig;
import java.util.List;
import software.constructs.Construct;

/**
 * The identity provider that lets workflows of GitHub Actions assume roles. AWS takes one an
 * account, so that one environment of an account creates it.
 */
public final class GithubIdentityProvider extends Construct {
  public static final String HOST = "token.actions.githubusercontent.com";

  /**
   * GitHub's intermediate authorities. IAM asks for one and looks at its own list of authorities:
   * IAM user guide, "Create an OpenID Connect (OIDC) identity provider in IAM".
   */
  private static final List<String> THUMBPRINTS =
      List.of(
          "6938fd4d98bab03faadb97b34396831e3780aea1", "1c58a3a8518e8759bf075b76b750d4f2df264fcd");

  private final IamOpenidConnectProvider provider;

  public GithubIdentityProvider(Construct scope, String id) {
    super(scope, id);
    provider =
        new IamOpenidConnectProvider(
            this,
            "provider",
            IamOpenidConnectProviderConfig.builder()
                .url("https://" + HOST)
                .clientIdList(List.of("sts.amazonaws.com"))
                .thumbprintList(THUMBPRINTS)
                .build());
  }

  public String arn() {
    return provider.getArn();
  }

  /** The provider's ARN in an account that has it already. */
  public static String arnIn(String accountId) {
    return "arn:aws:iam::" + accountId + ":oidc-provider/" + HOST;
  }
}
