package dev.terrace.constructs.service;

import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecretRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The secrets that services refer to: by name, or as {@code name#field} for one field of a JSON
 * object.
 *
 * @param byName the secrets by the name that a reference begins with
 * @param key that encrypts them
 * @param readByTasks whether containers may read their own secrets again while they run
 */
public record ServiceSecrets(Map<String, SecretRef> byName, KeyRef key, boolean readByTasks) {

  /**
   * @param reference such as {@code coder/oidc#client_id}
   * @throws IllegalArgumentException if there is no such secret
   */
  public SecretRef of(String reference) {
    int hash = reference.indexOf('#');
    SecretRef secret = byName.get(hash < 0 ? reference : reference.substring(0, hash));
    if (secret == null) {
      throw new IllegalArgumentException(
          "no secret '" + reference + "'; known: " + byName.keySet());
    }
    return secret;
  }

  /** The secrets behind references, each once, in their order. */
  public List<SecretRef> of(Collection<String> references) {
    return references.stream().map(this::of).distinct().toList();
  }

  /** What a container definition takes for a reference: a secret's ARN, or {@code ARN:field::}. */
  public String valueFrom(String reference) {
    int hash = reference.indexOf('#');
    String arn = of(reference).arn();
    return hash < 0 ? arn : arn + ":" + reference.substring(hash + 1) + "::";
  }

  /**
   * @param references by variable
   */
  public Map<String, String> valuesFrom(Map<String, String> references) {
    Map<String, String> values = new TreeMap<>();
    references.forEach((variable, reference) -> values.put(variable, valueFrom(reference)));
    return values;
  }
}
