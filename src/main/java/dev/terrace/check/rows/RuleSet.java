package dev.terrace.check.rows;

import dev.terrace.check.Rule;
import dev.terrace.files.ResourceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds Terrace's rules: the rows, and the classes below {@code dev.terrace.check.rules}. */
public final class RuleSet {
  private static final String FOLDER = "/dev/terrace/check/rules";

  private RuleSet() {}

  /** By id. */
  public static List<Rule> shipped() {
    List<Rule> rules = new ArrayList<>(RowFile.all());
    for (String name : ResourceFolder.read(RuleSet.class, FOLDER, RuleSet::classNames)) {
      try {
        Class<?> type = Class.forName(name, false, RuleSet.class.getClassLoader());
        if (Rule.class.isAssignableFrom(type)) {
          rules.add((Rule) type.getDeclaredConstructor().newInstance());
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(name + " needs a public constructor without parameters", e);
      }
    }
    rules.sort(Comparator.comparing(rule -> rule.about().id()));
    return List.copyOf(rules);
  }

  private static List<String> classNames(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".class") && !file.contains("$"))
          .filter(file -> !file.endsWith("package-info.class"))
          .map(file -> "dev.terrace.check.rules." + file.replace(".class", "").replace('/', '.'))
          .sorted()
          .toList();
    }
  }
}
