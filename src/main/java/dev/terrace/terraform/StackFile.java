package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A synthesized stack, {@code cdk.tf.json}. */
public final class StackFile {
  private final JsonNode tree;

  private StackFile(JsonNode tree) {
    this.tree = tree;
  }

  public static StackFile read(Path file) {
    return new StackFile(Json.read(file));
  }

  public static StackFile of(JsonNode tree) {
    return new StackFile(tree);
  }

  /** The whole content. */
  public JsonNode tree() {
    return tree;
  }

  /** The number of managed resources; data sources and ephemeral resources do not count. */
  public int resourceCount() {
    return resourcesByType().values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Numbers of managed resources, by type. */
  public Map<String, Integer> resourcesByType() {
    Map<String, Integer> counts = new TreeMap<>();
    tree.path("resource")
        .properties()
        .forEach(type -> counts.put(type.getKey(), type.getValue().size()));
    return counts;
  }

  /** The body of each resource in the file, by address. */
  public Map<String, JsonNode> resources() {
    Map<String, JsonNode> bodies = new LinkedHashMap<>();
    tree.path("resource")
        .properties()
        .forEach(
            type ->
                type.getValue()
                    .properties()
                    .forEach(
                        resource ->
                            bodies.put(
                                type.getKey() + "." + resource.getKey(), resource.getValue())));
    return bodies;
  }

  /**
   * The construct that made a resource, without the stack's name; empty for what is not in the
   * file.
   *
   * @param address as Terraform says it, with or without an instance key
   */
  public Optional<String> constructPath(String address) {
    String[] parts = address.replaceFirst("\\[.*", "").split("\\.", -1);
    JsonNode group = tree.path("resource");
    int at = 0;
    if (parts.length == 3 && (parts[0].equals("data") || parts[0].equals("ephemeral"))) {
      group = tree.path(parts[0]);
      at = 1;
    } else if (parts.length != 2) {
      return Optional.empty();
    }
    String path =
        group
            .path(parts[at])
            .path(parts[at + 1])
            .path("//")
            .path("metadata")
            .path("path")
            .asText("");
    int stackEnd = path.indexOf('/');
    return path.isEmpty() ? Optional.empty() : Optional.of(path.substring(stackEnd + 1));
  }

  /** The name of the data source that reads another stack's outputs. */
  public static String remoteState(String stackName) {
    return "cross-stack-reference-input-" + stackName;
  }

  /**
   * Whether an output exists only because another stack reads it: CDKTF names those after the
   * attribute that they hold.
   */
  public static boolean isCrossStackOutput(String name) {
    return name.startsWith("cross-stack-output-");
  }

  /** Names of the outputs that it reads from another stack's state. */
  public Set<String> outputsReadFrom(String stackName) {
    Set<String> names = new TreeSet<>();
    Matcher matcher =
        Pattern.compile(
                "terraform_remote_state\\."
                    + Pattern.quote(remoteState(stackName))
                    + "\\.outputs\\.([\\w-]+)")
            .matcher(tree.toString());
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** The configuration of the provider {@code aws}. */
  public JsonNode awsProvider() {
    return tree.path("provider").path("aws").path(0);
  }

  /** The providers it needs, by local name, as {@code required_providers} has them. */
  public JsonNode requiredProviders() {
    return tree.path("terraform").path("required_providers");
  }

  /** What has to be the same for an earlier {@code terraform init} to be good still. */
  public String initFingerprint() {
    return tree.path("terraform").toString();
  }
}
