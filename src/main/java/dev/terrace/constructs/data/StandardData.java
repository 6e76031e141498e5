package dev.terrace.constructs.data;

import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecretRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.DatabaseSpec;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * The key of an environment's data, its secrets, and its database with a generated password; the
 * connection string is a secret as well.
 *
 * <p>It is no level of the construct tree: the scope gets {@code data-key}, {@code secrets} and
 * {@code database}.
 */
public final class StandardData {
  /** The secret with the password of the database's owner. */
  public static final String PASSWORD = "database-password";

  /** The secret with the connection string of the database. */
  public static final String CONNECTION = "database";

  private final KeyRef key;
  private final DatabaseRef database;
  private final SecretSet secrets;

  /**
   * @param catalog holds {@link #PASSWORD} and {@link #CONNECTION}
   * @param secretVersions by name, 1 and up; without one: 1
   * @param database with a database's name, which the connection string leads to
   * @param subnetIds of the database, one a zone
   * @param retentionDays of its logs; one of the values that CloudWatch Logs takes
   */
  public record Props(
      Names names,
      SecretCatalog catalog,
      Map<String, Integer> secretVersions,
      DatabaseSpec database,
      List<String> subnetIds,
      SecurityGroupRef securityGroup,
      int retentionDays) {}

  /**
   * @param secrets by name without the prefix
   */
  public record Refs(KeyRef key, DatabaseRef database, Map<String, SecretRef> secrets) {}

  public StandardData(Construct scope, Props props) {
    Names names = props.names();
    key =
        new DataKey(
                scope,
                "data-key",
                DataKey.Props.ofData(
                    names, Account.idOf(scope), List.of("cloudwatch.amazonaws.com")))
            .ref();
    secrets =
        new SecretSet(
            scope,
            "secrets",
            new SecretSet.Props(
                props.catalog(), names.prefix() + "-", key, props.secretVersions()));
    database =
        new PostgresDatabase(
                scope,
                "database",
                new PostgresDatabase.Props(
                    names,
                    names.prefix(),
                    props.database(),
                    key,
                    props.subnetIds(),
                    props.securityGroup(),
                    secrets.get(PASSWORD).read(),
                    secrets.version(PASSWORD),
                    props.retentionDays()))
            .ref();
    secrets.connect(
        CONNECTION,
        database,
        props.database().masterUser(),
        PASSWORD,
        props.database().databaseName());
  }

  /** A catalog with the secrets of the database alone. */
  public static SecretCatalog catalog(String system) {
    return SecretCatalog.of(system)
        .generated(PASSWORD, 32, "Generated: password of the database's owner")
        .later(CONNECTION, "Connection string of the database");
  }

  public Refs refs() {
    return new Refs(key, database, secrets.refs());
  }
}
