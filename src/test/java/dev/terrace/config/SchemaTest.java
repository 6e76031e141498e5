package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.layers.SystemDefinition;
import dev.terrace.support.Shipped;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {

  static Iterable<SystemDefinition<?>> systems() {
    return Systems.all();
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

  @Test
  void a_schema_that_was_not_generated_is_an_error_with_the_build_that_generates_it() {
    assertThatThrownBy(() -> ConfigSchema.of("bakery"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "schema of 'bakery': is not on the class path (/schema/bakery.schema.json): the build"
                + " generates it from the configuration record; build with './terrace list', or"
                + " with './mvnw process-classes'");
  }
}
