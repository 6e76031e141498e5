package dev.terrace.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.files.FileTrees;
import dev.terrace.project.OrphanStacks.Orphan;
import dev.terrace.state.StateAccess;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Terraform root for a stack whose environment has no file any more: its backend and its
 * providers, and no resource. Whatever its state holds is destroyed by it.
 */
final class OrphanRoot {
  /** For example {@code provider["registry.terraform.io/hashicorp/aws"].east}. */
  private static final Pattern PROVIDER =
      Pattern.compile("provider\\[\"(?:[^/\"]+/)?([^/\"]+/([^/\"]+))\"\\](?:\\.([\\w-]+))?");

  private static final Pattern REGION =
      Pattern.compile("arn:aws[\\w-]*:[\\w-]+:([a-z]+-[a-z-]+-\\d):");

  private OrphanRoot() {}

  /**
   * The stacks, each with its root in a folder of its own.
   *
   * @param orphans of any environments
   */
  static List<Stack> stacks(List<Orphan> orphans, DeployTarget target, Path folder) {
    List<Orphan> ordered = new ArrayList<>(orphans);
    ordered.sort(
        java.util.Comparator.comparing((Orphan o) -> o.stack().environment())
            .thenComparing(o -> layers(o.stack()).indexOf(o.stack().layer())));
    List<Stack> stacks = new ArrayList<>();
    for (Orphan orphan : ordered) {
      Backend backend = target.backendOf(orphan.backend());
      JsonNode root = root(orphan, backend, target.folder().resolve(orphan.stack().stackName()));
      Path own = FileTrees.createFolder(folder.resolve(orphan.stack().stackName()));
      Json.write(own.resolve("cdk.tf.json"), root);
      stacks.add(
          new Stack(
              orphan.stack(),
              StackFile.of(root),
              own,
              root.at("/provider/aws/0/region").asText(),
              backend,
              earlier(orphan.stack(), ordered)));
    }
    return List.copyOf(stacks);
  }

  /** Empty for a system that does not exist any more. */
  private static List<String> layers(StackId stack) {
    return Systems.all().stream()
        .filter(system -> system.name().equals(stack.environment().system()))
        .findFirst()
        .map(system -> system.layers())
        .orElse(List.of());
  }

  /** What a later layer reads is there until that layer is destroyed. */
  private static List<StackId> earlier(StackId stack, List<Orphan> orphans) {
    List<String> layers = layers(stack);
    return orphans.stream()
        .map(Orphan::stack)
        .filter(other -> other.environment().equals(stack.environment()))
        .filter(other -> layers.indexOf(other.layer()) < layers.indexOf(stack.layer()))
        .toList();
  }

  /** With the providers as they were last synthesized here, or else as the state names them. */
  private static ObjectNode root(Orphan orphan, Backend backend, Path workingFolder) {
    ObjectNode root = StateAccess.configuration(orphan.stack(), backend);
    if (backend instanceof Backend.Local) { // relative to a working folder
      root.withObject("/terraform/backend/local")
          .put("path", "../" + orphan.stack().stackName() + ".tfstate");
    }
    Path last = workingFolder.resolve("cdk.tf.json");
    JsonNode synthesized = Files.exists(last) ? Json.read(last) : Json.object();
    if (synthesized.path("provider").has("aws")) {
      root.set("provider", synthesized.path("provider"));
      root.withObject("/terraform")
          .set("required_providers", synthesized.at("/terraform/required_providers"));
    } else {
      addProviders(orphan.state().tree(), root);
    }
    return root;
  }

  private static void addProviders(JsonNode state, ObjectNode root) {
    Map<String, List<String>> regions = new TreeMap<>();
    for (JsonNode resource : state.path("resources")) {
      Matcher matcher = PROVIDER.matcher(resource.path("provider").asText());
      if (matcher.find() && !matcher.group(2).equals("terraform")) {
        String name = matcher.group(2);
        ObjectNode required = root.withObject("/terraform/required_providers/" + name);
        required.put("source", matcher.group(1));
        if (name.equals("aws")) {
          required.put("version", "~> 5.100");
        }
        String key = name + (matcher.group(3) == null ? "" : "." + matcher.group(3));
        Matcher region = REGION.matcher(resource.path("instances").toString());
        List<String> seen = regions.computeIfAbsent(key, each -> new ArrayList<>());
        while (region.find()) {
          seen.add(region.group(1));
        }
      }
    }
    regions.forEach(
        (key, seen) -> {
          String[] parts = key.split("\\.", 2);
          ObjectNode block = root.withObject("/provider").withArray(parts[0]).addObject();
          if (parts.length == 2) {
            block.put("alias", parts[1]);
          }
          if (parts[0].equals("aws") && !seen.isEmpty()) {
            block.put("region", mostFrequent(seen));
          }
        });
  }

  private static String mostFrequent(List<String> regions) {
    Map<String, Integer> counts = new TreeMap<>();
    regions.forEach(region -> counts.merge(region, 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }
}
