package dev.terrace.constructs.data;

import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAlias;
import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAliasConfig;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKeyConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.KeyRef;
import software.constructs.Construct;

/**
 * A customer key that encrypts an environment's data; rotated by AWS once a year, deleted 30 days
 * after it is scheduled.
 */
public final class DataKey extends Construct {
  private final KeyRef ref;

  /**
   * @param name without the prefix
   */
  public record Props(Names names, String name, String description) {}

  public DataKey(Construct scope, String id, Props props) {
    super(scope, id);
    KmsKey key =
        new KmsKey(
            this,
            "key",
            KmsKeyConfig.builder()
                .description(props.description())
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

  public KeyRef ref() {
    return ref;
  }
}
