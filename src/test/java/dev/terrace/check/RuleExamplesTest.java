package dev.terrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.rows.RuleSet;
import dev.terrace.config.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule with its examples in {@code src/test/resources/check/examples}. */
final class RuleExamplesTest {
  private static final Path FOLDER = Path.of("src/test/resources/check/examples");
  private static final Map<String, JsonNode> EXAMPLES = read();

  private static Map<String, JsonNode> read() {
    Map<String, JsonNode> examples = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        YamlFile.read(file, file.toString())
            .tree()
            .properties()
            .forEach(each -> examples.put(each.getKey(), each.getValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return examples;
  }

  /** The example of a rule. */
  static JsonNode example(String rule) {
    return EXAMPLES.get(rule);
  }

  static Stream<Rule> rules() {
    return RuleSet.shipped().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_rule_passes_its_example_and_finds_the_smallest_change_that_breaks_it(Rule rule) {
    JsonNode example = EXAMPLES.get(rule.about().id());
    assertThat(example).as("an example of " + rule.about().id()).isNotNull();

    assertThat(Trees.found(Trees.model(example.path("passes")), List.of(rule)))
        .as("what the rule reports on the example that passes")
        .isEmpty();
    JsonNode broken = Trees.merged(example.path("passes"), example.path("broken"));
    assertThat(Trees.found(Trees.model(broken), List.of(rule)))
        .as("what the rule reports on the broken example")
        .hasSize(1);
  }

  @Test
  void every_example_belongs_to_a_rule() {
    assertThat(rules().map(rule -> rule.about().id()).toList())
        .containsExactlyElementsOf(EXAMPLES.keySet());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_rule_says_what_to_write_instead_and_where_the_fact_comes_from(Rule rule) {
    About about = rule.about();

    assertThat(about.id()).matches("(aws|iam|workload|cost)(-[a-z0-9]+)+");
    assertThat(about.title()).isNotBlank().doesNotEndWith(".");
    assertThat(about.instead()).endsWith(".");
    if (!about.id().equals("workload-example-value")) {
      assertThat(about.sources()).anyMatch(source -> source.startsWith("https://"));
    }
    assertThat(about.controls()).allMatch(control -> control.matches("FSBP \\w+\\.\\d+"));
  }
}
