package dev.terrace.systems.coder;

import dev.terrace.constructs.data.SecretCatalog;
import dev.terrace.constructs.data.SecretValue.Alphabet;
import dev.terrace.constructs.data.SecretValue.Generated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Coder's secrets: their names without the prefix, their fields, and how their values are created.
 */
final class CoderSecrets {
  static final String MASTER_PASSWORD = "rds/master-password";
  static final String REDIS_AUTH = "redis/auth-token";
  static final String REDIS_URL = "redis/connection-string";

  /** The databases, each with a user of the same name and a password of its own. */
  static final List<String> DATABASES = List.of("coder", "litellm", "langfuse");

  static final SecretCatalog CATALOG =
      withDatabases(SecretCatalog.of("coder").generated(MASTER_PASSWORD, 32))
          .placeholder(
              "coder/oidc",
              "Client of coder in Azure AD: JSON with client_id and client_secret; fill by hand",
              "client_id",
              "client_secret")
          .generated("authentik/secret-key", 64)
          .generated("litellm/master-key", text("sk-", 48))
          .generated("litellm/salt-key", text("sk-", 48))
          .placeholder("litellm/anthropic-api-key", "Anthropic API key; fill by hand")
          .generated("key-provisioner/secret", 48)
          .generated(
              "langfuse/api-keys",
              langfuseKeys(),
              "Keys of Langfuse's project, which LiteLLM traces to")
          .generated(
              "langfuse/auth",
              langfuseAuth(),
              "NextAuth secret, salt and encryption key of Langfuse")
          .generated("langfuse/admin-password", 32, "Password of Langfuse's first user")
          .generated("langfuse/clickhouse", 32)
          .placeholder("custom-llm/api-key", "API key of the custom models; fill by hand")
          .later(REDIS_AUTH, "AUTH token of Redis")
          .later(REDIS_URL, "URL of Redis with its token");

  /** Every name, the connection strings included. */
  static final List<String> NAMES = CATALOG.names();

  private CoderSecrets() {}

  private static SecretCatalog withDatabases(SecretCatalog catalog) {
    SecretCatalog more = catalog;
    for (String name : DATABASES) {
      more =
          more.generated(passwordOf(name), 32)
              .later(connectionOf(name), "Connection string of the database " + name);
    }
    return more;
  }

  private static Map<String, Generated> langfuseKeys() {
    Map<String, Generated> keys = new LinkedHashMap<>();
    keys.put("public_key", text("pk-lf-", 32));
    keys.put("secret_key", text("sk-lf-", 32));
    return keys;
  }

  private static Map<String, Generated> langfuseAuth() {
    Map<String, Generated> auth = new LinkedHashMap<>();
    auth.put("nextauth_secret", Generated.ofLength(48));
    auth.put("salt", Generated.ofLength(48));
    auth.put("encryption_key", new Generated("", 64, Alphabet.HEX));
    return auth;
  }

  private static Generated text(String prefix, int length) {
    return new Generated(prefix, length, Alphabet.LETTERS_AND_DIGITS);
  }

  static String passwordOf(String database) {
    return database + "/database-password";
  }

  /** The secrets with the passwords, by user. */
  static Map<String, String> passwords() {
    Map<String, String> passwords = new LinkedHashMap<>();
    DATABASES.forEach(name -> passwords.put(name, passwordOf(name)));
    return passwords;
  }

  static String connectionOf(String database) {
    return database + "/database";
  }
}
