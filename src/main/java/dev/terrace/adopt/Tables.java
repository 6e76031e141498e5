package dev.terrace.adopt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Facts about types, kept as data beside this class. */
final class Tables {
  private static final Map<String, List<String>> IDENTITIES = read("identities.tsv");
  private static final Map<String, List<String>> PROVIDER_ONLY = read("provider-only.tsv");

  /** Attributes whose value is a secret, in every type. */
  private static final Set<String> SECRETS =
      Set.of(
          "password",
          "master_password",
          "master_user_password",
          "auth_token",
          "secret_string",
          "secret_binary",
          "secret_access_key",
          "private_key",
          "client_secret",
          "token",
          "user_passwords");

  private Tables() {}

  /** Attributes that name one resource in an account and region; empty where there are none. */
  static List<String> identity(String type) {
    return IDENTITIES.getOrDefault(type, List.of());
  }

  /** AWS keeps nothing of it: the state alone has it. */
  static boolean isProviderOnly(String type, String attribute) {
    return PROVIDER_ONLY.getOrDefault("*", List.of()).contains(attribute)
        || PROVIDER_ONLY.getOrDefault(type, List.of()).contains(attribute);
  }

  /**
   * @param attribute the last name of a path, such as {@code password_wo_version}
   */
  static boolean isSecret(String attribute) {
    return SECRETS.contains(attribute)
        || attribute.endsWith("_wo")
        || attribute.endsWith("_wo_version");
  }

  private static Map<String, List<String>> read(String name) {
    Map<String, List<String>> table = new LinkedHashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Tables.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.startsWith("#") && !line.isBlank()) {
          String[] parts = line.split("\t", -1);
          table
              .computeIfAbsent(parts[0], type -> new ArrayList<>())
              .addAll(List.of(parts[1].split(" ", -1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }
}
