package dev.terrace.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourcePathsTest {
  @TempDir private Path folder;
  private SourcePaths paths;

  @BeforeEach
  void create() throws IOException {
    Files.createDirectories(folder.resolve("project"));
    Files.createDirectories(folder.resolve("legacy/coder"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("legacy"));
    paths = new SourcePaths(folder.resolve("project/adoptions"));
  }

  @Test
  void one_root_has_one_path_however_it_is_given() {
    for (String given : new String[] {"legacy/coder", "./legacy/../legacy/coder/", "link/coder"}) {
      assertThat(paths.committed(Path.of(folder + "/" + given))).isEqualTo("../legacy/coder");
    }
    assertThat(paths.normalized("state " + folder + "/link/coder"))
        .isEqualTo("state ../legacy/coder");
    assertThat(paths.normalized("state ./../link/coder")).isEqualTo("state ../legacy/coder");
    assertThat(paths.normalized("cloudformation /a/b")).isEqualTo("cloudformation /a/b");
  }

  @Test
  void a_path_leads_back_to_its_file() throws IOException {
    assertThat(Files.isSameFile(paths.resolve("../legacy/coder"), folder.resolve("link/coder")))
        .isTrue();
    assertThat(paths.resolve(folder + "/link")).isEqualTo(folder.resolve("link"));
  }

  @Test
  void a_file_that_does_not_exist_has_a_path_as_well() {
    assertThat(paths.committed(folder.resolve("link/gone/old.tfstate")))
        .isEqualTo("../legacy/gone/old.tfstate");
  }
}
