package dev.terrace.systems.coder;

import dev.terrace.support.Golden;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The address of a resource is its identity in the state: a path that vanishes from these lists is
 * a resource that is destroyed, and one that moves needs a {@code moved} entry.
 */
class GoldenPathsTest {

  @ParameterizedTest
  @ValueSource(strings = {"network", "data", "platform", "observability"})
  void the_construct_paths_of_production_stay_what_they_are(String layer) {
    Stack stack = Synthesized.environment("coder", "production").stack(layer);
    Golden.assertUnchanged(
        Path.of("src", "test", "resources", "golden", stack.name() + ".paths"),
        String.join("\n", stack.paths()) + "\n");
  }
}
