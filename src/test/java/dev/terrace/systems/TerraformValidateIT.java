package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.StackId;
import dev.terrace.support.Synthesized;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every stack of every environment, validated by Terraform with the real provider: attributes that
 * there are none of, types, references. No credentials and no backend are needed.
 */
class TerraformValidateIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Providers are fetched once for all stacks. */
  private static final Path CACHE = Path.of("target", "terraform").toAbsolutePath();

  static List<StackId> stacks() {
    List<StackId> stacks = new ArrayList<>();
    for (SystemDefinition<?> system : Systems.ALL) {
      for (EnvironmentId id : new Environments(Path.of("environments")).of(system.name())) {
        system.layers().forEach(layer -> stacks.add(id.stack(layer)));
      }
    }
    return stacks;
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void terraform_finds_the_stack_valid(StackId stack) throws IOException {
    EnvironmentId id = stack.environment();
    Path folder =
        Synthesized.environment(id.system(), id.environment())
            .folder()
            .resolve("stacks")
            .resolve(stack.stackName());
    Files.createDirectories(CACHE);
    TerraformEnvironment terraform = TerraformEnvironment.of(System.getenv(), CACHE);
    new Terraform(folder, terraform, new Interrupts()).initialize(List.of("-backend=false"));

    Tools.Said said =
        Tools.run(
            List.of(terraform.program(), "-chdir=" + folder, "validate", "-json"),
            terraform.variables(),
            Duration.ofMinutes(5));

    assertThat(diagnostics(said.text())).as(stack.toString()).isEmpty();
  }

  private static List<String> diagnostics(String json) throws IOException {
    JsonNode result = MAPPER.readTree(json);
    List<String> found = new ArrayList<>();
    for (JsonNode diagnostic : result.path("diagnostics")) {
      found.add(
          diagnostic.path("severity").asText()
              + ": "
              + diagnostic.path("summary").asText()
              + " "
              + diagnostic.path("detail").asText()
              + " "
              + diagnostic.at("/snippet/context").asText());
    }
    assertThat(result.path("format_version").asText()).as(json).isNotEmpty();
    return found;
  }
}
