package dev.terrace.constructs.data;

import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAlias;
import com.hashicorp.cdktf.providers.aws.kms_alias.KmsAliasConfig;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKeyConfig;
import dev.terrace.config.Names;
import dev.terrace.grants.Statement;
import dev.terrace.ref.KeyRef;
import java.util.ArrayList;
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
   * @param services of AWS that encrypt with it themselves, such as cloudwatch.amazonaws.com, which
   *     publishes to an encrypted topic
   * @param region of the log groups
   * @param logGroups whole names of the log groups that are encrypted with it
   */
  public record Props(
      Names names,
      String name,
      String description,
      String accountId,
      List<String> services,
      String region,
      List<String> logGroups) {

    public static Props of(Names names, String name, String description) {
      return new Props(names, name, description, null, List.of(), null, List.of());
    }

    /** The key of everything that an environment keeps, and of its alarms' topic. */
    public static Props ofData(Names names, String account, List<String> publishers) {
      return of(names, "data", "Data of " + names.prefix()).withServices(account, publishers);
    }

    public Props withServices(String account, List<String> others) {
      return new Props(names, name, description, account, others, region, logGroups);
    }

    /** With services, whose account it is. */
    public Props withLogGroups(String ofRegion, List<String> others) {
      return new Props(names, name, description, accountId, services, ofRegion, others);
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

  /** KMS developer guide, "Default key policy": without the first statement it has no owner. */
  private static String policy(Props props) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        Statement.allow("Account", List.of("kms:*"), List.of("*"))
            .forPrincipal("AWS", "arn:aws:iam::" + props.accountId() + ":root"));
    statements.addAll(KeyPublishers.statements(props.services(), props.accountId()));
    if (!props.logGroups().isEmpty()) {
      statements.add(logs(props));
    }
    return Statement.document(statements);
  }

  /**
   * CloudWatch Logs user guide, "Encrypt log data in CloudWatch Logs using AWS Key Management
   * Service".
   */
  private static Statement logs(Props props) {
    return Statement.allow(
            "LogGroups",
            List.of(
                "kms:Decrypt*",
                "kms:Describe*",
                "kms:Encrypt*",
                "kms:GenerateDataKey*",
                "kms:ReEncrypt*"),
            List.of("*"))
        .forPrincipal("Service", "logs." + props.region() + ".amazonaws.com")
        .when(
            "ArnEquals",
            "kms:EncryptionContext:aws:logs:arn",
            props.logGroups().stream()
                .map(
                    group ->
                        "arn:aws:logs:"
                            + props.region()
                            + ":"
                            + props.accountId()
                            + ":log-group:"
                            + group)
                .toArray(String[]::new));
  }

  public KeyRef ref() {
    return ref;
  }
}
