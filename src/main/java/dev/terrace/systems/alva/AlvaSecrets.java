package dev.terrace.systems.alva;

import dev.terrace.config.Problems;
import dev.terrace.constructs.data.Secret;
import dev.terrace.constructs.data.SecretValue;
import dev.terrace.constructs.data.SecretValue.Generated;
import dev.terrace.constructs.data.SecretValue.Placeholder;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecretRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** Alva's secrets: their names without the prefix, and how their values are created. */
final class AlvaSecrets extends Construct {
  static final String DATABASE = "database";
  static final String DATABASE_PASSWORD = "database-password";

  private static final Map<String, SecretValue> VALUES = values();

  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          DATABASE_PASSWORD,
          "Generated: password of the database's owner",
          "jwt-private-key",
          "Private key that signs tokens, PEM; fill by hand",
          "jwt-public-key",
          "Public key of jwt-private-key, PEM; fill by hand",
          "jwt-secret",
          "Generated: shared secret of tokens",
          "cookie-secret",
          "Generated: signs cookies",
          "openai-api-key",
          "OpenAI API key; fill by hand",
          "resend-api-key",
          "Resend API key; fill by hand");

  /** Every name, the connection string included. */
  static final List<String> NAMES = names();

  private final Map<String, Secret> secrets = new LinkedHashMap<>();
  private final AlvaConfig config;
  private final KeyRef key;

  private static Map<String, SecretValue> values() {
    Map<String, SecretValue> values = new LinkedHashMap<>();
    values.put(DATABASE_PASSWORD, Generated.ofLength(32));
    // No resource of the provider creates a key pair without storing it in the state.
    values.put("jwt-private-key", new Placeholder(List.of()));
    values.put("jwt-public-key", new Placeholder(List.of()));
    values.put("jwt-secret", Generated.ofLength(64));
    values.put("cookie-secret", Generated.ofLength(64));
    values.put("openai-api-key", new Placeholder(List.of()));
    values.put("resend-api-key", new Placeholder(List.of()));
    return values;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(VALUES.keySet());
    names.add(DATABASE);
    names.sort(null);
    return List.copyOf(names);
  }

  AlvaSecrets(Construct scope, String id, AlvaConfig config, KeyRef key) {
    super(scope, id);
    this.config = config;
    this.key = key;
    VALUES.forEach(
        (name, value) -> add(name, DESCRIPTIONS.get(name), value, config.secretVersion(name)));
  }

  /** Reports a name that no secret of alva has. */
  static void check(Problems problems, String name) {
    if (!NAMES.contains(name)) {
      problems.add("is no secret of alva; there are: " + String.join(", ", NAMES), name);
    }
  }

  /** The connection string, which needs the database's address. */
  void addConnectionString(DatabaseRef database) {
    add(
        DATABASE,
        "Connection string of the database",
        new SecretValue.Composed(
            "postgresql://"
                + config.database().masterUser()
                + ":{0}@"
                + database.address()
                + ":"
                + database.port()
                + "/"
                + config.database().databaseName()
                + "?sslmode=require",
            List.of(secrets.get(DATABASE_PASSWORD))),
        // A new password gives a new connection string.
        config.secretVersion(DATABASE) + config.secretVersion(DATABASE_PASSWORD) - 1);
  }

  private void add(String name, String description, SecretValue value, int version) {
    secrets.put(
        name,
        new Secret(
            this,
            name,
            new Secret.Props(config.secretName(name), description, key, value, version)));
  }

  Secret get(String name) {
    return secrets.get(name);
  }

  Map<String, SecretRef> refs() {
    Map<String, SecretRef> refs = new LinkedHashMap<>();
    secrets.forEach((name, secret) -> refs.put(name, secret.ref()));
    return refs;
  }
}
