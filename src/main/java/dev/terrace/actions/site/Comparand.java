package dev.terrace.actions.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Model;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.config.Usage;
import dev.terrace.error.UserError;
import dev.terrace.project.Synthesis;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.StackFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an environment is compared with.
 *
 * @param name for readers
 * @param stacks by the ids that they have there
 * @param names by which the two have to differ; empty for the same environment
 */
record Comparand(
    String name,
    String region,
    Usage usage,
    Map<StackId, StackFile> stacks,
    Optional<OtherNames> names) {

  /** Another environment of the same system. */
  static Comparand of(Synthesis synthesis, Environment<?> ours, Environment<?> theirs) {
    if (!ours.id().system().equals(theirs.id().system())) {
      throw UserError.usage(
          "--compare "
              + theirs.id()
              + ": is of another system than "
              + ours.id()
              + ": compare environments of one system");
    }
    Map<StackId, StackFile> stacks = new LinkedHashMap<>();
    synthesis.stacks().stream()
        .filter(each -> each.id().environment().equals(theirs.id()))
        .forEach(each -> stacks.put(each.id(), each.file()));
    return new Comparand(
        theirs.id().toString(),
        theirs.config().region(),
        theirs.config().usage(),
        stacks,
        Optional.of(new OtherNames(ours, theirs)));
  }

  /**
   * The same environment, as another commit synthesizes it.
   *
   * @param folder of the stacks, such as {@code cdktf.out} or {@code cdktf.out/stacks}
   */
  static Comparand of(Path folder, Environment<?> ours) {
    Path stacks = folder.resolve("stacks");
    Map<StackId, StackFile> found = new LinkedHashMap<>();
    for (String layer : Systems.named(ours.id().system()).layers()) {
      StackId id = ours.id().stack(layer);
      for (Path parent : List.of(stacks, folder)) {
        Path file = parent.resolve(id.stackName()).resolve("cdk.tf.json");
        if (Files.isRegularFile(file)) {
          found.putIfAbsent(id, StackFile.read(file));
        }
      }
    }
    if (found.isEmpty()) {
      throw UserError.usage(
          "--compare "
              + folder
              + ": has no stack of "
              + ours.id()
              + ", such as "
              + stacks.resolve(ours.id().stack("network").stackName()).resolve("cdk.tf.json")
              + ": synthesize the other commit with ./terrace synth and give its cdktf.out");
    }
    return new Comparand(
        folder.toString(), ours.config().region(), ours.config().usage(), found, Optional.empty());
  }

  Model model() {
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    stacks.forEach((id, file) -> trees.put(id, file.tree()));
    return new Model(environment(), region, trees);
  }

  EnvironmentId environment() {
    return stacks.keySet().iterator().next().environment();
  }
}
