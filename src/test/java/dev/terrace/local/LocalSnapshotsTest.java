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
  void terraform_at_work_is_named() throws IOException {
    long pid = ProcessHandle.current().pid();
    write("local/network/terraform.pid", pid + "\n");
    assertThatThrownBy(() -> LocalFork.refuseTerraformIn(state.resolve("local")))
        .isInstanceOf(LocalAwsException.class)
        .hasMessageStartingWith("Terraform (process " + pid + ") is at work in ");
  }

  private void write(String file, String text) throws IOException {
    Path path = state.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
