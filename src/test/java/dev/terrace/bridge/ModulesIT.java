package dev.terrace.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.PlainTerraform;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules for people outside, judged by Terraform with the real provider. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModulesIT {
  private TerraformEnvironment environment;
  private Path modules;

  @BeforeAll
  void copy() throws IOException {
    Path cache = Files.createDirectories(Path.of("target", "terraform").toAbsolutePath());
    environment = TerraformEnvironment.of(System.getenv(), cache);
    modules = PlainTerraform.copy(Path.of("target", "modules").toAbsolutePath());
  }

  @Test
  void every_module_is_formatted() {
    assertThat(terraform("", "fmt", "-check", "-recursive", "-diff")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "platform-bridge",
        "orcha-bridge",
        "alva-bridge",
        "coder-workspace",
        "coder-workspace/examples/complete"
      })
  void terraform_finds_the_module_valid(String module) {
    terraform(module, "init", "-input=false", "-no-color");

    assertThat(terraform(module, "validate", "-no-color"))
        .contains("Success! The configuration is valid.");
  }

  @Test
  void the_tests_of_the_workspace_module_pass() {
    terraform("coder-workspace", "init", "-input=false", "-no-color");

    assertThat(terraform("coder-workspace", "test", "-no-color"))
        .contains("Success! 11 passed, 0 failed.");
  }

  private String terraform(String module, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(environment.program(), "-chdir=" + modules.resolve(module)));
    command.addAll(List.of(arguments));
    Tools.Said said = Tools.run(command, environment.variables(), Duration.ofMinutes(5));
    assertThat(said.exitCode()).as(said.text()).isZero();
    return said.text();
  }
}
