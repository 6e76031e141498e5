package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.layers.SystemDefinition;
import dev.terrace.support.Shipped;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {

  static Iterable<SystemDefinition<?>> systems() {
    return Systems.ALL;
  }

  @ParameterizedTest
  @MethodSource("systems")
  void every_environment_names_its_schema_for_editors(SystemDefinition<?> system)
      throws IOException {
    for (EnvironmentId id : new Environments(Shipped.ENVIRONMENTS).of(system.name())) {
      assertThat(Files.readString(Shipped.ENVIRONMENTS.resolve(id + ".yaml")))
          .startsWith(
              "# yaml-language-server: $schema=../schema/" + system.name() + ".schema.json\n");
    }
  }
}
