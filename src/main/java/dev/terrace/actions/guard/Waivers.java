package dev.terrace.actions.guard;

import dev.terrace.check.Rule;
import dev.terrace.check.rows.RuleSet;
import dev.terrace.check.waiver.WaiverFile;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.project.Project;
import dev.terrace.systems.Systems;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads waivers; a mistake in a file ends the command before anything is changed. */
public final class Waivers {
  private Waivers() {}

  /** Those of a system; none if it has no file, or if there is no such system. */
  public static List<WaiverFile.Located> of(Project project, String system) {
    return Systems.all().stream()
        .filter(each -> each.name().equals(system))
        .findFirst()
        .map(each -> read(project.environments(), each))
        .orElse(List.of());
  }

  private static List<WaiverFile.Located> read(Path environments, SystemDefinition<?> system) {
    List<WaiverFile.Located> waivers =
        WaiverFile.read(environments, system.name(), rules(Stream.of(system)));
    for (EnvironmentId id : new Environments(environments).of(system.name())) {
      for (String layer : system.layers()) {
        WaiverFile.requireNarrow(waivers, id.environment() + "/" + layer);
      }
    }
    return waivers;
  }

  /** Those of a file, which may be one of a system. */
  public static List<WaiverFile.Located> in(Path file) {
    return WaiverFile.read(file, rules(Systems.all().stream()));
  }

  private static Set<String> rules(Stream<SystemDefinition<?>> systems) {
    return Stream.concat(
            RuleSet.shipped().stream(), systems.flatMap(system -> system.rules().stream()))
        .map(Rule::about)
        .map(about -> about.id())
        .collect(Collectors.toSet());
  }
}
