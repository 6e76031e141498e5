package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.support.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks of an earlier command are taken only if nothing changes while this one reads. */
final class IncrementalAppTest {
  private static final String NETWORK = "stacks/alva-staging-network/cdk.tf.json";
  private static final String EARLIER = "those of an earlier command";

  @TempDir private Path folder;
  private Path kept;
  private Path output;
  private SynthesisInputs inputs;
  private List<Environment<?>> environments;

  @BeforeEach
  void make_a_project() throws IOException {
    kept = folder.resolve("state/syntheses");
    output = Files.createDirectory(folder.resolve("output"));
    Files.createDirectory(folder.resolve("project"));
    write("project/terrace.jar", "");
    write("project/policy.json", "first");
    inputs =
        new SynthesisInputs(
            folder.resolve("project/terrace.jar").toString(),
            folder.resolve("project"),
            folder.resolve("project/environments"),
            folder.resolve("state"),
            Map.of(),
            List.of("alva/staging"));
    environments =
        List.of(
            new Environments(Fixtures.ENVIRONMENTS)
                .read(new EnvironmentId("alva", "staging"), Systems.named("alva")));
  }

  @Test
  void the_stacks_of_an_earlier_command_are_taken() throws IOException {
    keepEarlier();
    IncrementalApp app = IncrementalApp.start(inputs, kept);
    app.await();
    app.synth(environments, output);
    assertThat(output.resolve(NETWORK)).hasContent(EARLIER);
  }

  @Test
  void a_file_that_changes_while_the_configuration_is_read_is_seen() throws IOException {
    keepEarlier();
    IncrementalApp app = IncrementalApp.start(inputs, kept);
    write("project/policy.json", "second");
    app.await();
    app.synth(environments, output);
    assertThat(output.resolve(NETWORK)).content().contains("aws_vpc").doesNotContain(EARLIER);
  }

  @Test
  void what_changes_during_the_synthesis_is_not_kept() throws IOException {
    IncrementalApp app = IncrementalApp.start(inputs, kept);
    app.await();
    write("project/policy.json", "second");
    app.synth(environments, output);
    assertThat(output.resolve(NETWORK)).content().contains("aws_vpc");
    assertThat(kept).doesNotExist();
  }

  private void keepEarlier() throws IOException {
    Path earlier = folder.resolve("earlier");
    write("earlier/manifest.json", "{}");
    Files.createDirectories(earlier.resolve(NETWORK).getParent());
    write("earlier/" + NETWORK, EARLIER);
    new KeptStacks(kept)
        .keep(inputs.digest().orElseThrow(), environments, Set.of("alva-staging-network"), earlier);
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
