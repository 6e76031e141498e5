package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.ConfigException;
import dev.terrace.layers.SystemDefinition;
import org.junit.jupiter.api.Test;

class SystemsTest {

  @Test
  void every_system_has_a_name_and_layers_of_its_own() {
    assertThat(Systems.ALL).extracting(SystemDefinition::name).doesNotHaveDuplicates();
    assertThat(Systems.ALL).allSatisfy(system -> assertThat(system.layers()).isNotEmpty());
    assertThat(Systems.named("coder").layers())
        .containsExactly("network", "data", "platform", "observability");
  }

  @Test
  void a_system_that_there_is_none_of_is_named_with_those_there_are() {
    assertThatThrownBy(() -> Systems.named("codr"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("system 'codr': does not exist; there are: coder");
  }
}
