package dev.terrace.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of Terrace that a project of one's own uses. */
final class BundledFilesTest {
  @TempDir private Path cache;

  @Test
  void a_folder_is_written_once_with_all_of_its_files() throws IOException {
    Path backend = BundledFiles.folder("backend", cache);

    try (Stream<Path> files = Files.list(backend)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "logs.tf", "main.tf", "outputs.tf", "variables.tf", "versions.tf");
    }
    assertThat(backend.resolve("main.tf")).hasSameTextualContentAs(Path.of("backend/main.tf"));
    assertThat(BundledFiles.folder("backend", cache)).isEqualTo(backend);
    try (Stream<Path> folders = Files.list(cache)) {
      assertThat(folders).containsExactly(backend.getParent());
    }
  }

  @Test
  void the_program_of_the_simulated_aws_is_there_without_its_tests() {
    Path local = BundledFiles.folder("local", cache);

    assertThat(local.resolve("requirements.txt"))
        .hasSameTextualContentAs(Path.of("local/requirements.txt"));
    assertThat(local.resolve("terrace_local/strict/shapes.py")).exists();
    assertThat(local.resolve("tests")).doesNotExist();
  }
}
