package dev.terrace.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileFaultsTest {
  @TempDir private Path folder;

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

  /** An error that repeats its cause's words says them first, and the file stands in the cause. */
  @Test
  void the_file_of_a_cause_is_named() {
    assertThat(
            FileFaults.describe(
                new UncheckedIOException(
                    new FileSystemException("/s/local.lock", null, "Read-only file system"))))
        .contains("cannot write /s/local.lock: the file system is read-only");
    assertThat(
            FileFaults.describe(
                new UncheckedIOException(
                    "cannot write it",
                    new FileSystemException("/e/.a.yaml.part", null, "Read-only file system"))))
        .contains("cannot write /e/a.yaml: the file system is read-only");
  }

  @Test
  void the_words_of_node_are_known() {
    assertThat(
            FileFaults.describe(
                new IllegalStateException("EROFS: read-only file system, open '/x/cdktf.out'")))
        .contains("the file system is read-only");
  }

  /** The text of a damaged file may hold secrets, and is not repeated. */
  @Test
  void a_damaged_file_is_named_with_its_line() throws IOException {
    Path file = Files.writeString(folder.resolve("seen.json"), "{\n  secret");
    assertThatThrownBy(() -> Json.read(file))
        .satisfies(
            error ->
                assertThat(FileFaults.describe(error))
                    .contains("cannot read " + file + ": it is damaged: line 2 is no JSON"));
    assertThatThrownBy(() -> Json.read(folder.resolve("none.json")))
        .satisfies(
            error ->
                assertThat(FileFaults.describe(error))
                    .hasValueSatisfying(said -> assertThat(said).contains("none.json")));
  }

  @Test
  void other_errors_are_not_about_the_disk() {
    assertThat(FileFaults.describe(new IllegalStateException((String) null))).isEmpty();
    assertThat(FileFaults.describe(new IOException("Broken pipe"))).isEmpty();
  }
}
