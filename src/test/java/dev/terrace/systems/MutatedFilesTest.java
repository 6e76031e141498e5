package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.support.Bounded;
import dev.terrace.support.ConfigProblems;
import dev.terrace.support.ConfigTrees;
import dev.terrace.support.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that people and editors have broken: a problem with file and line, within 2 seconds and 512
 * MiB, and no trace.
 */
class MutatedFilesTest {
  private static final int FILES = 100;
  private static final List<String> PIECES =
      List.of(
          "*a",
          "&a [*a]",
          "{",
          "}",
          "[",
          "]",
          ": ",
          "- ",
          "\t",
          "!!binary x",
          "<<: *x",
          "? ",
          "\"",
          "'",
          "%YAML 9",
          "---\n",
          "|",
          "\u0000",
          "\ufeff",
          "99999999999999999999",
          "null",
          "~",
          "${x}",
          "{{x}}",
          ".inf",
          "0x1F",
          "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
          "é\u2028");

  static Stream<EnvironmentId> environments() {
    return ConfigTrees.all().keySet().stream();
  }

  /** The schemas are loaded once per process. */
  @BeforeAll
  static void warmUp() {
    environments().forEach(id -> ConfigProblems.read(Fixtures.ENVIRONMENTS, id));
  }

  @ParameterizedTest
  @MethodSource("environments")
  void a_broken_file_is_a_problem_with_file_and_line(EnvironmentId id) throws IOException {
    String text = Files.readString(Fixtures.ENVIRONMENTS.resolve(id + ".yaml"));
    Random random = new Random(20261126);
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      String broken = mutated(text, random);
      String problems = read(id, broken.getBytes(StandardCharsets.UTF_8));
      if (!problems.isEmpty()) {
        refused++;
        assertThat(problems.lines().toList())
            .as(broken)
            .allMatch(line -> line.matches("environments/" + id + "\\.yaml:\\d+[ :].+"));
      }
    }
    assertThat(refused).isGreaterThan(FILES / 2);
  }

  @Test
  void a_misspelt_key_is_named_with_the_nearest_at_every_depth() {
    ConfigTrees.all()
        .forEach(
            (id, tree) -> {
              for (ConfigTrees.Place place : ConfigTrees.places(id, tree)) {
                Object last = place.steps().get(place.steps().size() - 1);
                boolean isFree =
                    place.path().matches(".*(tags|environment|secrets|secretVersions|models)\\..*");
                if (!(last instanceof String key) || key.length() < 4 || isFree || place.isKey()) {
                  continue;
                }
                var changed = tree.deepCopy();
                var steps = new ArrayList<>(place.steps());
                steps.set(steps.size() - 1, key + "x");
                new ConfigTrees.Place(steps, place.schema(), false)
                    .set(changed, changed.textNode("x"));
                assertThat(ConfigTrees.problems(id, changed))
                    .as(place.path())
                    .contains(key + "x: is not a known key; did you mean '");
              }
            });
  }

  private static String read(EnvironmentId id, byte[] file) throws IOException {
    Path folder = Files.createTempDirectory("environments");
    Files.createDirectory(folder.resolve(id.system()));
    Files.write(folder.resolve(id + ".yaml"), file);
    return Bounded.run(
        new String(file, StandardCharsets.UTF_8), () -> ConfigProblems.read(folder, id));
  }

  /** The text with one to three changes of lines or characters. */
  private static String mutated(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      int column = random.nextInt(line.length() + 1);
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      switch (random.nextInt(6)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, line);
        case 2 -> lines.set(at, " " + line);
        case 3 -> lines.set(at, line.substring(0, column));
        case 4 -> lines.set(at, line.replaceFirst(": .*", ": " + random.nextInt(1 << 30)));
        default -> lines.set(at, line.substring(0, column) + piece + line.substring(column));
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
