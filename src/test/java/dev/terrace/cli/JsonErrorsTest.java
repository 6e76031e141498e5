package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Said;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A script that reads JSON gets JSON, from every command and whatever goes wrong. */
final class JsonErrorsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;

  /** The words of each command with --json. */
  static Stream<List<String>> commands() {
    List<List<String>> found = new ArrayList<>();
    collect(TerraceCommand.commands(), List.of(), found);
    assertThat(found).hasSizeGreaterThan(12);
    return found.stream();
  }

  private static void collect(CommandLine line, List<String> words, List<List<String>> found) {
    if (line.getCommandSpec().findOption("--json") != null) {
      found.add(words);
    }
    line.getSubcommands()
        .forEach(
            (name, sub) ->
                collect(sub, Stream.concat(words.stream(), Stream.of(name)).toList(), found));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_wrong_option_is_an_error_in_json(List<String> words) throws IOException {
    assertIsUsageError(
        run(words, "--json", "--no-such-option"), "(unknown option '--no-such-|missing required )");
  }

  @ParameterizedTest
  @MethodSource("targeted")
  void a_target_that_matches_nothing_is_an_error_in_json(List<String> words) throws IOException {
    List<String> line = new ArrayList<>(words);
    line.add("nowhere/production/network");
    spec(words).positionalParameters().stream()
        .filter(each -> !each.paramLabel().contains("TARGET") && each.required())
        .forEach(each -> line.add("other"));
    if (words.contains("eject")) {
      line.addAll(List.of("--to", folder.resolve("ejected").toString()));
    }

    if (spec(words).findOption("--yes") != null) {
      line.add("--yes");
    }

    assertIsUsageError(run(line, "--json"), "nowhere");
  }

  /** Those with a target. */
  static Stream<List<String>> targeted() {
    return commands()
        .filter(
            words ->
                spec(words).positionalParameters().stream()
                    .map(PositionalParamSpec::paramLabel)
                    .anyMatch(label -> label.contains("TARGET")));
  }

  private static CommandSpec spec(List<String> words) {
    CommandSpec spec = TerraceCommand.commands().getCommandSpec();
    for (String word : words) {
      spec = spec.subcommands().get(word).getCommandSpec();
    }
    return spec;
  }

  private Said run(List<String> words, String... more) {
    List<String> line = new ArrayList<>(words);
    line.addAll(List.of(more));
    return new Terrace(folder.resolve("state")).run(line.toArray(String[]::new));
  }

  private static void assertIsUsageError(Said said, String message) throws IOException {
    JsonNode error = MAPPER.readTree(said.out()).path("error");

    assertThat(said.exitCode()).as(said.err()).isEqualTo(2);
    assertThat(error.path("kind").asText()).isEqualTo("usage");
    assertThat(error.path("exitCode").asInt()).isEqualTo(2);
    assertThat(error.path("messages").get(0).asText()).containsPattern(message);
    assertThat(said.err()).contains("error: " + error.path("messages").get(0).asText());
  }
}
