package dev.terrace.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFolderTest {
  @TempDir private Path folder;

  @Test
  void a_missing_folder_is_created_and_is_empty() throws IOException {
    Path output = OutputFolder.prepare(folder.resolve("a/cdktf.out"));

    try (var files = Files.list(output)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void links_in_it_are_refused() throws IOException {
    Path stack = Files.createDirectories(folder.resolve("cdktf.out/stacks/a"));
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    for (Path link :
        new Path[] {
          stack.resolve("cdk.tf.json"),
          stack.resolve("assets"),
          stack.resolveSibling("b"),
          folder.resolve("cdktf.out/manifest.json")
        }) {
      Files.createSymbolicLink(link, elsewhere);
      assertThatThrownBy(() -> OutputFolder.prepare(folder.resolve("cdktf.out")))
          .isInstanceOf(UserError.class)
          .hasMessage(
              link
                  + " is a link to "
                  + elsewhere
                  + ": nothing is written through links in the output folder; remove it");
      Files.delete(link);
    }
    assertThat(OutputFolder.prepare(folder.resolve("cdktf.out"))).exists();
  }

  @Test
  void a_folder_that_cannot_be_written_is_named_with_the_reason() throws IOException {
    Path file = Files.createFile(folder.resolve("cdktf.out"));

    assertThatThrownBy(() -> OutputFolder.prepare(file))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "cannot write to the output folder "
                + file
                + ": a file has its name; run it in a checkout that can be written");
  }
}
