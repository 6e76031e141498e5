package dev.terrace.actions.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.adopt.state.AdoptionGate;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.guard.PlanGuard;
import dev.terrace.guard.Refusal;
import dev.terrace.project.Project;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.scan.PlanScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GuardedGateTest {
  private static final Stack STACK =
      new Stack(
          new EnvironmentId("shop", "production").stack("data"),
          StackFile.of(Json.object()),
          Path.of("."),
          "eu-west-1",
          new Backend.Local(),
          List.of());

  /** Everything is accepted that a person can accept. */
  private static AdoptionGate gate(JsonNode plan) {
    StackGuard guard = StackGuard.of(Project.of(Path.of("none"), Map.of()), false);
    return GuardedGate.of(
        AdoptionGate.of(plan, Set.of(), List.of("*"), Set.of()), STACK, plan, guard);
  }

  static List<Path> recordedPlans() {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/guard"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("recordedPlans")
  void what_the_guard_refuses_closes_the_gate(Path file) {
    JsonNode plan = Json.read(file);
    List<String> blocked = gate(plan).blocked();

    for (Refusal each : PlanGuard.refusals(PlanScan.of(plan))) {
      assertThat(blocked).anyMatch(line -> line.startsWith(each.address() + " "));
    }
  }

  @Test
  void a_protection_cannot_be_given_up_by_accepting_the_change() {
    JsonNode plan =
        Json.parse(
            """
            {"format_version": "1.2", "planned_values": {}, "resource_changes": [
              {"address": "aws_db_instance.main", "mode": "managed", "type": "aws_db_instance",
               "change": {"actions": ["update"], "before": {"deletion_protection": true},
                 "after": {"deletion_protection": false}, "after_unknown": {}}}]}""");

    AdoptionGate gate = gate(plan);

    assertThat(gate.isOpen()).isFalse();
    assertThat(gate.blocked())
        .containsExactly(
            "aws_db_instance.main would lose its protection: deletion_protection true → false; it"
                + " holds rows of a database; only a waiver for guard-unprotect in"
                + " environments/shop/waivers.yaml accepts it");
  }

  @Test
  void what_the_gate_blocks_is_said_once() {
    JsonNode plan =
        Json.parse(
            """
            {"format_version": "1.2", "planned_values": {}, "resource_changes": [
              {"address": "aws_s3_bucket.b", "mode": "managed", "type": "aws_s3_bucket",
               "change": {"actions": ["delete"], "before": {"bucket": "b"}, "after": null,
                 "after_unknown": {}}}]}""");

    assertThat(gate(plan).blocked()).containsExactly("aws_s3_bucket.b would be destroyed");
  }
}
