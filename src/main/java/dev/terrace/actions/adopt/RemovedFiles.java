package dev.terrace.actions.adopt;

import dev.terrace.actions.adopt.ApplyAdoption.RemovedFile;
import dev.terrace.adopt.match.AdoptionFile;
import dev.terrace.adopt.retire.OldRoot;
import dev.terrace.adopt.state.StateDraft;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.files.FileTrees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files with {@code removed} blocks for the old Terraform roots. */
final class RemovedFiles {
  private RemovedFiles() {}

  /**
   * Writes a file for each old state.
   *
   * @param folder the folder {@code adoptions}
   * @param drafts the states that the stacks have now
   */
  static List<RemovedFile> write(
      Path folder,
      EnvironmentId environment,
      OldStates old,
      Map<StackId, AdoptionFile> files,
      Map<StackId, StateDraft> drafts) {
    List<RemovedFile> written = new ArrayList<>();
    old.parts()
        .forEach(
            (source, parts) -> {
              List<String> adopted = new ArrayList<>();
              files.forEach(
                  (stack, file) -> {
                    Set<String> existing = drafts.get(stack).attributes().keySet();
                    file.entries().stream()
                        .filter(entry -> entry.source().equals(source))
                        .filter(entry -> existing.contains(entry.address()))
                        .forEach(entry -> adopted.add(entry.from()));
                  });
              Set<String> taken = OldRoot.taken(parts, adopted);
              int number = written.size() + 1;
              String name = number == 1 ? "removed.tf" : "removed-" + number + ".tf";
              FileTrees.writeWhole(
                  folder.resolve(environment.toString()).resolve(name),
                  OldRoot.removed(source, old.dependencies().get(source), taken));
              written.add(
                  new RemovedFile(
                      "adoptions/" + environment + "/" + name, taken.size(), parts.size()));
            });
    return written;
  }
}
