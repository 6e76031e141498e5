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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of earlier syntheses, in place of those that the kernel would write. */
final class KeptStacksTest {
  private static final Set<String> STACKS = Set.of("alva-staging-network", "alva-staging-data");

  @TempDir private Path folder;
  private Path written;
  private Path other;
  private KeptStacks kept;
  private List<Environment<?>> environments;

  @BeforeEach
  void write_stacks() throws IOException {
    kept = new KeptStacks(folder.resolve("kept"));
    other = Files.createDirectory(folder.resolve("other"));
    written = folder.resolve("written");
    write("manifest.json", "manifest");
    write("stacks/alva-staging-network/cdk.tf.json", "network");
    write("stacks/alva-staging-network/.terraform/provider", "Terraform's");
    write("stacks/alva-staging-data/cdk.tf.json", "data");
    write("stacks/alva-production-data/cdk.tf.json", "stale");
    environments = List.of(environment("staging"));
  }

  @Test
  void what_a_synthesis_wrote_is_copied_and_nothing_else() throws IOException {
    assertThat(kept.has("digest")).isFalse();
    kept.keep("digest", environments, STACKS, written);
    assertThat(kept.has("digest")).isTrue();
    assertThat(kept.has("another")).isFalse();
    Files.createDirectories(other.resolve("stacks/alva-staging-data"));
    Files.writeString(other.resolve("stacks/alva-staging-data/cdk.tf.json"), "older");

    assertThat(kept.copy("digest", environments, other)).isTrue();

    try (Stream<Path> files = Files.walk(other)) {
      assertThat(files.filter(Files::isRegularFile).map(each -> other.relativize(each).toString()))
          .containsExactlyInAnyOrder(
              "manifest.json",
              "stacks/alva-staging-network/cdk.tf.json",
              "stacks/alva-staging-data/cdk.tf.json");
    }
    assertThat(other.resolve("stacks/alva-staging-data/cdk.tf.json")).hasContent("data");
  }

  @Test
  void a_file_that_was_cut_off_or_added_is_not_used() throws IOException {
    for (String file : List.of("stacks/alva-staging-data/cdk.tf.json", "more", "manifest.json")) {
      kept.keep("digest", environments, STACKS, written);
      Files.writeString(folder.resolve("kept/digest/files").resolve(file), "");
      assertThat(kept.copy("digest", environments, other)).as(file).isFalse();
      assertThat(kept.has("digest")).isFalse();
    }
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void stacks_with_assets_are_not_kept_since_those_may_come_from_anywhere() throws IOException {
    write("stacks/alva-staging-data/assets/code/index.js", "asset");
    kept.keep("digest", environments, STACKS, written);
    assertThat(kept.has("digest")).isFalse();
  }

  @Test
  void stacks_of_other_environments_are_not_used() {
    kept.keep("digest", environments, STACKS, written);
    assertThat(kept.copy("digest", List.of(), other)).isFalse();
    kept.keep("digest", environments, STACKS, written);
    assertThat(kept.copy("digest", List.of(environment("production")), other)).isFalse();
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void twenty_are_kept_those_that_were_used_last() throws IOException {
    for (int i = 0; i < 25; i++) {
      kept.keep("digest-" + i, environments, STACKS, written);
      assertThat(kept.copy("digest-0", environments, other)).isTrue();
    }
    assertThat(kept.has("digest-0")).isTrue();
    assertThat(kept.has("digest-5")).isFalse();
    assertThat(kept.has("digest-24")).isTrue();
    try (Stream<Path> all = Files.list(folder.resolve("kept"))) {
      assertThat(all).hasSize(20);
    }
  }

  @Test
  void where_nothing_can_be_kept_nothing_is_left() throws IOException {
    kept.keep("digest", environments, Set.of("never-written"), written);
    assertThat(kept.has("digest")).isFalse();
    assertThat(folder.resolve("kept")).isEmptyDirectory();
    Path file = Files.writeString(folder.resolve("file"), "");
    new KeptStacks(file).keep("digest", environments, STACKS, written);
    assertThat(file).isRegularFile();
  }

  private static Environment<?> environment(String name) {
    return new Environments(Fixtures.ENVIRONMENTS)
        .read(new EnvironmentId("alva", name), Systems.named("alva"));
  }

  private void write(String file, String text) throws IOException {
    Path path = written.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
