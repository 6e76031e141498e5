package dev.terrace.actions.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.terrace.drift.DriftedResource;
import dev.terrace.drift.DriftedValue;
import dev.terrace.error.UserError;
import dev.terrace.project.Project;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.support.ChangedEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database of alva/staging that somebody has changed. */
final class AdoptDriftTest {
  private static final String DATABASE = "aws_db_instance.database_instance_D7FC2283";

  private Path file;
  private String before;
  private Project project;
  private Synthesis synthesis;

  @BeforeEach
  void synthesize() throws IOException {
    Path environments = ChangedEnvironment.of("alva", "staging", text -> text + "# a copy\n");
    file = environments.resolve("alva/staging.yaml");
    before = Files.readString(file);
    Path home = Files.createTempDirectory("home");
    project = new Project(home, home.resolve("state"), environments, Map.of());
    synthesis =
        Synthesis.make(project, line -> {}, List.of("alva/staging"), Synthesis::temporaryFolder);
  }

  @Test
  void the_key_gets_what_aws_has_and_nothing_else_changes() throws IOException {
    AdoptDrift.Result adopted = adopt("database.backupDays", number("backup_retention_period", 14));

    assertThat(adopted.before()).isEqualTo("7");
    assertThat(adopted.after()).isEqualTo("14");
    assertThat(adopted.file()).matches("environments/alva/staging.yaml:\\d+");
    assertThat(adopted.adopted())
        .containsExactly(
            "alva/staging/data database/instance (" + DATABASE + ") backup_retention_period");
    assertThat(adopted.others()).isEmpty();
    assertThat(Files.readString(file))
        .isEqualTo(before.replace("backupDays: 7\n", "backupDays: 14\n"));
  }

  @Test
  void other_resources_that_the_key_changes_are_named() {
    AdoptDrift.Result adopted =
        adopt("database.instanceClass", text("instance_class", "db.t3.small"));

    assertThat(adopted.adopted()).hasSize(1);
    assertThat(adopted.others()).allMatch(each -> each.startsWith("alva/staging/"));
  }

  @Test
  void a_key_that_decides_nothing_that_drifted_is_refused() {
    refuses(
        "redis.snapshotDays",
        "refused, no file was changed: redis.snapshotDays decides none of the values that drifted",
        number("backup_retention_period", 14));
  }

  @Test
  void a_value_that_the_configuration_does_not_take_is_refused_with_its_problem() {
    refuses("database.backupDays", "with 99: ", number("backup_retention_period", 99));
  }

  @Test
  void several_values_for_one_key_are_refused() {
    refuses(
        "database.backupDays",
        "AWS has several values for what database.backupDays decides: 14, 21",
        number("backup_retention_period", 14),
        number("backup_retention_period", 21));
  }

  @Test
  void what_is_no_key_with_one_value_is_wrong_usage() {
    assertThatThrownBy(() -> adopt("database", number("backup_retention_period", 14)))
        .isInstanceOf(UserError.class)
        .hasMessage("environments/alva/staging.yaml: 'database' is not a key with a single value");
  }

  private void refuses(String key, String message, DriftedValue... values) {
    assertThatThrownBy(() -> adopt(key, values))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.kind()).isEqualTo(UserError.Kind.REFUSED))
        .hasMessageContaining(message);
    assertThat(file).hasContent(before);
  }

  private AdoptDrift.Result adopt(String key, DriftedValue... values) {
    Stack stack =
        synthesis.stacks().stream()
            .filter(each -> each.id().layer().equals("data"))
            .findFirst()
            .orElseThrow();
    List<FindDrift.StackDrift> drifts = new ArrayList<>();
    DriftedResource resource =
        new DriftedResource(DATABASE, "aws_db_instance", false, List.of(values));
    drifts.add(new FindDrift.StackDrift(stack, 1, List.of(resource), List.of()));
    FindDrift.Result drift = new FindDrift.Result(drifts, List.of(), List.of());
    return new AdoptDrift(project).run(new AdoptDrift.Request(synthesis, drift, key));
  }

  private static DriftedValue number(String path, int found) {
    return new DriftedValue(
        path, "7", "" + found, JsonNodeFactory.instance.numberNode(found), Optional.empty());
  }

  private static DriftedValue text(String path, String found) {
    return new DriftedValue(
        path, "\"x\"", found, JsonNodeFactory.instance.textNode(found), Optional.empty());
  }
}
