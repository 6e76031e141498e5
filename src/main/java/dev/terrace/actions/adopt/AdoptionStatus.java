package dev.terrace.actions.adopt;

import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.SourcePaths;
import dev.terrace.adopt.match.AdoptionFile;
import dev.terrace.adopt.match.AdoptionFile.Entry;
import dev.terrace.adopt.match.AdoptionFileReader;
import dev.terrace.adopt.retire.OldRoot;
import dev.terrace.config.StackId;
import dev.terrace.project.DeployContext;
import dev.terrace.project.Purpose;
import dev.terrace.project.Stack;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.Ui;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares adoption files with the states of the stacks. */
public final class AdoptionStatus {
  private final DeployContext context;
  private final Ui ui;

  public AdoptionStatus(DeployContext context, Ui ui) {
    this.context = context;
    this.ui = ui;
  }

  /**
   * @param folder the folder {@code adoptions}
   */
  public record Request(Path folder) {}

  /**
   * @param unmatched addresses in old states that no stack has adopted, by source
   */
  public record Result(List<StackStatus> stacks, Map<String, Set<String>> unmatched) {}

  /**
   * @param matched how many resources the adoption file contains; empty if there is no file
   * @param adopted how many of them are in the state
   * @param open how many resources of the stack are neither in the file nor in the state
   * @param left descriptions of resources that are not adopted yet, by address
   */
  public record StackStatus(
      StackId stack, Optional<Integer> matched, int adopted, int open, Map<String, String> left) {}

  public Result run(Request request) {
    List<StackStatus> stacks = new ArrayList<>();
    Map<String, Set<String>> taken = new TreeMap<>();
    for (Stack stack : context.synthesis().stacks()) {
      Optional<AdoptionFile> file =
          AdoptionFileReader.read(request.folder(), stack.id(), stack.file().resources().keySet());
      file.map(AdoptionFile::entries).orElse(List.of()).stream()
          .filter(OldStates::isState)
          .forEach(
              entry ->
                  taken.computeIfAbsent(entry.source(), s -> new TreeSet<>()).add(entry.from()));
      if (context.synthesis().chosen().contains(stack)) {
        stacks.add(status(stack, file));
      }
    }
    return new Result(stacks, unmatched(taken, new SourcePaths(request.folder())));
  }

  private StackStatus status(Stack stack, Optional<AdoptionFile> file) {
    Set<String> deployed =
        context
            .target()
            .prepareIfBackendExists(stack, Purpose.READ)
            .map(Terraform::state)
            .orElse(State.EMPTY)
            .resources()
            .keySet();
    Set<String> matched = new TreeSet<>();
    file.ifPresent(found -> found.entries().stream().map(Entry::address).forEach(matched::add));
    Set<String> adopted = new TreeSet<>(matched);
    adopted.retainAll(deployed);
    Map<String, String> left = new TreeMap<>();
    matched.stream()
        .filter(address -> !deployed.contains(address))
        .forEach(address -> left.put(address, stack.describe(address)));
    Set<String> open = new TreeSet<>(stack.file().resources().keySet());
    open.removeAll(matched);
    open.removeAll(deployed);
    return new StackStatus(
        stack.id(), file.map(found -> matched.size()), adopted.size(), open.size(), left);
  }

  private Map<String, Set<String>> unmatched(Map<String, Set<String>> taken, SourcePaths paths) {
    Map<String, Set<String>> unmatched = new TreeMap<>();
    taken.forEach(
        (source, names) -> {
          try {
            Map<String, Integer> parts = OldStates.parts(source, context.target(), paths);
            Set<String> left = new TreeSet<>(parts.keySet());
            left.removeAll(OldRoot.taken(parts, names));
            unmatched.put(source, left);
          } catch (AdoptException e) {
            ui.warn(e.getMessage());
          }
        });
    return unmatched;
  }
}
