package dev.terrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A deployed stack survives the end of the simulated AWS: after {@code local down} and {@code local
 * restore}, Terraform plans no change and S3 has the same objects. A damaged snapshot is refused,
 * and what runs goes on.
 */
final class LocalSnapshotsIT {
  private static final String TARGET = "alva/staging/network";

  @Test
  void a_restored_stack_has_no_changes_and_a_damaged_snapshot_changes_nothing() throws IOException {
    try (Launcher terrace = new Launcher()) {
      terrace.run("deploy", TARGET, "--local", "--yes").exits(0);
      var deployed = status(terrace).path("deployed");
      assertThat(deployed).isNotEmpty();
      var objects = objects(terrace);
      terrace.run("local", "snapshot", "kept").exits(0);
      Path estate = terrace.stateFolder().resolve("snapshots/kept/estate");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(estate)))
          .isEqualTo("rw-------");

      terrace.run("local", "down").exits(0);
      terrace.run("local", "restore", "kept").exits(0);

      assertThat(status(terrace).path("deployed")).isEqualTo(deployed);
      assertThat(objects(terrace)).isEqualTo(objects);
      terrace.run("plan", TARGET, "--local").exits(0);

      String endpoint = status(terrace).path("endpoint").asText();
      byte[] whole = Files.readAllBytes(estate);
      whole[whole.length - 9] ^= 1;
      Files.write(estate, whole);
      assertThat(terrace.run("local", "restore", "kept").exits(1).errors())
          .contains("the snapshot 'kept' is not restored", "is damaged");
      assertThat(status(terrace).path("endpoint").asText()).isEqualTo(endpoint);
      assertThat(objects(terrace)).isEqualTo(objects);
    }
  }

  private static JsonNode status(Launcher terrace) {
    return terrace.run("local", "status", "--json").exits(0).json();
  }

  private static Map<String, List<String>> objects(Launcher terrace) {
    LocalAws aws =
        new LocalAws(Path.of("").toAbsolutePath(), terrace.stateFolder(), System.getenv());
    return aws.objects(aws.running().orElseThrow());
  }
}
