package dev.terrace.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot be written leaves the old one, and nothing else. */
final class WriteWholeTest {
  @TempDir private Path folder;

  @Test
  void a_failed_write_leaves_no_part_of_the_file() throws IOException {
    Path file = Files.createDirectories(folder.resolve("staging.yaml"));
    Files.writeString(file.resolve("keeps"), "the folder from being replaced");

    Throwable failure = catchThrowable(() -> FileTrees.writeWhole(file, "a: b\n"));

    assertThat(failure).isInstanceOf(UncheckedIOException.class);
    assertThat(folder.toFile().list()).containsExactly("staging.yaml");
  }

  @Test
  void a_full_disk_is_reported_with_the_file() {
    IOException full = new IOException("No space left on device");
    assertThat(FileFaults.describe(new UncheckedIOException("cannot write a/staging.yaml", full)))
        .contains("cannot write a/staging.yaml: the disk is full");
    assertThat(FileFaults.describe(new UncheckedIOException(full))).contains("the disk is full");
  }
}
