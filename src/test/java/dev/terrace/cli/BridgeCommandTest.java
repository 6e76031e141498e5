package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.actions.bridge.ContractGuard;
import dev.terrace.bridge.Releases;
import dev.terrace.error.UserError;
import dev.terrace.project.Project;
import dev.terrace.project.Selection;
import dev.terrace.support.Fixtures;
import dev.terrace.support.Shipped;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Said;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A contract that breaks its release is refused before AWS is asked. */
final class BridgeCommandTest {
  private static final String REFUSAL =
      """
      version 1.0 breaks consumers of 1.0: it must be 2.0\
      """;

  @TempDir private Path folder;

  /** As if {@code efs-id} had been released under another name. */
  @BeforeEach
  void coder_is_released_with_another_name_of_the_file_system() throws IOException {
    String released = Files.readString(Path.of("bridge", "releases", "coder-1.0.json"));
    Files.writeString(
        folder.resolve("coder-1.0.json"), released.replace("\"efs-id\"", "\"file-system-id\""));
  }

  @Test
  void check_reports_a_renamed_parameter_and_starts_nothing() {
    Said said = check();

    assertThat(said.exitCode()).isEqualTo(3);
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .isEqualTo(
            """
            contract of coder 1.0, released as 1.0:
              file-system-id: renamed to efs-id: breaking
              %s
            """
                .formatted(REFUSAL));
    assertThat(folder.resolve("state/local")).doesNotExist();
  }

  @Test
  void check_reports_the_same_as_json() {
    Said said = check("--json");

    assertThat(said.exitCode()).isEqualTo(3);
    assertThat(Json.parse(said.out()))
        .isEqualTo(
            Json.parse(
                """
                {"contracts": [{
                  "system": "coder", "version": "1.0", "released": "1.0",
                  "breaking": true, "refused": "%s",
                  "changes": [{
                    "parameter": "file-system-id", "kind": "renamed",
                    "words": "renamed to efs-id: breaking"}]}]}\
                """
                    .formatted(REFUSAL)));
  }

  @Test
  void a_deploy_of_the_layer_that_publishes_is_refused() {
    for (String target : List.of("coder/production", "coder/*/platform")) {
      assertThatThrownBy(() -> ContractGuard.refuse(selection(target), new Releases(folder)))
          .isInstanceOfSatisfying(
              UserError.class,
              refused -> assertThat(refused.kind()).isEqualTo(UserError.Kind.REFUSED))
          .hasMessage(
              """
              refused, nothing was touched: the bridge of coder: %s
                  file-system-id: renamed to efs-id: breaking\
              """
                  .formatted(REFUSAL));
    }
  }

  @Test
  void a_deploy_of_another_layer_or_system_is_not() {
    ContractGuard.refuse(selection("coder/production/data"), new Releases(folder));
    ContractGuard.refuse(selection("alva/staging"), new Releases(folder));
  }

  @Test
  void the_shipped_contracts_are_not_refused() {
    Project project = project(Shipped.ENVIRONMENTS);
    Selection everything = Selection.read(project, List.of("*/*"), warning -> {});

    assertThat(ContractGuard.refusals(everything, ContractGuard.releases(project))).isEmpty();
  }

  private Said check(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "bridge", "check", "coder/production", "--local", "--releases", folder.toString()));
    words.addAll(List.of(more));
    return new Terrace(folder.resolve("state")).run(words.toArray(String[]::new));
  }

  private static Selection selection(String target) {
    return Selection.read(project(Fixtures.ENVIRONMENTS), List.of(target), warning -> {});
  }

  private static Project project(Path environments) {
    return Project.of(environments.toAbsolutePath(), Map.of());
  }
}
