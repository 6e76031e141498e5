package dev.terrace.check.waiver;

import dev.terrace.config.Checked;
import dev.terrace.config.ConfigException;
import dev.terrace.config.ConfigFile;
import dev.terrace.config.Nearest;
import dev.terrace.config.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
    String shownAs = "environments/" + system + "/" + NAME + ".yaml";
    if (!Files.exists(path)) {
      return List.of();
    }
    ConfigFile<WaiverFile> file = ConfigFile.read(path, shownAs, NAME, WaiverFile.class);
    Problems problems = Problems.locatedBy(file.yaml()::locate);
    List<Located> located = new ArrayList<>();
    List<Waiver> waivers = file.value().waivers();
    for (int i = 0; i < waivers.size(); i++) {
      String rule = waivers.get(i).rule();
      if (!rules.contains(rule)) {
        problems
            .at("waivers")
            .at(i)
            .at("rule")
            .add(
                "is no rule"
                    + Nearest.to(rule, List.copyOf(rules))
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; docs/checks.md lists them"),
                rule);
      }
      located.add(new Located(waivers.get(i), shownAs, file.yaml().line("waivers[" + i + "]")));
    }
    problems.throwIfAny();
    return located;
  }
}
