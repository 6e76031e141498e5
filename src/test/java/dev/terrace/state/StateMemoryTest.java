package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.state.StateMemory.Seen;
import dev.terrace.support.FakeTerraform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateMemoryTest {
  private static final StackId DATA = new EnvironmentId("coder", "production").stack("data");
  private static final Backend S3 =
      new Backend.S3("states", "us-west-2", Backend.Lock.dynamodb, "locks");
  private static final Backend CLOUD = new Backend.Cloud("acme", "app.terraform.io", "x-");
  private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

  @TempDir private Path folder;
  private StateMemory memory;

  @BeforeEach
  void begin() {
    memory = new StateMemory(folder);
  }

  @Test
  void each_stack_and_place_is_remembered_apart() {
    memory.note(DATA, S3, StoredState.parse(FakeTerraform.state("one", 7, 3)), NOW);
    memory.note(DATA, CLOUD, StoredState.parse(FakeTerraform.state("two", 1, 2)), NOW);
    memory.note(DATA, new Backend.Local(), Optional.empty(), NOW);

    StateMemory later = new StateMemory(folder);
    assertThat(later.of(DATA, S3)).contains(new Seen("one", 7, 3, NOW));
    assertThat(later.of(DATA, CLOUD)).contains(new Seen("two", 1, 2, NOW));
    assertThat(later.of(DATA, new Backend.Local())).contains(new Seen("", 0, 0, NOW));
    assertThat(later.of(DATA, new Backend.S3("other", "us-west-2", Backend.Lock.s3, null)))
        .isEmpty();
    assertThat(later.of(DATA.environment().stack("network"), S3)).isEmpty();
    assertThat(later.all())
        .extracting(StateMemory.Entry::backend)
        .containsExactly(S3, CLOUD, new Backend.Local());
  }

  @Test
  void another_lock_is_the_same_place() {
    memory.note(DATA, S3, StoredState.parse(FakeTerraform.state("one", 7, 3)), NOW);
    Backend relocked = new Backend.S3("states", "us-west-2", Backend.Lock.s3, null);
    memory.note(DATA, relocked, StoredState.parse(FakeTerraform.state("one", 8, 4)), NOW);
    assertThat(memory.of(DATA, S3)).contains(new Seen("one", 8, 4, NOW));
    assertThat(memory.all()).hasSize(1);
  }

  @Test
  void a_forgotten_state_was_never_seen() {
    memory.note(DATA, S3, StoredState.parse(FakeTerraform.state("one", 7, 3)), NOW);
    memory.forget(DATA, S3);
    assertThat(memory.of(DATA, S3)).isEmpty();
    assertThat(memory.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"states\": [{}]}",
        "{\"states\": [{\"at\": \"yesterday\"}]}",
        "{\"states\": [{\"at\": \"2026-01-31T10:00:00Z\", \"backend\": {\"bucket\": \"a\"}}]}"
      })
  void a_damaged_memory_is_named_with_the_way_out(String text) throws IOException {
    memory.note(DATA, S3, StoredState.parse(FakeTerraform.state("one", 7, 3)), NOW);
    Path file = folder.resolve("seen").resolve("coder.production.data.json");
    Files.writeString(file, text);

    assertThatThrownBy(memory::all)
        .isInstanceOf(UserError.class)
        .hasMessage(
            file
                + ": must say what was last seen of a state, and is damaged; delete it: the next"
                + " run sees that state as if for the first time");
  }
}
