package dev.terrace.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.systems.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaFilesTest {
  private static final Path COMMITTED = Path.of("environments", "schema");

  @TempDir private Path folder;

  private Path committed() {
    return folder.resolve("committed");
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  @Test
  void the_committed_schemas_are_those_of_the_records() throws IOException {
    SchemaFiles.write(Systems.all(), COMMITTED, classes(), true);
    for (var system : Systems.all()) {
      String name = system.name() + ".schema.json";
      assertThat(classes().resolve(name)).hasSameBinaryContentAs(COMMITTED.resolve(name));
    }
  }

  @Test
  void stale_and_missing_schemas_are_rewritten_on_a_developers_machine() throws IOException {
    Files.createDirectories(committed());
    Files.writeString(committed().resolve("coder.schema.json"), "{}\n");
    SchemaFiles.write(Systems.all(), committed(), classes(), false);
    for (var system : Systems.all()) {
      String name = system.name() + ".schema.json";
      assertThat(committed().resolve(name)).hasSameBinaryContentAs(COMMITTED.resolve(name));
      assertThat(classes().resolve(name)).hasSameBinaryContentAs(COMMITTED.resolve(name));
    }
    try (var files = Files.list(committed())) {
      assertThat(files).hasSize(Systems.all().size() + 2); // waivers and moves
    }
  }

  @Test
  void a_schema_that_has_not_changed_is_not_touched() throws IOException {
    SchemaFiles.write(Systems.all(), committed(), classes(), false);
    Path schema = committed().resolve("alva.schema.json");
    FileTime longAgo = FileTime.fromMillis(0);
    Files.setLastModifiedTime(schema, longAgo);
    SchemaFiles.write(Systems.all(), committed(), classes(), false);
    assertThat(Files.getLastModifiedTime(schema)).isEqualTo(longAgo);
  }

  @Test
  void stale_schemas_fail_a_ci_build_and_stay_as_they_are() throws IOException {
    SchemaFiles.write(Systems.all(), committed(), classes(), false);
    Path stale = committed().resolve("orcha.schema.json");
    Files.writeString(stale, "{}\n");
    Files.delete(committed().resolve("alva.schema.json"));
    assertThatThrownBy(() -> SchemaFiles.write(Systems.all(), committed(), classes(), true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The configuration records have changed, but not the schemas generated from them:"
                + " environments/schema/orcha.schema.json, environments/schema/alva.schema.json."
                + " Build once on your machine (./terrace --version) and commit them.");
    assertThat(stale).hasContent("{}\n");
  }
}
