package @package@;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.ConfigException;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.systems.CdktfApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a fixture, so that an edit of the environments fails no test. */
final class @Class@SystemTest {
  private static final Path FIXTURES = Path.of("src", "test", "resources", "fixtures");
  private static final EnvironmentId STAGING = new EnvironmentId("@name@", "staging");

  private final Environments files = new Environments(FIXTURES);

  @TempDir private Path folder;

  @Test
  void every_layer_is_synthesized() {
    CdktfApp.synth(List.of(files.read(STAGING, new @Class@System())), folder);

    assertThat(new @Class@System().layers())
        .allSatisfy(
            layer -> {
              String stack = STAGING.stack(layer).stackName();
              assertThat(folder.resolve("stacks").resolve(stack).resolve("cdk.tf.json"))
                  .content()
                  .contains("\"resource\"");
            });
  }

  @Test
  void zones_of_another_region_are_reported_by_file_and_line() throws IOException {
    String text = Files.readString(FIXTURES.resolve(STAGING + ".yaml"));
    String moved = text.replace("region: us-east-1", "region: us-west-2");

    assertThatThrownBy(() -> files.with(STAGING, moved).read(STAGING, new @Class@System()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("environments/@name@/staging.yaml:")
        .hasMessageContaining("zones");
  }
}
