package dev.terrace.systems.coder;

import dev.terrace.constructs.data.Secret;
import dev.terrace.constructs.data.SecretValue;
import dev.terrace.constructs.data.SecretValue.Alphabet;
import dev.terrace.constructs.data.SecretValue.Generated;
import dev.terrace.ref.CacheRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecretRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * Coder's secrets: their names without the prefix, their fields, and how their values are created.
 */
final class CoderSecrets extends Construct {

  static final String MASTER_PASSWORD = "rds/master-password";
  static final String REDIS_AUTH = "redis/auth-token";
  static final String REDIS_URL = "redis/connection-string";

  /** The databases, each with a user of the same name and a password of its own. */
  static final List<String> DATABASES = List.of("coder", "litellm", "langfuse");

  private static final Map<String, SecretValue> VALUES = values();

  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          "langfuse/admin-password", "Password of Langfuse's first user",
          "coder/oidc",
              "Client of coder in Azure AD: JSON with client_id and client_secret; fill by hand",
          "litellm/anthropic-api-key", "Anthropic API key; fill by hand",
          "custom-llm/api-key", "API key of the custom models; fill by hand",
          "langfuse/api-keys", "Keys of Langfuse's project, which LiteLLM traces to",
          "langfuse/auth", "NextAuth secret, salt and encryption key of Langfuse");

  /** Every name, the connection strings included. */
  static final List<String> NAMES = names();

  private final Map<String, Secret> secrets = new LinkedHashMap<>();
  private final CoderConfig config;
  private final KeyRef key;

  private static Map<String, SecretValue> values() {
    Map<String, SecretValue> values = new LinkedHashMap<>();
    values.put(MASTER_PASSWORD, Generated.ofLength(32));
    DATABASES.forEach(name -> values.put(passwordOf(name), Generated.ofLength(32)));
    values.put("coder/oidc", new SecretValue.Placeholder(List.of("client_id", "client_secret")));
    values.put("authentik/secret-key", Generated.ofLength(64));
    values.put("litellm/master-key", new Generated("sk-", 48, Alphabet.LETTERS_AND_DIGITS));
    values.put("litellm/salt-key", new Generated("sk-", 48, Alphabet.LETTERS_AND_DIGITS));
    values.put("litellm/anthropic-api-key", new SecretValue.Placeholder(List.of()));
    values.put("key-provisioner/secret", Generated.ofLength(48));
    Map<String, Generated> apiKeys = new LinkedHashMap<>();
    apiKeys.put("public_key", new Generated("pk-lf-", 32, Alphabet.LETTERS_AND_DIGITS));
    apiKeys.put("secret_key", new Generated("sk-lf-", 32, Alphabet.LETTERS_AND_DIGITS));
    values.put("langfuse/api-keys", new SecretValue.GeneratedFields(apiKeys));
    Map<String, Generated> auth = new LinkedHashMap<>();
    auth.put("nextauth_secret", Generated.ofLength(48));
    auth.put("salt", Generated.ofLength(48));
    auth.put("encryption_key", new Generated("", 64, Alphabet.HEX));
    values.put("langfuse/auth", new SecretValue.GeneratedFields(auth));
    values.put("langfuse/admin-password", Generated.ofLength(32));
    values.put("langfuse/clickhouse", Generated.ofLength(32));
    values.put("custom-llm/api-key", new SecretValue.Placeholder(List.of()));
    return values;
  }

  private static List<String> names() {
    java.util.ArrayList<String> names = new java.util.ArrayList<>(VALUES.keySet());
    DATABASES.forEach(name -> names.add(name + "/database"));
    names.add(REDIS_AUTH);
    names.add(REDIS_URL);
    names.sort(null);
    return List.copyOf(names);
  }

  static String passwordOf(String database) {
    return database + "/database-password";
  }

  private static List<String> fieldsOf(String name) {
    SecretValue value = VALUES.get(name);
    if (value instanceof SecretValue.Placeholder placeholder) {
      return placeholder.fields();
    }
    return value instanceof SecretValue.GeneratedFields generated
        ? List.copyOf(generated.fields().keySet())
        : List.of();
  }

  /**
   * Whether a reference such as {@code coder/oidc#client_id} names a secret, and a field where it
   * has fields.
   */
  static boolean isKnown(String reference) {
    int hash = reference.indexOf('#');
    String name = hash < 0 ? reference : reference.substring(0, hash);
    List<String> fields = fieldsOf(name);
    return NAMES.contains(name)
        && (hash < 0 ? fields.isEmpty() : fields.contains(reference.substring(hash + 1)));
  }

  CoderSecrets(Construct scope, String id, CoderConfig config, KeyRef key) {
    super(scope, id);
    this.config = config;
    this.key = key;
    VALUES.forEach(
        (name, value) -> add(name, DESCRIPTIONS.getOrDefault(name, "Generated: " + name), value));
    if (config.redis().auth()) {
      add(REDIS_AUTH, "AUTH token of Redis", Generated.ofLength(64));
    }
  }

  /** The connection strings, which need the database's address. */
  void addConnectionStrings(DatabaseRef database) {
    for (String name : DATABASES) {
      add(
          name + "/database",
          "Connection string of the database " + name,
          new SecretValue.Composed(
              "postgresql://"
                  + name
                  + ":{0}@"
                  + database.address()
                  + ":"
                  + database.port()
                  + "/"
                  + name
                  + "?sslmode=require",
              List.of(secrets.get(passwordOf(name)))),
          // A new password gives a new connection string.
          config.secretVersion(name + "/database") + config.secretVersion(passwordOf(name)) - 1);
    }
  }

  /** The URL of Redis with its token, where AUTH is on. */
  void addRedisUrl(CacheRef redis) {
    if (config.redis().auth()) {
      add(
          REDIS_URL,
          "URL of Redis with its token",
          new SecretValue.Composed(
              "rediss://:{0}@" + redis.primaryAddress() + ":" + redis.port(),
              List.of(secrets.get(REDIS_AUTH))),
          config.secretVersion(REDIS_URL) + config.secretVersion(REDIS_AUTH) - 1);
    }
  }

  private void add(String name, String description, SecretValue value) {
    add(name, description, value, config.secretVersion(name));
  }

  private void add(String name, String description, SecretValue value, int version) {
    secrets.put(
        name,
        new Secret(
            this,
            name.replace('/', '-'),
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
