package dev.terrace.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.files.FileTrees;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.LockFile;
import dev.terrace.ui.StepTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of Terrace's own that a full disk or another program has damaged: none stops a command. */
final class OwnFilesTest {
  /** No beginning of a character in UTF-8. */
  private static final byte[] NO_TEXT = {(byte) 0xff, (byte) 0xfe, '{', '\t', '1', '\n'};

  @TempDir private Path folder;

  private Path damaged(String name) throws IOException {
    return Files.write(folder.resolve(name), NO_TEXT);
  }

  @Test
  void what_is_no_UTF_8_is_read_and_shown() throws IOException {
    assertThat(FileTrees.readLeniently(damaged("errors"))).isEqualTo("\ufffd\ufffd{\t1\n");
  }

  @Test
  void a_file_that_is_written_again_is_whole_again() throws IOException {
    Path file = damaged("terrace_override.tf.json");
    Json.write(file, Map.of("terraform", 1));
    assertThat(file).hasContent("{\n  \"terraform\" : 1\n}");
  }

  @Test
  void times_that_cannot_be_read_are_not_known() throws IOException {
    damaged("step-times.tsv");
    StepTimes times = StepTimes.in(folder);
    assertThat(times.last("shop/staging/data", "planning")).isEmpty();
    times.record("shop/staging/data", "planning", Duration.ofSeconds(4));
    assertThat(times.last("shop/staging/data", "planning")).contains(Duration.ofSeconds(4));
  }

  @Test
  void a_lock_file_is_left_to_Terraform() throws IOException {
    Path file = damaged(".terraform.lock.hcl");
    LockFile.forgetChecksums(folder);
    assertThat(file).hasBinaryContent(NO_TEXT);
  }
}
