package dev.terrace.actions.eject;

import dev.terrace.config.StackId;
import dev.terrace.local.LocalAws;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * States in files, which Terraform has to find next to the ejected folders.
 *
 * @param toMove states of ejected stacks: their files in Terrace's folder
 * @param toLink states of other stacks that ejected ones read
 */
public record StateFiles(Map<StackId, Path> toMove, Map<StackId, Path> toLink) {

  /**
   * @param stacks ejected stacks with their states in files
   * @param local for the states of the simulated AWS
   */
  static StateFiles of(List<Stack> stacks, Path folder, boolean local, RunContext run) {
    Path kept = folder(local, run);
    Map<StackId, Path> toMove = new LinkedHashMap<>();
    for (Stack stack : stacks) {
      Path state = file(kept, stack.id());
      Path there = file(folder, stack.id());
      if (Files.exists(state) && (!Files.exists(there) || Files.isSymbolicLink(there))) {
        toMove.put(stack.id(), state);
      }
    }
    List<StackId> ejected = stacks.stream().map(Stack::id).toList();
    Map<StackId, Path> toLink = new LinkedHashMap<>();
    for (Stack stack : stacks) {
      for (StackId earlier : stack.dependencies()) {
        Path state = file(kept, earlier);
        if (!ejected.contains(earlier)
            && Files.exists(state)
            && !Files.exists(file(folder, earlier))) {
          toLink.put(earlier, state);
        }
      }
    }
    return new StateFiles(toMove, toLink);
  }

  private static Path file(Path folder, StackId stack) {
    return folder.resolve(stack.stackName() + ".tfstate");
  }

  /** Where Terrace keeps states in files. */
  private static Path folder(boolean local, RunContext run) {
    Project project = run.project();
    return local
        ? new LocalAws(project.home(), project.state(), project.shell()).folder()
        : DeployTarget.real(run).folder();
  }
}
