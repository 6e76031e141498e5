package dev.terrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a simulated AWS did not start. */
final class LocalServerStartTest {
  @TempDir private Path folder;

  @Test
  void a_full_disk_is_called_that() throws IOException {
    Path log = Files.createFile(folder.resolve("server.log"));
    assertThat(LocalServerStart.lastWords(log, 4096))
        .isEqualTo(": the disk is full, 4096 bytes are left for " + folder);
  }

  @Test
  void with_room_on_the_disk_its_own_words_are_shown() throws IOException {
    Path log = Files.writeString(folder.resolve("server.log"), "ImportError: no moto\n");
    assertThat(LocalServerStart.lastWords(log, 50_000_000))
        .isEqualTo("; its last words (" + log + "):\nImportError: no moto");
  }
}
