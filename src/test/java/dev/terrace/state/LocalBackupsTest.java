package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.state.StateVersions.Entry;
import dev.terrace.support.FakeTerraform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Versions of a state that is a file. */
final class LocalBackupsTest {
  private static final StackId DATA = new EnvironmentId("coder", "production").stack("data");
  private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void begin() {
    file = folder.resolve("coder-production-data.tfstate");
  }

  @Test
  void the_last_ten_states_are_kept_for_their_owner_alone() throws IOException {
    for (int serial = 1; serial <= 13; serial++) {
      write(FakeTerraform.state("one", serial, serial));
      LocalBackups.keep(DATA, folder, NOW.plusSeconds(serial));
      LocalBackups.keep(DATA, folder, NOW.plusSeconds(serial).plusMillis(1));
    }
    assertThat(copies()).hasSize(10);
    for (Path copy : copies()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
          .isEqualTo("rw-------");
    }
    assertThat(serials()).containsExactly(13L, 12L, 11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L);
    assertThat(new LocalBackups(DATA, folder).current().orElseThrow().id()).isEqualTo("current");
  }

  @Test
  void a_clock_that_was_set_back_costs_no_copy() throws IOException {
    for (int serial = 1; serial <= 10; serial++) {
      write(FakeTerraform.state("one", serial, 1));
      LocalBackups.keep(DATA, folder, NOW.plusSeconds(serial));
    }
    for (int serial = 11; serial <= 12; serial++) {
      write(FakeTerraform.state("one", serial, 1));
      LocalBackups.keep(DATA, folder, NOW.minusSeconds(86_400));
    }
    assertThat(serials()).containsExactly(12L, 11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L);
  }

  @Test
  void a_damaged_state_is_never_copied_and_an_earlier_one_is_restored() throws IOException {
    write(FakeTerraform.state("one", 6, 2));
    LocalBackups.keep(DATA, folder, NOW);
    write(FakeTerraform.state("one", 7, 3));
    LocalBackups.keep(DATA, folder, NOW.plusSeconds(1));
    for (String damage : List.of("", FakeTerraform.state("one", 8, 3).substring(0, 90))) {
      write(damage);
      LocalBackups.keep(DATA, folder, NOW.plusSeconds(2));
      LocalBackups versions = new LocalBackups(DATA, folder);
      assertThat(versions.current().orElseThrow().state()).isEmpty();
      Entry last = versions.entries().get(1);
      long before = last.state().orElseThrow().serial();

      long serial = versions.restore(last, LocalBackupsTest::none);

      assertThat(serial).isEqualTo(before + 1);
      StoredState now = StoredState.parse(Files.readAllBytes(file)).orElseThrow();
      assertThat(now.sameAs(last.state().get().withSerial(serial))).isTrue();
    }
    assertThat(new LocalBackups(DATA, folder).entries())
        .as("the damaged one becomes an earlier version")
        .filteredOn(entry -> entry.state().isEmpty())
        .hasSize(1);
  }

  @Test
  void a_deleted_state_is_listed_as_such_and_restored() throws IOException {
    assertThat(new LocalBackups(DATA, folder).entries()).isEmpty();
    write(FakeTerraform.state("one", 6, 2));
    LocalBackups.keep(DATA, folder, NOW);
    Files.delete(file);
    LocalBackups versions = new LocalBackups(DATA, folder);
    assertThat(versions.entries()).extracting(Entry::deletion).containsExactly(true, false);
    assertThat(versions.restore(versions.entries().get(1), LocalBackupsTest::none)).isEqualTo(7);
    assertThat(file).exists();
  }

  @Test
  void a_state_that_was_written_meanwhile_is_not_overwritten() throws IOException {
    write(FakeTerraform.state("one", 6, 2));
    LocalBackups.keep(DATA, folder, NOW);
    write(FakeTerraform.state("one", 7, 2));
    LocalBackups versions = new LocalBackups(DATA, folder);
    write(FakeTerraform.state("one", 8, 2));
    assertThatThrownBy(() -> versions.restore(versions.entries().get(1), LocalBackupsTest::none))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "coder/production/data: its state was written after its versions were listed; list them"
                + " again");
    assertThat(serials()).first().isEqualTo(8L);
  }

  /** A reader of the file that closes another channel of it would free the lock. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_restore_keeps_its_lock_until_it_has_written() throws Exception {
    write(FakeTerraform.state("one", 6, 2));
    LocalBackups.keep(DATA, folder, NOW);
    write(FakeTerraform.state("one", 7, 2));
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Restoring.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Path pipe = Path.of(other.inputReader(StandardCharsets.UTF_8).readLine());
    // Opens when the other process reads the newest copy, between its look at the state and its
    // write.
    try (OutputStream copy = Files.newOutputStream(pipe);
        FileChannel state = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(state.tryLock()).as("a lock of this process").isNull();
      copy.write('x');
    }
    assertThat(other.waitFor()).isZero();
    Files.delete(pipe);
    assertThat(serials()).containsExactly(8L, 7L, 6L);
  }

  /** Restores the newest copy, and waits at a pipe in the place of a copy. */
  static final class Restoring {
    private Restoring() {}

    public static void main(String... arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      LocalBackups versions = new LocalBackups(DATA, folder);
      Path pipe = folder.resolve("backups/coder-production-data/20990131T100000.000Z.tfstate");
      if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
        throw new IllegalStateException("no pipe " + pipe);
      }
      System.out.println(pipe);
      versions.restore(versions.entries().get(1), LocalBackupsTest::none);
    }
  }

  private static dev.terrace.terraform.Terraform none() {
    throw new AssertionError("a file needs no Terraform");
  }

  private List<Long> serials() {
    return new LocalBackups(DATA, folder)
        .entries().stream().map(entry -> entry.state().orElseThrow().serial()).toList();
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("backups/coder-production-data"))) {
      return files.toList();
    }
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }
}
