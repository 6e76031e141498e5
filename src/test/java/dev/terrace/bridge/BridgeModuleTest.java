package dev.terrace.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.support.Golden;
import dev.terrace.support.Shipped;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What consumers of each system get. */
class BridgeModuleTest {
  /** The environment that a module's documentation takes for its example. */
  private static final Map<String, String> EXAMPLES =
      Map.of("coder", "production", "orcha", "prod", "alva", "production");

  static List<SystemDefinition<?>> systems() {
    return Systems.all().stream().filter(system -> system.bridge().isPresent()).toList();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void the_committed_module_equals_the_contract(SystemDefinition<?> system) throws IOException {
    Path folder = Path.of("modules", contract(system).module());
    Map<String, String> files = new BridgeModule(contract(system), pathOf(system)).files();

    files.forEach((name, text) -> Golden.assertUnchanged(folder.resolve(name), text));
    try (Stream<Path> there = Files.list(folder)) {
      assertThat(there.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.startsWith(".terraform"))
          .containsExactlyInAnyOrder(
              "README.md", "contract.json", "main.tf", "outputs.tf", "variables.tf", "versions.tf");
    }
  }

  /**
   * A parameter that is removed, renamed or given another type fails here, until the contract has a
   * higher major version. An existing release is never rewritten.
   */
  @ParameterizedTest
  @MethodSource("systems")
  void the_contract_keeps_what_its_latest_release_promises(SystemDefinition<?> system) {
    Releases releases = new Releases(Path.of("bridge", "releases"));

    Optional<ContractChanges> changes = releases.changes(contract(system));
    assertThat(changes.flatMap(ContractChanges::refusal))
        .as(changes.map(ContractChanges::changes).toString())
        .isEmpty();
    Path release = releases.fileOf(contract(system));
    if (!Files.exists(release)) {
      Golden.assertUnchanged(
          release, new BridgeModule(contract(system), pathOf(system)).files().get("contract.json"));
    }
  }

  private static BridgeContract contract(SystemDefinition<?> system) {
    return system.bridge().orElseThrow().contract();
  }

  private static <C extends dev.terrace.config.SystemConfig> String pathOf(
      SystemDefinition<C> system) {
    EnvironmentId id = new EnvironmentId(system.name(), EXAMPLES.get(system.name()));
    Environment<C> environment = new Environments(Shipped.ENVIRONMENTS).read(id, system);
    return system.bridgePathUnchecked(environment).orElseThrow();
  }
}
