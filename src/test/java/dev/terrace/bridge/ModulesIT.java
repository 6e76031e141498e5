package dev.terrace.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.ModuleValidation;
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

/** The modules for people outside, judged by Terraform with the real provider. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModulesIT {
  private static final List<String> MODULES =
      List.of(
          "platform-bridge",
          "orcha-bridge",
          "alva-bridge",
          "coder-workspace",
          "coder-workspace/examples/complete");

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

  @Test
  void terraform_finds_every_module_valid() throws IOException {
    Path target = Files.createDirectories(Path.of("target"));
    ModuleValidation validation =
        new ModuleValidation(Files.createTempDirectory(target, "validate").resolve("root"));
    for (String module : MODULES) {
      validation.add(module.replace('/', '-'), Path.of("modules"), module);
    }

    assertThat(validation.run())
        .hasSize(MODULES.size())
        .allSatisfy((module, found) -> assertThat(found).as(module).isEmpty());
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
