package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.state.StateMemory.Seen;
import dev.terrace.support.FakeTerraform;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StateChangeTest {
  private static final Seen SEEN = new Seen("one", 7, 33, Instant.EPOCH);
  private static final Seen DESTROYED = new Seen("one", 8, 0, Instant.EPOCH);

  @Test
  void the_same_state_and_newer_ones_are_as_expected() {
    assertThat(of(SEEN, state("one", 7, 33))).isEqualTo(StateChange.NONE);
    assertThat(of(SEEN, state("one", 9, 40))).isEqualTo(StateChange.NONE);
    assertThat(StateChange.between(Optional.empty(), state("two", 1, 3)))
        .isEqualTo(StateChange.NONE);
    assertThat(StateChange.between(Optional.empty(), Optional.empty())).isEqualTo(StateChange.NONE);
  }

  @Test
  void a_state_that_was_destroyed_elsewhere_is_as_expected() {
    assertThat(of(SEEN, state("one", 9, 0))).isEqualTo(StateChange.NONE);
    assertThat(of(DESTROYED, Optional.empty())).isEqualTo(StateChange.NONE);
    assertThat(of(DESTROYED, state("two", 1, 33))).isEqualTo(StateChange.NONE);
  }

  @Test
  void a_state_that_is_gone_or_empty_has_vanished() {
    assertThat(of(SEEN, Optional.empty())).isEqualTo(StateChange.VANISHED);
    assertThat(of(SEEN, state("one", 7, 0))).isEqualTo(StateChange.VANISHED);
    assertThat(of(SEEN, state("one", 3, 0))).isEqualTo(StateChange.VANISHED);
    assertThat(of(SEEN, state("two", 99, 0))).isEqualTo(StateChange.VANISHED);
  }

  @Test
  void another_lineage_and_a_lower_serial_are_told_apart() {
    assertThat(of(SEEN, state("two", 9, 33))).isEqualTo(StateChange.REPLACED);
    assertThat(of(SEEN, state("one", 6, 33))).isEqualTo(StateChange.WENT_BACK);
    assertThat(of(DESTROYED, state("one", 7, 33))).isEqualTo(StateChange.WENT_BACK);
  }

  private static StateChange of(Seen before, Optional<StoredState> now) {
    return StateChange.between(Optional.of(before), now);
  }

  private static Optional<StoredState> state(String lineage, long serial, int resources) {
    return StoredState.parse(FakeTerraform.state(lineage, serial, resources));
  }
}
