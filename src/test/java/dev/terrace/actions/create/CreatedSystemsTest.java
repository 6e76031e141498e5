package dev.terrace.actions.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.support.Fixtures;
import dev.terrace.support.Synthesized;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A service and an environment that are added to every system are synthesized. */
final class CreatedSystemsTest {
  static Stream<Arguments> systems() {
    return Stream.of(
        Arguments.of("alva", "staging", Map.of()),
        Arguments.of("coder", "production", Map.of("image", "ghcr.io/acme/docs:1.4.2")),
        Arguments.of("orcha", "staging", Map.of()));
  }

  @Test
  void every_system_with_fixtures_is_tried() {
    assertThat(systems().map(each -> each.get()[0]))
        .containsExactlyInAnyOrderElementsOf(
            Systems.all().stream()
                .map(system -> (Object) system.name())
                .filter(name -> Files.isDirectory(Fixtures.ENVIRONMENTS.resolve((String) name)))
                .toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("systems")
  void a_new_environment_has_the_new_service(
      String system, String environment, Map<String, String> settings) throws IOException {
    CopiedEnvironments copy = CopiedEnvironments.of(system, environment);
    copy.environment("qa", Optional.of(environment));
    copy.service(environment, CopiedEnvironments.named("docs", settings));

    for (String each : List.of(environment, "qa")) {
      Synthesized synthesized = Synthesized.in(copy.folder(), new EnvironmentId(system, each));
      Path platform =
          synthesized
              .folder()
              .resolve("stacks")
              .resolve(new EnvironmentId(system, each).stack("platform").stackName())
              .resolve("cdk.tf.json");
      assertThat(Files.readString(platform)).contains("-platform/docs");
      assertThat(synthesized.environment().config().ownNames()).isNotEmpty();
    }
  }
}
