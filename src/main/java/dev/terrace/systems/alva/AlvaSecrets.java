package dev.terrace.systems.alva;

import dev.terrace.constructs.data.SecretCatalog;
import dev.terrace.constructs.data.StandardData;

/** Alva's secrets: their names without the prefix, and how their values are created. */
final class AlvaSecrets {
  /** No resource of the provider creates a key pair without storing it in the state. */
  static final SecretCatalog CATALOG =
      SecretCatalog.of("alva")
          .generated(StandardData.PASSWORD, 32, "Generated: password of the database's owner")
          .placeholder("jwt-private-key", "Private key that signs tokens, PEM; fill by hand")
          .placeholder("jwt-public-key", "Public key of jwt-private-key, PEM; fill by hand")
          .generated("jwt-secret", 64, "Generated: shared secret of tokens")
          .generated("cookie-secret", 64, "Generated: signs cookies")
          .placeholder("openai-api-key", "OpenAI API key; fill by hand")
          .placeholder("resend-api-key", "Resend API key; fill by hand")
          .later(StandardData.CONNECTION, "Connection string of the database");

  private AlvaSecrets() {}
}
