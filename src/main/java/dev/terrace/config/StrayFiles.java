package dev.terrace.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files in the folders of systems that do not exist, such as {@code codr/production.yaml}.
 *
 * @param warnings of environments, which nobody reads
 * @param problems of moves: without them, resources are replaced
 */
public record StrayFiles(List<String> warnings, List<Problem> problems) {
  public StrayFiles {
    warnings = List.copyOf(warnings);
    problems = List.copyOf(problems);
  }

  /**
   * Those that a command concerns, by the name of the folder or by the system that it means.
   *
   * @param systems that exist
   * @param targets none: everything
   */
  public static StrayFiles of(Environments folder, List<String> systems, List<Target> targets) {
    List<String> warnings = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String name : folder.folders()) {
      Optional<String> nearest = Nearest.to(name, systems);
      if (systems.contains(name) || !concerns(targets, name, nearest)) {
        continue;
      }
      String meant = nearest.map(found -> "; did you mean '" + found + "'?").orElse("");
      folder
          .of(name)
          .forEach(
              id ->
                  warnings.add(id + ".yaml is ignored: there is no system '" + name + "'" + meant));
      if (folder.hasMoves(name)) {
        problems.add(
            new Problem(
                MovesFile.shownAs(name),
                "must be in the folder of a system (" + String.join(", ", systems) + meant + ")",
                name));
      }
    }
    return new StrayFiles(warnings, problems);
  }

  private static boolean concerns(List<Target> targets, String name, Optional<String> nearest) {
    return targets.isEmpty()
        || targets.stream()
            .anyMatch(
                each ->
                    each.matchesSystem(name) || nearest.filter(each::matchesSystem).isPresent());
  }
}
