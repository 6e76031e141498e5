package dev.terrace.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.terrace.report.RecordedPlan;
import dev.terrace.terraform.Json;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The documented schema of {@code plan --json}. */
final class PlanSchemaTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Json.read(Path.of("src/main/resources/dev/terrace/report/plan.schema.json")));

  @Test
  void a_recorded_plan_is_valid() {
    String document = Json.pretty(PlanDocument.of(RecordedPlan.report(), Optional.empty()));

    assertThat(SCHEMA.validate(Json.parse(document))).isEmpty();
  }

  @Test
  void the_committed_documents_are_valid() {
    assertThat(SCHEMA.validate(Json.read(Path.of("src/test/resources/documents/plan.json"))))
        .isEmpty();
    assertThat(
            SCHEMA.validate(Json.read(Path.of("src/test/resources/documents/stopped-plan.json"))))
        .isEmpty();
  }

  @Test
  void the_schema_refuses_an_unknown_risk() {
    String document =
        Json.pretty(PlanDocument.of(RecordedPlan.report(), Optional.empty()))
            .replace("\"risk\" : \"interruption\"", "\"risk\" : \"none\"");

    assertThat(SCHEMA.validate(Json.parse(document))).isNotEmpty();
  }
}
