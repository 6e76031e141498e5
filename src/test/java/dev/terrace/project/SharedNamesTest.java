package dev.terrace.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.ConfigException;
import dev.terrace.support.ChangedEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedNamesTest {

  private static Project project(Path environments) {
    return new Project(Path.of("").toAbsolutePath(), environments, environments, Map.of());
  }

  private static Path environments() {
    return ChangedEnvironment.of("coder", "development", yaml -> yaml + "\n");
  }

  @Test
  void two_environments_with_the_same_names_are_refused() throws IOException {
    Path environments = environments();
    Files.writeString(environments.resolve("coder/team-a.yaml"), "extends: production\n");
    assertThatThrownBy(
            () -> Selection.read(project(environments), List.of("coder/team-a"), warning -> {}))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            environments/coder/team-a.yaml bucketSuffix: must differ from that of coder/production: both would own the same resources
            environments/coder/team-a.yaml namePrefix: must differ from that of coder/production: both would own the same resources
            environments/coder/team-a.yaml secretsPrefix: must differ from that of coder/production: both would own the same resources\
            """
                .stripIndent());
  }

  @Test
  void a_broken_file_stops_only_itself() throws IOException {
    Path environments = environments();
    Files.writeString(environments.resolve("coder/broken.yaml"), "region: [\n");
    assertThat(
            Selection.read(project(environments), List.of("coder/production"), warning -> {})
                .environments())
        .hasSize(1);
  }
}
