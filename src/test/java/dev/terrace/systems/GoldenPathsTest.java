package dev.terrace.systems;

import dev.terrace.support.Golden;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The address of a resource is its identity in the state: a path that vanishes from these lists is
 * a resource that is destroyed, and one that moves needs a {@code moved} entry.
 */
class GoldenPathsTest {

  /** Every layer of the environment of each system that must not be lost. */
  static Stream<Arguments> layers() {
    return Stream.of(
            layersOf("coder", "production"),
            layersOf("orcha", "prod"),
            layersOf("alva", "staging"),
            layersOf("alva", "production"))
        .flatMap(Function.identity());
  }

  @ParameterizedTest(name = "{0}/{1}/{2}")
  @MethodSource("layers")
  void the_construct_paths_of_production_stay_what_they_are(
      String system, String environment, String layer) {
    Stack stack = Synthesized.environment(system, environment).stack(layer);
    Golden.assertUnchanged(
        Path.of("src", "test", "resources", "golden", stack.name() + ".paths"),
        String.join("\n", stack.paths()) + "\n");
  }

  private static Stream<Arguments> layersOf(String system, String environment) {
    return Systems.named(system).layers().stream()
        .map(layer -> Arguments.of(system, environment, layer));
  }
}
