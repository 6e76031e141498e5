package dev.terrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, lists and refusals; that an estate comes back is shown by {@link LocalSnapshotsIT}. */
final class LocalSnapshotsTest {
  @TempDir private Path state;

  private LocalSnapshots snapshots;

  @BeforeEach
  void set_up() {
    snapshots = new LocalSnapshots(Path.of("").toAbsolutePath(), state, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "A", "-a", ".part", "a b", "a\n"})
  void other_names_are_refused_before_anything_is_touched(String name) {
    for (Runnable each :
        new Runnable[] {
          () -> snapshots.take(name),
          () -> snapshots.delete(name),
          () -> snapshots.restore(name, progress -> {})
        }) {
      assertThatThrownBy(each::run)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("lowercase letters, digits and hyphens");
    }
    assertThat(state).isEmptyDirectory();
  }

  @Test
  void a_complete_snapshot_is_listed_and_deleted_and_a_half_one_is_neither() throws IOException {
    write("snapshots/two/estate", "four");
    write("snapshots/one/estate", "");
    write("snapshots/.part/estate", "");
    write("snapshots/half/local/a", "");
    assertThat(snapshots.list())
        .extracting(LocalSnapshots.Snapshot::name, LocalSnapshots.Snapshot::bytes)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("one", 0L),
            org.assertj.core.groups.Tuple.tuple("two", 4L));

    snapshots.delete("one");

    assertThatThrownBy(() -> snapshots.restore("one", progress -> {}))
        .isInstanceOf(UserError.class)
        .hasMessage("there is no snapshot 'one'; there are: two");
  }

  @Test
  void nothing_is_taken_where_nothing_runs() {
    assertThatThrownBy(() -> snapshots.take("one"))
        .isInstanceOf(LocalAwsException.class)
        .hasMessageContaining("start it with: ./terrace local up");
    assertThat(snapshots.list()).isEmpty();
  }

  @Test
  void what_a_killed_restore_left_is_deleted_with_the_rest() throws IOException {
    write("local.next/network.tfstate", "");
    write("local.old/network.tfstate", "");

    new LocalAws(Path.of("").toAbsolutePath(), state, Map.of()).down();

    assertThat(state.resolve("local.next")).doesNotExist();
    assertThat(state.resolve("local.old")).doesNotExist();
  }

  @Test
  void nothing_is_discarded_while_terraform_is_at_work() throws IOException {
    Path program = Files.copy(Path.of("/bin/sleep"), state.resolve("terraform"));
    Process terraform = new ProcessBuilder(program.toString(), "60").start();
    try {
      write("local/network/terraform.pid", terraform.pid() + "\n");
      LocalAws aws = new LocalAws(Path.of("").toAbsolutePath(), state, Map.of());

      assertThatThrownBy(aws::down)
          .isInstanceOf(LocalAwsException.class)
          .hasMessage(
              "Terraform (process %d) is at work in %s; wait for it, or end it: kill %1$d"
                  .formatted(terraform.pid(), state.resolve("local/network")));
      assertThat(state.resolve("local/network")).exists();
    } finally {
      terraform.destroyForcibly();
    }
  }

  @Test
  void another_process_that_has_got_the_id_of_an_earlier_terraform_is_no_hindrance()
      throws IOException {
    write("local/network/terraform.pid", ProcessHandle.current().pid() + "\n");

    assertThat(new LocalAws(Path.of("").toAbsolutePath(), state, Map.of()).down()).isTrue();
  }

  private void write(String file, String text) throws IOException {
    Path path = state.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
