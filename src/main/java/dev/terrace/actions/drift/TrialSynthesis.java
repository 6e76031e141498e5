package dev.terrace.actions.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.files.FileTrees;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What an environment would be with another text of its file, which stays as it is. */
final class TrialSynthesis {
  private TrialSynthesis() {}

  /** A resource that another text changes, creates or removes. */
  record Difference(Stack stack, String address, boolean removed) {
    String describe() {
      return stack.id() + " " + stack.describe(address) + (removed ? ", which is removed" : "");
    }
  }

  /**
   * @param environments the folder of all environments
   * @param text of the environment's file
   * @throws ConfigException when the text is invalid
   */
  static Synthesis of(Path environments, EnvironmentId id, String text, Selection selection) {
    Path copy = Synthesis.temporaryFolder();
    try {
      Path folder = FileTrees.createFolder(copy.resolve("environments").resolve(id.system()));
      copyFiles(environments.resolve(id.system()), folder);
      FileTrees.writeWhole(folder.resolve(id.environment() + ".yaml"), text);
      Environment<?> environment =
          new Environments(folder.getParent()).read(id, Systems.named(id.system()));
      return Synthesis.of(
          new Selection(List.of(environment), selection.targets()), copy.resolve("out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "*.yaml")) {
      for (Path each : files) {
        Files.copy(each, to.resolve(each.getFileName()));
      }
    }
  }

  /** Resources whose synthesized form differs, in the order of the stacks. */
  static List<Difference> differences(Synthesis before, Synthesis after) {
    List<Difference> found = new ArrayList<>();
    for (Stack stack : before.stacks()) {
      Map<String, JsonNode> old = stack.file().resources();
      Map<String, JsonNode> now =
          after.stacks().stream()
              .filter(each -> each.id().equals(stack.id()))
              .findFirst()
              .map(each -> each.file().resources())
              .orElse(Map.of());
      TreeSet<String> addresses = new TreeSet<>(old.keySet());
      addresses.addAll(now.keySet());
      for (String address : addresses) {
        if (!now.containsKey(address)) {
          found.add(new Difference(stack, address, true));
        } else if (!now.get(address).equals(old.get(address))) {
          found.add(new Difference(after.stack(stack.id()), address, false));
        }
      }
    }
    return found;
  }
}
