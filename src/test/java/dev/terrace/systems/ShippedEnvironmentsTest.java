package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.support.Shipped;
import dev.terrace.support.StackRules;
import dev.terrace.support.Synthesized;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The environments that a platform team edits: valid, and their stacks keep the rules that hold
 * whatever the files say. What exactly a file leads to is asserted on fixtures.
 */
final class ShippedEnvironmentsTest {

  static List<EnvironmentId> environments() {
    return Shipped.ids();
  }

  @Test
  void every_system_ships_an_environment() {
    assertThat(environments())
        .extracting(EnvironmentId::system)
        .containsAll(Systems.all().stream().map(SystemDefinition::name).toList());
  }

  @ParameterizedTest
  @MethodSource("environments")
  void every_stack_of_a_shipped_environment_keeps_the_rules(EnvironmentId id) {
    StackRules.assertKept(Synthesized.in(Shipped.ENVIRONMENTS, id));
  }
}
