package dev.terrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that is uploaded. */
final class StackArchiveTest {
  @TempDir private Path folder;

  @BeforeEach
  void fill() throws IOException {
    Files.writeString(folder.resolve("cdk.tf.json"), "{}\n");
    Files.writeString(folder.resolve(".terraform.lock.hcl"), "# checksums\n");
    Path asset = Files.createDirectories(folder.resolve("assets/code/0A"));
    Files.writeString(asset.resolve("b.zip"), "b");
    Files.writeString(asset.resolve("a.zip"), "a");
    Files.writeString(folder.resolve("terraform.tfstate"), "{\"secret\": 1}");
    Files.writeString(
        Files.createDirectories(folder.resolve(".terraform/providers")).resolve("aws"), "large");
  }

  @Test
  void it_holds_the_stack_its_assets_and_the_lock_file_only() throws IOException {
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(new ByteArrayInputStream(StackArchive.of(folder))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        names.add(entry.getName());
        assertThat(entry.getLastModifiedTime()).isEqualTo(FileTime.fromMillis(0));
        assertThat(entry.getLongUserId()).isZero();
        assertThat(entry.getUserName()).isEmpty();
      }
    }
    assertThat(names)
        .containsExactly(
            ".terraform.lock.hcl", "assets/code/0A/a.zip", "assets/code/0A/b.zip", "cdk.tf.json");
  }

  @Test
  void the_same_folder_gives_the_same_bytes_whenever_it_was_written() throws IOException {
    byte[] first = StackArchive.of(folder);
    Files.setLastModifiedTime(folder.resolve("cdk.tf.json"), FileTime.fromMillis(1_000_000));

    assertThat(StackArchive.of(folder)).isEqualTo(first);
  }
}
