package dev.terrace.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.terrace.actions.drift.AdoptDrift;
import dev.terrace.actions.drift.FindDrift;
import dev.terrace.actions.drift.ListUnmanaged;
import dev.terrace.check.ValueOrigin;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.drift.DriftReading;
import dev.terrace.drift.UnmanagedResource;
import dev.terrace.drift.World;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The documented schemas of {@code drift --json}. */
final class DriftSchemaTest {
  private static final Path SCHEMAS = Path.of("src/main/resources/dev/terrace/drift");
  private static final EnvironmentId STAGING = new EnvironmentId("alva", "staging");

  private static Schema schema(String name) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Json.read(SCHEMAS.resolve(name + ".schema.json")));
  }

  private static JsonNode document(Object document) {
    return Json.parse(Json.pretty(document));
  }

  /** Read from plans of real Terraform. */
  private static FindDrift.Result recorded() {
    List<FindDrift.StackDrift> stacks = new ArrayList<>();
    for (String layer : List.of("network", "data", "observability")) {
      JsonNode plan = Json.read(Path.of("src/test/resources/drift", layer + "-changed.json"));
      World world = new World();
      world.add(plan);
      DriftReading.Found found =
          new DriftReading(
                  Map.of(),
                  world,
                  (address, path) -> Optional.of(new ValueOrigin("environments/a.yaml", 3, path)))
              .read(plan);
      stacks.add(
          new FindDrift.StackDrift(
              new Stack(
                  STAGING.stack(layer),
                  StackFile.of(Json.object()),
                  Path.of("."),
                  "us-east-1",
                  new Backend.Local(),
                  List.of()),
              12,
              found.drifted(),
              found.ignored()));
    }
    return new FindDrift.Result(
        stacks, List.of(STAGING.stack("delivery")), List.of("alva/staging/platform: no access"));
  }

  @Test
  void recorded_drift_is_valid() {
    JsonNode document = document(DriftDocument.of(recorded()));

    assertThat(schema("drift").validate(document)).isEmpty();
    assertThat(document.at("/stacks/0/drifted")).isNotEmpty();
    assertThat(document.at("/stacks/0/ignored")).isNotEmpty();
    assertThat(document.at("/stacks/2/drifted/0/action").asText()).isEqualTo("deleted");
    assertThat(document.at("/stacks/0/drifted/0/attributes/0/origin/line").asInt()).isEqualTo(3);
  }

  @Test
  void the_schema_refuses_another_version_and_members_that_it_does_not_describe() {
    ObjectNode document = (ObjectNode) document(DriftDocument.of(recorded()));
    assertThat(schema("drift").validate(document.deepCopy().put("schemaVersion", 2))).isNotEmpty();
    assertThat(schema("drift").validate(document.deepCopy().put("other", 1))).isNotEmpty();
    ((ObjectNode) document.at("/stacks/0/drifted/0")).remove("attributes");
    assertThat(schema("drift").validate(document)).isNotEmpty();
  }

  @Test
  void resources_in_no_state_are_valid() {
    JsonNode document =
        document(
            DriftDocument.of(
                new ListUnmanaged.Result(
                    Map.of(
                        STAGING,
                        List.of(
                            new UnmanagedResource("arn:aws:s3:::a", "tags", ""),
                            new UnmanagedResource("arn:aws:s3:::b", "name", "the states"))))));

    assertThat(schema("drift-unmanaged").validate(document)).isEmpty();
  }

  @Test
  void an_adopted_value_is_valid() {
    JsonNode document =
        document(
            DriftDocument.of(
                new AdoptDrift.Result(
                    "environments/alva/staging.yaml:33",
                    "database.backupDays",
                    "7",
                    "14",
                    List.of("alva/staging/data database/instance backup_retention_period"),
                    List.of())));

    assertThat(schema("drift-adopt").validate(document)).isEmpty();
  }
}
