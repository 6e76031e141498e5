package dev.terrace.constructs.data;

import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAlias;
import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAliasConfig;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKeyConfig;
import dev.terrace.config.Names;
import dev.terrace.grants.Statement;
import dev.terrace.ref.KeyRef;
import java.util.List;
import software.constructs.Construct;

/**
 * A customer key that encrypts an environment's data; rotated by AWS once a year, deleted 30 days
 * after it is scheduled.
 */
public final class DataKey extends Construct {
  private final KeyRef ref;

  /**
   * @param name without the prefix
   * @param accountId the account whose administrators and roles the key's policy leaves the rest
   *     to; null with no services: the policy that AWS gives every key
   * @param services of AWS that encrypt with it on their own account, such as
   *     cloudwatch.amazonaws.com, which publishes to an encrypted topic
   */
  public record Props(
      Names names, String name, String description, String accountId, List<String> services) {

    public static Props of(Names names, String name, String description) {
      return new Props(names, name, description, null, List.of());
    }

    public Props withServices(String account, List<String> others) {
      return new Props(names, name, description, account, others);
    }
  }

  public DataKey(Construct scope, String id, Props props) {
    super(scope, id);
    KmsKey key =
        new KmsKey(
            this,
            "key",
            KmsKeyConfig.builder()
                .description(props.description())
                .policy(props.services().isEmpty() ? null : policy(props))
                .enableKeyRotation(true)
                .deletionWindowInDays(30)
                .build());
    new KmsAlias(
        this,
        "alias",
        KmsAliasConfig.builder()
            .name(
                Names.exact(
                    Names.Kind.KEY_ALIAS, "alias/" + props.names().prefix() + "-" + props.name()))
            .targetKeyId(key.getKeyId())
            .build());
    ref = new KeyRef(key.getArn());
  }

  /**
   * KMS developer guide, "Default key policy": without the first statement the key has no owner.
   * Who may publish is limited where it is published to: not every service tells KMS for whom.
   */
  private static String policy(Props props) {
    return Statement.document(
        List.of(
            Statement.allow("Account", List.of("kms:*"), List.of("*"))
                .forPrincipal("AWS", "arn:aws:iam::" + props.accountId() + ":root"),
            Statement.allow(
                    "Services", List.of("kms:Decrypt", "kms:GenerateDataKey*"), List.of("*"))
                .forPrincipal("Service", props.services().toArray(String[]::new))));
  }

  public KeyRef ref() {
    return ref;
  }
}
