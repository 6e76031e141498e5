package dev.terrace.actions.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Golden;
import dev.terrace.support.OwnProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/shop} is what {@code new project} writes, with a system that has been edited. */
final class ExampleProjectTest {
  private static final Path EXAMPLE = Path.of("examples", "shop");
  private static final int MOST_LINES = 250;

  @TempDir private Path folder;

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).map(root::relativize).sorted().toList();
    }
  }

  @Test
  void all_but_the_system_is_what_new_project_writes() throws IOException {
    Path written = folder.resolve("shop");
    new CreateProject(OwnProject.version())
        .run(
            new CreateProject.Request(
                written, Optional.empty(), SystemTemplate.web, "com.example"));

    for (Path file : files(written)) {
      if (!file.startsWith("src") && !file.startsWith("environments")) {
        Golden.assertUnchanged(EXAMPLE.resolve(file), Files.readString(written.resolve(file)));
      }
    }
    assertThat(EXAMPLE.resolve("terrace")).isExecutable();
    assertThat(EXAMPLE.resolve("mvnw")).isExecutable();
  }

  /** Three zones, PostgreSQL, Redis, bucket, queue, two services, alarms and a dashboard. */
  @Test
  void the_shop_is_at_most_250_lines_of_java_and_yaml() throws IOException {
    int lines = Files.readAllLines(EXAMPLE.resolve("environments/shop/staging.yaml")).size();
    for (Path file : files(EXAMPLE.resolve("src/main/java"))) {
      lines += Files.readAllLines(EXAMPLE.resolve("src/main/java").resolve(file)).size();
    }

    assertThat(lines).isLessThanOrEqualTo(MOST_LINES);
  }

  @Test
  void the_fixture_of_the_shop_is_its_environment() {
    assertThat(EXAMPLE.resolve("src/test/resources/fixtures/shop/staging.yaml"))
        .hasSameTextualContentAs(EXAMPLE.resolve("environments/shop/staging.yaml"));
  }
}
