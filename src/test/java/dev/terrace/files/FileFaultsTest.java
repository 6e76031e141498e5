package dev.terrace.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

final class FileFaultsTest {
  @Test
  void a_full_disk_is_called_that_with_the_file() {
    assertThat(
            FileFaults.describe(
                new UncheckedIOException(
                    "cannot write it",
                    new FileSystemException("/a/state", null, "No space left on device"))))
        .contains("cannot write /a/state: the disk is full");
    assertThat(FileFaults.describe(new IOException("No space left on device")))
        .contains("the disk is full");
  }

  @Test
  void the_words_of_node_are_known() {
    assertThat(
            FileFaults.describe(
                new IllegalStateException("EROFS: read-only file system, open '/x/cdktf.out'")))
        .contains("the file system is read-only");
  }

  @Test
  void other_errors_are_not_about_the_disk() {
    assertThat(FileFaults.describe(new IllegalStateException((String) null))).isEmpty();
    assertThat(FileFaults.describe(new IOException("Broken pipe"))).isEmpty();
  }
}
