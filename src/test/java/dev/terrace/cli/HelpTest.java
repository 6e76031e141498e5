package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Help, and what wrong command lines are answered with. */
final class HelpTest {

  private record Said(int exitCode, String out, String err) {}

  static Stream<List<String>> commands() {
    List<List<String>> found = new ArrayList<>();
    collect(TerraceCommand.commands(), List.of(), found);
    return found.stream();
  }

  private static void collect(CommandLine line, List<String> words, List<List<String>> found) {
    found.add(words);
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> longer = new ArrayList<>(words);
              longer.add(name);
              collect(sub, longer, found);
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_has_help_even_without_its_parameters(List<String> words) {
    List<String> line = new ArrayList<>(words);
    line.add("--help");

    Said said = run(line.toArray(String[]::new));

    assertThat(said.err()).isEmpty();
    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .startsWith("Usage: " + String.join(" ", full(words)))
        .contains("-h, --help");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_with_the_name_of_a_command_is_its_help(List<String> words) {
    List<String> line = new ArrayList<>(List.of("help"));
    line.addAll(words);

    assertThat(run(line.toArray(String[]::new)).out())
        .startsWith("Usage: " + String.join(" ", full(words)));
  }

  private static List<String> full(List<String> words) {
    List<String> full = new ArrayList<>(List.of("terrace"));
    full.addAll(words);
    return full;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          depoly coder/production          | unknown command 'depoly'; did you mean 'deploy'? | terrace
          help depoly                      | unknown command 'depoly'; did you mean 'deploy'? | terrace
          backend unlok coder/production   | unknown command 'unlok'; did you mean 'unlock'? | terrace backend
          frobnicate                       | unknown command 'frobnicate' | terrace
          deploy coder/production --locla  | unknown option '--locla'; did you mean '--local'? | terrace deploy
          deploy coder/production --paralel=2 | unknown option '--paralel'; did you mean '--parallel'? | terrace deploy
          version now                      | unexpected argument 'now' | terrace version
          backend restore                  | missing required parameter: 'TARGET' | terrace backend restore
          check alva/staging --junit --sarif | give one of --junit, --sarif | terrace check
          drift alva/staging --adopt       | missing required parameter for option '--adopt' (KEY) | terrace drift
          deploy                           | missing required parameter: 'TARGET' | terrace deploy
          """)
  void a_wrong_command_line_is_answered_in_two_lines(String line, String message, String command) {
    Said said = run(line.split(" "));

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).isEqualTo("error: " + message + "\n  See: ./" + command + " --help\n");
  }

  @Test
  void the_command_version_prints_what_the_option_prints() {
    assertThat(run("version").out()).isEqualTo(run("--version").out()).startsWith("terrace ");
  }

  @ParameterizedTest
  @CsvSource({"bash", "zsh"})
  void the_completion_script_knows_commands_and_options(String shell) {
    Said said = run("completion", shell);

    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .startsWith("# Completion of terrace for " + shell + ".\n")
        .contains(
            "complete -F _complete_terrace", "_picocli_terrace_backend_restore", "--with-data");
  }

  @Test
  void every_description_is_one_short_line_in_the_list_of_commands() {
    TerraceCommand.commands()
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              if (!sub.getCommandSpec().usageMessage().hidden()) {
                assertThat(sub.getCommandSpec().usageMessage().description()[0])
                    .as(name)
                    .hasSizeLessThanOrEqualTo(90)
                    .matches("[A-Z].*\\.");
              }
            });
  }

  private static Said run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        TerraceCommand.run(
            Map.of(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments);
    return new Said(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
