package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.ConfigException;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.YamlFile;
import dev.terrace.support.ConfigTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that AWS, Terraform or common sense refuses, one change of a fixture a row. */
class RefusedValuesTest {
  private static final Pattern REPEATED = Pattern.compile("<(.)\\*(\\d+)>");

  @TempDir private Path folder;

  record Row(EnvironmentId id, String changes, String why) {}

  static Stream<Row> rows() throws IOException {
    return Files.readAllLines(Path.of("src", "test", "resources", "refused-values.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(
            parts -> {
              String[] id = parts[0].split("/", -1);
              return new Row(new EnvironmentId(id[0], id[1]), parts[1], parts[2]);
            });
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_wrong_value_is_refused_with_its_place(Row row) throws IOException {
    try {
      ObjectNode tree = ConfigTrees.tree(row.id().toString());
      for (String change : row.changes().split("; (?=[a-z]+[/=])", -1)) {
        int at = change.indexOf('=');
        set(tree, change.substring(0, at), yaml(row, repeat(change.substring(at + 1))));
      }
      Path environments = ConfigTrees.folderOf(row.id(), tree);
      var environment =
          new Environments(environments).read(row.id(), Systems.named(row.id().system()));
      if (row.why().endsWith(": escaped")) {
        assertThat(environment.config().toString()).containsAnyOf("$${", "%%{");
        return;
      }
      List<String> warnings = new ArrayList<>(environment.warnings());
      warnings.removeAll(warnings(row.id()));
      assertThat(warnings).as("%s: accepted without a word", row.why()).isNotEmpty();
    } catch (ConfigException e) {
      assertThat(e.problems())
          .isNotEmpty()
          .allSatisfy(
              problem ->
                  assertThat(problem.where())
                      .matches("environments/" + row.id() + "\\.yaml:\\d+( .*)?"));
    }
  }

  /** What is said of the fixture as it is. */
  private static List<String> warnings(EnvironmentId id) {
    return new Environments(ConfigTrees.folderOf(id, ConfigTrees.tree(id.toString())))
        .read(id, Systems.named(id.system()))
        .warnings();
  }

  private static String repeat(String text) {
    return REPEATED
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(match.group(1).repeat(Integer.parseInt(match.group(2)))));
  }

  private JsonNode yaml(Row row, String value) throws IOException {
    Path file = Files.writeString(folder.resolve("value.yaml"), "value: " + value + "\n");
    return YamlFile.read(file, "environments/" + row.id() + ".yaml").tree().get("value");
  }

  private static void set(ObjectNode tree, String path, JsonNode value) {
    String[] keys = path.split("/", -1);
    ObjectNode at = tree;
    for (int i = 0; i < keys.length - 1; i++) {
      at = at.get(keys[i]) instanceof ObjectNode map ? map : at.putObject(keys[i]);
    }
    at.set(keys[keys.length - 1], value);
  }
}
