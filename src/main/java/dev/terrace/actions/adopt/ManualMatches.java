package dev.terrace.actions.adopt;

import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.match.AdoptionFile;
import dev.terrace.adopt.match.AdoptionFileReader;
import dev.terrace.adopt.match.Confidence;
import dev.terrace.adopt.match.DesiredResource;
import dev.terrace.adopt.match.Match;
import dev.terrace.config.StackId;
import dev.terrace.project.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What people have decided: manual entries of adoption files, and files of import ids. */
final class ManualMatches {
  private final Map<StackId, AdoptionFile> files = new LinkedHashMap<>();
  private List<Match> ids = List.of();

  /**
   * Reads the manual entries of the stacks' adoption files.
   *
   * @param folder the folder {@code adoptions}
   */
  ManualMatches(Path folder, Collection<Stack> stacks) {
    for (Stack stack : stacks) {
      AdoptionFileReader.readManual(folder, stack.id(), stack.file().resources().keySet())
          .ifPresent(file -> files.put(stack.id(), file));
    }
  }

  /** Manual entries by stack. */
  Map<StackId, AdoptionFile> files() {
    return files;
  }

  /** Adds matches from files of import ids; they replace entries of the same address. */
  void addIds(List<Match> matches) {
    ids = List.copyOf(matches);
    Set<String> given = new HashSet<>();
    ids.forEach(match -> given.add(match.desired().stack() + " " + match.desired().address()));
    files.replaceAll(
        (stack, file) ->
            new AdoptionFile(
                stack,
                file.entries().stream()
                    .filter(entry -> !given.contains(stack + " " + entry.address()))
                    .toList(),
                file.leave()));
  }

  /** The resources that may be adopted: all but those under {@code leave}. */
  List<DesiredResource> adoptable(List<DesiredResource> desired) {
    Set<String> leave =
        files.values().stream()
            .flatMap(file -> file.leave().stream().map(address -> file.stack() + " " + address))
            .collect(Collectors.toSet());
    return desired.stream()
        .filter(each -> !leave.contains(each.stack() + " " + each.address()))
        .toList();
  }

  /** The ids, and the entries whose source still contains the resource. */
  List<Match> of(Collection<DesiredResource> desired, Collection<ExistingResource> existing) {
    Map<String, DesiredResource> byAddress = new HashMap<>();
    desired.forEach(each -> byAddress.put(each.stack() + " " + each.address(), each));
    Map<String, ExistingResource> byName = new HashMap<>();
    existing.forEach(e -> byName.put(e.type() + " " + e.origin().describe() + " " + e.name(), e));
    List<Match> matches = new ArrayList<>(ids);
    files.forEach(
        (stack, file) ->
            file.entries()
                .forEach(
                    entry -> {
                      DesiredResource target = byAddress.get(stack + " " + entry.address());
                      ExistingResource found =
                          target == null
                              ? null
                              : byName.get(
                                  target.type() + " " + entry.source() + " " + entry.from());
                      if (found != null) {
                        matches.add(
                            new Match(target, found, Confidence.MANUAL, entry.how(), List.of()));
                      }
                    }));
    return matches;
  }
}
