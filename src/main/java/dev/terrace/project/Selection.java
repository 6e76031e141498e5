package dev.terrace.project;

import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.Nearest;
import dev.terrace.config.Problem;
import dev.terrace.config.SharedValues;
import dev.terrace.config.StackId;
import dev.terrace.config.StrayFiles;
import dev.terrace.config.Target;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.systems.Systems;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a command works on: environments that are read and valid, and the layers asked for.
 *
 * @param environments in the order of the list of systems, then by name
 * @param targets empty for everything
 */
public record Selection(List<Environment<?>> environments, List<Target> targets) {

  /**
   * What is valid of a selection.
   *
   * @param problems of the targets and of the other environments
   */
  public record Partial(Selection valid, List<Problem> problems) {}

  /**
   * Reads every environment that a target names.
   *
   * @param words targets, or none for everything
   * @param warn takes what works but deserves a look
   * @throws ConfigException with every problem of every environment
   */
  public static Selection read(Project project, List<String> words, Consumer<String> warn) {
    Partial read = partial(project, words, warn);
    if (!read.problems().isEmpty()) {
      throw new ConfigException(read.problems());
    }
    return read.valid();
  }

  /** As {@link #read}, with the problems as a result: a broken file stops only itself. */
  public static Partial partial(Project project, List<String> words, Consumer<String> warn) {
    List<Problem> problems = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    for (String word : words) {
      try {
        targets.add(Target.parse(word));
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    if (!Files.isDirectory(project.environments())) {
      throw new ConfigException("environments folder", "does not exist: " + project.environments());
    }
    Environments folder = new Environments(project.environments());
    Map<EnvironmentId, SystemDefinition<?>> known = new LinkedHashMap<>();
    for (SystemDefinition<?> system : Systems.all()) {
      folder.of(system.name()).forEach(id -> known.put(id, system));
    }
    for (Target target : targets) {
      problems.addAll(checkMatches(target, known, folder));
    }
    List<String> systems = Systems.all().stream().map(SystemDefinition::name).toList();
    StrayFiles strays = StrayFiles.of(folder, systems, targets);
    if (problems.isEmpty()) {
      warnOfIgnored(targets, project, warn);
      strays.warnings().forEach(warn);
    }
    problems.addAll(strays.problems());
    List<Environment<?>> environments = new ArrayList<>();
    known.forEach(
        (id, system) -> {
          if (targets.isEmpty() || targets.stream().anyMatch(t -> t.matchesEnvironment(id))) {
            try {
              environments.add(folder.read(id, system));
            } catch (ConfigException e) {
              problems.addAll(e.problems());
            }
          }
        });
    SharedValues shared = new SharedValues(folder, readable(project));
    environments.forEach(each -> problems.addAll(shared.of(each)));
    environments.replaceAll(each -> each.withDoubts(shared.doubts(each)));
    return new Partial(
        new Selection(List.copyOf(environments), List.copyOf(targets)), List.copyOf(problems));
  }

  /** Whether targets are given and none of them names an environment that has a file. */
  static boolean namesNoFile(Project project, List<Target> targets) {
    List<EnvironmentId> files = files(project);
    return !targets.isEmpty()
        && targets.stream()
            .noneMatch(target -> files.stream().anyMatch(target::matchesEnvironment));
  }

  /** Every environment that has a file, whether that can be read or not. */
  static List<EnvironmentId> files(Project project) {
    Environments folder = new Environments(project.environments());
    return Systems.all().stream().flatMap(system -> folder.of(system.name()).stream()).toList();
  }

  static void warnOfIgnored(List<Target> targets, Project project, Consumer<String> warn) {
    for (String file : ignored(project)) {
      String system = file.substring(0, file.indexOf('/'));
      if (targets.isEmpty() || targets.stream().anyMatch(each -> each.matchesSystem(system))) {
        warn.accept(file + " is ignored: files of environments end with .yaml");
      }
    }
  }

  /** Files that look like environments and are none, such as {@code coder/staging.yml}. */
  public static List<String> ignored(Project project) {
    Environments folder = new Environments(project.environments());
    return Systems.all().stream()
        .flatMap(
            system ->
                folder.ignored(system.name()).stream().map(name -> system.name() + "/" + name))
        .toList();
  }

  /** Every environment that can be read; the others are left out. */
  public static List<Environment<?>> readable(Project project) {
    Environments folder = new Environments(project.environments());
    List<Environment<?>> environments = new ArrayList<>();
    for (SystemDefinition<?> system : Systems.all()) {
      for (EnvironmentId id : folder.of(system.name())) {
        read(folder, id, system).ifPresent(environments::add);
      }
    }
    return environments;
  }

  private static Optional<Environment<?>> read(
      Environments folder, EnvironmentId id, SystemDefinition<?> system) {
    try {
      return Optional.of(folder.read(id, system));
    } catch (ConfigException e) {
      return Optional.empty(); // reported by 'doctor' and by commands that name it
    }
  }

  private static List<Problem> checkMatches(
      Target target, Map<EnvironmentId, SystemDefinition<?>> known, Environments folder) {
    List<EnvironmentId> matched =
        known.keySet().stream().filter(target::matchesEnvironment).toList();
    String where = "target '" + target + "'";
    if (matched.isEmpty()) {
      String there = String.join(", ", known.keySet().stream().map(Object::toString).toList());
      String typed = target.system() + "/" + target.environment();
      String file = target.environment() + ".yml";
      String rule =
          folder.ignored(target.system()).contains(file)
              ? "matches no environment; "
                  + target.system()
                  + "/"
                  + file
                  + " is ignored: rename it to "
                  + target.environment()
                  + ".yaml"
              : "matches no environment; "
                  + near(typed, known.keySet().stream().map(Object::toString).toList())
                  + (there.isEmpty() ? " is none" : " are: " + there);
      return List.of(new Problem(where, rule, null));
    }
    boolean layerFound =
        matched.stream()
            .anyMatch(
                id ->
                    known.get(id).layers().stream()
                        .anyMatch(layer -> target.matches(id.stack(layer))));
    if (!layerFound) {
      return List.of(
          new Problem(
              where,
              "matches no layer; "
                  + near(target.layer(), known.get(matched.get(0)).layers())
                  + " are: "
                  + String.join(", ", known.get(matched.get(0)).layers()),
              null));
    }
    return List.of();
  }

  private static String near(String typed, List<String> known) {
    return Nearest.to(typed, known)
        .map(found -> "did you mean '" + found + "'? There")
        .orElse("there");
  }

  public boolean includes(StackId stack) {
    return targets.isEmpty() || targets.stream().anyMatch(target -> target.matches(stack));
  }

  /** The targets as they would be typed. */
  public String describe() {
    return String.join(" ", targets.stream().map(Target::toString).toList());
  }
}
