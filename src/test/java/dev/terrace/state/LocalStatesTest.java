package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStatesTest {
  private static final StackId NETWORK = new EnvironmentId("coder", "production").stack("network");
  private static final StackId DATA = new EnvironmentId("coder", "production").stack("data");
  private static final String EMPTY =
      "{\"version\": 4, \"serial\": 3, \"lineage\": \"3f8a\", \"outputs\": {}, \"resources\": []}";
  private static final String FULL =
      EMPTY.replace(
          "[]",
          "[{\"mode\": \"managed\", \"type\": \"aws_vpc\", \"name\": \"vpc\","
              + " \"instances\": [{\"attributes\": {}}]}]");

  @TempDir private Path folder;

  @Test
  void states_that_are_not_empty_are_found() throws IOException {
    Files.writeString(folder.resolve("coder-production-network.tfstate"), FULL);
    Files.writeString(folder.resolve("coder-production-data.tfstate"), EMPTY);
    assertThat(new LocalStates(folder).find(List.of(NETWORK, DATA)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.stack()).isEqualTo(NETWORK);
              assertThat(found.state().serial()).isEqualTo(3);
            });
    assertThat(new LocalStates(folder.resolve("nowhere")).find(List.of(NETWORK))).isEmpty();
  }

  @Test
  void a_truncated_file_is_refused_with_the_path_of_its_backup() throws IOException {
    Path file = folder.resolve("coder-production-network.tfstate");
    Files.writeString(file, FULL.substring(0, 80));
    assertThatThrownBy(() -> new LocalStates(folder).find(List.of(NETWORK)))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "coder/production/network: "
                + file
                + " is not a complete state; Terraform keeps the previous one in"
                + " coder-production-network.tfstate.backup");
  }

  @Test
  void a_locked_file_is_refused() throws IOException {
    Files.writeString(folder.resolve("coder-production-network.tfstate"), FULL);
    Files.writeString(
        folder.resolve(".coder-production-network.tfstate.lock.info"),
        "{\"ID\":\"1-2-3\",\"Operation\":\"OperationTypeApply\",\"Who\":\"ann@laptop\","
            + "\"Created\":\"2026-01-31T10:00:00.123456Z\"}");
    assertThatThrownBy(() -> new LocalStates(folder).find(List.of(NETWORK)))
        .isInstanceOf(LockedException.class)
        .hasMessage(
            "coder/production/network: its state is locked by ann@laptop since"
                + " 2026-01-31 10:00:00 UTC (apply)");
  }
}
