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
import java.util.Optional;
import java.util.Set;

/** Facts about types, kept as data beside this class. */
final class Tables {
  private static final Map<String, List<String>> IDENTITIES = read("identities.tsv");
  private static final Map<String, List<String>> PROVIDER_ONLY = read("provider-only.tsv");

  private static final Map<String, List<String>> SETTINGS = read("settings.tsv");

  /** Defaults that most resources of a type share: they agree and identify nothing. */
  private static final Set<String> COMMON =
      Set.of(
          "connectivity_type",
          "customer_master_key_spec",
          "domain",
          "instance_tenancy",
          "ip_address_type",
          "key_usage",
          "network_border_group",
          "performance_mode",
          "public_ipv4_pool",
          "rotation_period_in_days",
          "throughput_mode",
          "vpc_endpoint_type");

  /** Attributes in which people keep secrets, though they are no secret's own. */
  private static final Set<String> PRIVATE =
      Set.of(
          "container_definitions",
          "environment",
          "environment_variable",
          "environment_variables",
          "parameter",
          "user_data",
          "user_data_base64",
          "value",
          "variables");

  /** Attributes whose value is a secret, in every type. */
  private static final Set<String> SECRETS =
      Set.of(
          "password",
          "passwords",
          "tunnel1_preshared_key",
          "tunnel2_preshared_key",
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

  /** Whether to agree in it says something about which resource it is. */
  static boolean isTelling(String attribute) {
    return !COMMON.contains(attribute);
  }

  /** Whether values of it are kept out of what people read and commit. */
  static boolean isPrivate(String attribute) {
    return PRIVATE.contains(attribute) || isSecret(attribute);
  }

  /**
   * What a type is a setting of.
   *
   * @param attribute that names the other resource
   * @param of the other's type
   */
  record Setting(String attribute, String of) {}

  /** Empty for types that are resources of their own. */
  static Optional<Setting> settingOf(String type) {
    List<String> words = SETTINGS.getOrDefault(type, List.of());
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new Setting(words.get(0), words.get(1)));
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
