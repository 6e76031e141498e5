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
import java.util.stream.Stream;

/** Facts about resource types; the data is in {@code .tsv} files next to this class. */
public final class ResourceTypes {
  private static final Map<String, List<String>> IDENTITIES = read("identities.tsv");
  private static final Map<String, List<String>> PROVIDER_ONLY = read("provider-only.tsv");

  private static final Map<String, List<String>> SETTINGS = read("settings.tsv");

  /** Attributes with a default that most resources of a type share. */
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

  /** Attributes that may contain secrets. */
  private static final Set<String> PRIVATE =
      Set.of(
          "auth_parameters",
          "container_definitions",
          "container_properties",
          "default_arguments",
          "ecs_properties",
          "environment",
          "environment_variable",
          "environment_variables",
          "insecure_value",
          "job_parameters",
          "node_properties",
          "non_overridable_arguments",
          "parameter",
          "runtime_environment_secrets",
          "runtime_environment_variables",
          "stage_variables",
          "user_data",
          "user_data_base64",
          "value",
          "variables");

  /**
   * Parts of a container definition that may be shown; commands, options of log drivers and labels
   * can hold secrets (<a
   * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">API
   * reference</a>).
   */
  private static final Set<String> CONTAINER =
      Set.of(
          "cpu",
          "essential",
          "image",
          "memory",
          "memoryReservation",
          "name",
          "portMappings",
          "privileged",
          "readonlyRootFilesystem",
          "startTimeout",
          "stopTimeout");

  /** Attributes that are secrets, in every type. */
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

  private ResourceTypes() {}

  /** Attributes that identify one resource per account and region; empty if there are none. */
  public static List<String> identity(String type) {
    return IDENTITIES.getOrDefault(type, List.of());
  }

  /** Whether an equal value helps to identify a resource. */
  public static boolean isSpecific(String attribute) {
    return !COMMON.contains(attribute);
  }

  /** Whether its values must not be printed or committed. */
  public static boolean isPrivate(String attribute) {
    return PRIVATE.contains(attribute) || isSecret(attribute);
  }

  /**
   * Whether the value at a path must not be printed or committed: {@code
   * environment[0].variables.KEY}, {@code container_definitions[web].environment}. Of a container
   * definition only the parts that never hold a secret may be shown.
   *
   * @param path names, separated by dots, with elements in brackets
   */
  public static boolean isPrivatePath(String path) {
    String[] names = path.replaceAll("\\[[^\\]]*]", "").split("\\.", -1);
    if (names[0].equals("tags") || names[0].equals("tags_all")) {
      return false;
    }
    if (names[0].equals("container_definitions")) {
      return names.length < 2 || !CONTAINER.contains(names[1]);
    }
    return Stream.of(names).anyMatch(ResourceTypes::isPrivate);
  }

  /**
   * A setting of another resource.
   *
   * @param attribute refers to the other resource
   * @param of the type of the other resource
   */
  public record Setting(String attribute, String of) {}

  /** Empty for types that are not settings. */
  public static Optional<Setting> settingOf(String type) {
    List<String> words = SETTINGS.getOrDefault(type, List.of());
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new Setting(words.get(0), words.get(1)));
  }

  /** Whether AWS does not store the attribute: only the state has it. */
  public static boolean isProviderOnly(String type, String attribute) {
    return PROVIDER_ONLY.getOrDefault("*", List.of()).contains(attribute)
        || PROVIDER_ONLY.getOrDefault(type, List.of()).contains(attribute);
  }

  /**
   * @param attribute the last name of a path, such as {@code password_wo_version}
   */
  public static boolean isSecret(String attribute) {
    return SECRETS.contains(attribute)
        || attribute.endsWith("_wo")
        || attribute.endsWith("_wo_version");
  }

  private static Map<String, List<String>> read(String name) {
    Map<String, List<String>> table = new LinkedHashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                ResourceTypes.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
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
