package dev.terrace.actions.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.support.Prepared;
import dev.terrace.terraform.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Drift of a deployed environment: none of a fresh one, and exactly what somebody changes behind
 * Terraform's back. No other test refreshes a state with the real provider.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DriftIT {
  private static final String DATA = "alva/staging/data";
  private static final String PARAMETERS = "alva-staging-postgres16";

  private Launcher terrace;
  private Aws aws;

  @BeforeAll
  void begin_with_a_deployed_environment() {
    terrace = Prepared.fork("alva/staging");
    aws = new Aws(terrace, "us-east-1");
  }

  @AfterAll
  void stop() {
    terrace.close();
  }

  @Test
  @Order(1)
  void a_fresh_environment_has_no_drift() {
    Launcher.Result none = terrace.run("drift", "alva/staging", "--local").exits(0);

    assertThat(none.lines())
        .filteredOn(line -> line.startsWith("alva/"))
        .hasSize(5)
        .allMatch(line -> line.contains(": no drift in "));
    assertThat(none.output()).endsWith("No drift.\n");
  }

  @Test
  @Order(2)
  void exactly_what_was_changed_is_reported() {
    String group =
        aws.json("ec2 describe-security-groups --filters Name=group-name,Values=alva-staging-rds*")
            .at("/SecurityGroups/0/GroupId")
            .asText();
    aws.call(
        "ec2",
        "authorize-security-group-ingress",
        "--group-id",
        group,
        "--protocol",
        "tcp",
        "--port",
        "5432",
        "--cidr",
        "203.0.113.7/32");
    aws.call("ec2", "create-tags", "--resources", group, "--tags", "Key=Owner,Value=somebody");
    aws.call(
        "rds",
        "modify-db-parameter-group",
        "--db-parameter-group-name",
        PARAMETERS,
        "--parameters",
        "ParameterName=log_min_duration_statement,ParameterValue=17,ApplyMethod=immediate");
    aws.call("cloudwatch", "delete-alarms", "--alarm-names", "alva-staging-rds-connections-high");

    Launcher.Result drift = terrace.run("drift", "alva/staging", "--local", "--json").exits(4);

    assertThat(schema().validate(drift.json())).isEmpty();
    assertThat(changes(drift.json()))
        .containsExactly(
            "changed rds/group ingress: (none) → tcp 5432 with 203.0.113.7/32",
            "changed rds/group tags.Owner: (none) → \"somebody\"",
            "changed database/parameter-group parameter[log_min_duration_statement]: (none) →"
                + " {\"apply_method\":\"immediate\",\"name\":\"log_min_duration_statement\","
                + "\"value\":\"17\"}",
            "deleted alarms/rds-connections-high");
  }

  @Test
  @Order(3)
  void a_deploy_restores_what_the_code_describes() {
    terrace.run("deploy", DATA, "--local", "--yes").exits(0);

    assertThat(terrace.run("drift", DATA, "--local").exits(0).output()).endsWith("No drift.\n");
  }

  private static Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Json.read(Path.of("src/main/resources/dev/terrace/drift/drift.schema.json")));
  }

  private static List<String> changes(JsonNode document) {
    List<String> changes = new ArrayList<>();
    for (JsonNode stack : document.path("stacks")) {
      for (JsonNode resource : stack.path("drifted")) {
        String head = resource.path("action").asText() + " " + resource.path("path").asText();
        if (resource.path("attributes").isEmpty()) {
          changes.add(head);
        }
        resource
            .path("attributes")
            .forEach(
                each ->
                    changes.add(
                        head
                            + " "
                            + each.path("path").asText()
                            + ": "
                            + each.path("state").asText()
                            + " → "
                            + each.path("aws").asText()));
      }
    }
    return changes;
  }
}
