package dev.terrace.actions.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.state.StateMemory;
import dev.terrace.state.StoredState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FindDriftTest {
  private static final StackId STACK = new EnvironmentId("shop", "production").stack("data");
  private static final Backend BACKEND = new Backend.Local();
  private static final Instant AT = Instant.parse("2026-11-27T08:00:00Z");

  @TempDir private Path folder;

  @Test
  void a_state_that_has_vanished_is_not_a_stack_that_was_never_deployed() {
    StateMemory memory = new StateMemory(folder);
    assertThat(FindDrift.lost(STACK, BACKEND, memory)).isEmpty();

    memory.note(
        STACK,
        BACKEND,
        StoredState.parse(
            """
            {"version": 4, "terraform_version": "1.11.4", "serial": 3, "lineage": "a", "outputs": {},
             "resources": [{"mode": "managed", "type": "aws_vpc", "name": "v",
               "provider": "provider[\\"registry.terraform.io/hashicorp/aws\\"]",
               "instances": [{"schema_version": 1, "attributes": {"id": "vpc-1"}}]}]}
            """),
        AT);
    assertThat(FindDrift.lost(STACK, BACKEND, memory))
        .contains(
            "shop/production/data: its state is gone; it had 1 resources when this machine last saw"
                + " it, at 2026-11-27T08:00:00Z");

    memory.note(STACK, BACKEND, Optional.empty(), AT);
    assertThat(FindDrift.lost(STACK, BACKEND, memory)).isEmpty();
  }
}
