package dev.terrace.check.waiver;

import dev.terrace.config.Checked;
import dev.terrace.config.ConfigException;
import dev.terrace.config.ConfigFile;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.Nearest;
import dev.terrace.config.Problems;
import dev.terrace.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code environments/<system>/waivers.yaml}.
 *
 * @param waivers in the order of the file
 */
public record WaiverFile(List<Waiver> waivers) implements Checked {
  /** The name of its schema, and of the file without its ending. */
  public static final String NAME = "waivers";

  @Override
  public void check(Problems problems) {
    for (int i = 0; i < waivers.size(); i++) {
      if (waivers.get(i) != null) {
        waivers.get(i).check(problems.at("waivers").at(i));
      }
    }
  }

  /**
   * A waiver and its line.
   *
   * @param file as messages show it
   */
  public record Located(Waiver waiver, String file, int line) {}

  /**
   * @param environments the folder {@code environments}
   * @param rules the ids of all rules
   * @return empty if the system has no such file
   * @throws ConfigException with every problem of the file
   */
  public static List<Located> read(Path environments, String system, Set<String> rules) {
    Path path = environments.resolve(system).resolve(NAME + ".yaml");
    if (!Files.exists(path)) {
      return List.of();
    }
    List<String> names =
        new Environments(environments).of(system).stream().map(EnvironmentId::environment).toList();
    return read(path, shownAs(system), rules, names);
  }

  /** The file of a system as messages show it. */
  public static String shownAs(String system) {
    return "environments/" + system + "/" + NAME + ".yaml";
  }

  /**
   * A file of any name.
   *
   * @throws ConfigException with every problem of the file
   */
  public static List<Located> read(Path file, Set<String> rules) {
    return read(file, file.toString(), rules, List.of());
  }

  private static List<Located> read(
      Path path, String shownAs, Set<String> rules, List<String> environments) {
    ConfigFile<WaiverFile> file = ConfigFile.read(path, shownAs, NAME, WaiverFile.class);
    Problems problems = Problems.locatedBy(file.yaml()::locate);
    List<Located> located = new ArrayList<>();
    List<Waiver> waivers = file.value().waivers();
    for (int i = 0; i < waivers.size(); i++) {
      String rule = waivers.get(i).rule();
      if (waivers.get(i).isTooWide(environments)) {
        problems
            .at("waivers")
            .at(i)
            .at("resource")
            .add(
                "is too wide: it lets every resource of a stack be lost; name a resource or a"
                    + " construct",
                waivers.get(i).resource());
      }
      if (!rules.contains(rule) && !waivers.get(i).isForGuard()) {
        problems
            .at("waivers")
            .at(i)
            .at("rule")
            .add(
                "is no rule"
                    + Nearest.to(rule, all(rules))
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; docs/checks.md lists them"),
                rule);
      }
      located.add(
          new Located(waivers.get(i), shownAs, file.yaml().place("waivers[" + i + "]").line()));
    }
    problems.throwIfAny();
    return located;
  }

  /**
   * Refuses what the file alone does not show: {@code *data*} is a name, and a layer.
   *
   * @param layer {@code ENVIRONMENT/LAYER} of a stack
   * @throws UserError if a waiver would accept every resource of the stack
   */
  public static void requireNarrow(List<Located> waivers, String layer) {
    for (Located each : waivers) {
      if (each.waiver().isForWhole(layer)) {
        throw UserError.usage(
            each.file()
                + ":"
                + each.line()
                + ": '"
                + each.waiver().resource()
                + "' is too wide: it lets every resource of "
                + layer
                + " be lost; name a resource or a construct");
      }
    }
  }

  private static List<String> all(Set<String> rules) {
    Set<String> all = new TreeSet<>(rules);
    all.addAll(Waiver.GUARD_RULES);
    return List.copyOf(all);
  }
}
