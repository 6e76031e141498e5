package dev.terrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.check.ValueOrigin;
import dev.terrace.config.EnvironmentId;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rows of a plan: their order, their keys, and what they never show. */
final class PlanRowsTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "production");

  @Test
  void the_riskiest_come_first() {
    List<PlanRow> rows =
        rows(
            """
            {"resource_changes": [
              {"address": "aws_sqs_queue.new", "mode": "managed", "type": "aws_sqs_queue",
               "change": {"actions": ["create"], "before": null, "after": {"name": "n", "policy": null}}},
              {"address": "aws_db_instance.d", "mode": "managed", "type": "aws_db_instance",
               "change": {"actions": ["update"], "before": {"port": 1}, "after": {"port": 2}}},
              {"address": "aws_lb.l", "mode": "managed", "type": "aws_lb",
               "change": {"actions": ["delete", "create"], "before": {"name": "a"},
                          "after": {"name": "b"}, "replace_paths": [["name"]]}},
              {"address": "aws_s3_bucket.b", "mode": "managed", "type": "aws_s3_bucket",
               "change": {"actions": ["delete"], "before": {"bucket": "b"}, "after": null},
               "action_reason": "delete_because_no_resource_config"},
              {"address": "aws_ecs_task_definition.t", "mode": "managed",
               "type": "aws_ecs_task_definition",
               "change": {"actions": ["delete", "create"], "before": {"cpu": "1"},
                          "after": {"cpu": "2"}, "replace_paths": [["cpu"]]}}]}\
            """);

    assertThat(rows.stream().map(row -> row.address() + " " + row.risk().word()))
        .containsExactly(
            "aws_s3_bucket.b data",
            "aws_lb.l replacement",
            "aws_db_instance.d interruption",
            "aws_sqs_queue.new other",
            "aws_ecs_task_definition.t other");
    assertThat(rows.get(0).notes()).containsExactly("no longer in the code");
    assertThat(rows.get(1).notes()).containsExactly("because of name");
    assertThat(rows.get(2).notes())
        .containsExactly(
            "port reboots the database"
                + " (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html)");
    assertThat(rows.get(4).notes()).containsExactly("because of cpu", "a new revision");
  }

  @Test
  void a_protection_that_ends_is_a_risk_of_its_own() {
    PlanRow row =
        rows("""
                {"resource_changes": [
                  {"address": "aws_db_instance.d", "mode": "managed", "type": "aws_db_instance",
                   "change": {"actions": ["update"],
                     "before": {"port": 1, "deletion_protection": true},
                     "after": {"port": 2, "deletion_protection": false}}}]}\
                """)
            .get(0);

    assertThat(row.risk()).isEqualTo(Risk.PROTECTION);
    assertThat(row.notes())
        .containsExactly(
            "would lose its protection: deletion_protection true → false; it holds rows of a"
                + " database");
  }

  @Test
  void variables_of_a_build_are_named_and_masked() {
    String change =
        """
        {"resource_changes": [
          {"address": "aws_codebuild_project.p", "mode": "managed", "type": "aws_codebuild_project",
           "change": {"actions": ["delete", "create"], "replace_paths":
               [["environment", 0, "environment_variable", 1, "value"]],
             "before": {"environment": [{"environment_variable": [
               {"name": "GITHUB_TOKEN", "value": "correct-horse"}, {"name": "LEVEL", "value": "1"}]}]},
             "after": {"environment": [{"environment_variable": [
               {"name": "ADDED", "value": "x"}, {"name": "LEVEL", "value": "2"},
               {"name": "GITHUB_TOKEN", "value": "battery-staple"}]}]}}}]}\
        """;

    PlanRow row = rows(change).get(0);

    assertThat(row.toString()).doesNotContain("horse").doesNotContain("staple");
    assertThat(row.forcedBy()).containsExactly("environment[0].environment_variable[LEVEL].value");
    assertThat(
            row.attributes().stream()
                .map(each -> each.path() + ": " + each.before() + " → " + each.after()))
        .containsExactly(
            "environment[0].environment_variable[GITHUB_TOKEN].value: (sensitive) → (sensitive)",
            "environment[0].environment_variable[LEVEL].value: \"1\" → \"2\"",
            "environment[0].environment_variable[ADDED]: (none) →"
                + " {\"name\":\"ADDED\",\"value\":\"x\"}");
    assertThat(row.attributes().stream().map(RowAttribute::forcesReplacement))
        .containsExactly(false, true, false);
  }

  @Test
  void a_key_inside_a_script_is_masked() {
    List<PlanRow> rows =
        rows(
            """
            {"resource_changes": [
              {"address": "aws_launch_template.t", "mode": "managed", "type": "aws_launch_template",
               "change": {"actions": ["update"],
                 "before": {"user_data": "#!/bin/sh\\nexport DB=postgres://u:hunter2@db/x"},
                 "after": {"user_data": "#!/bin/sh\\nexport DB=postgres://u:hunter3@db/x"}}}]}\
            """);

    assertThat(rows.toString()).doesNotContain("hunter");
  }

  @Test
  void backups_that_go_on_interrupt_and_longer_ones_do_not() {
    String change =
        """
        {"resource_changes": [
          {"address": "aws_db_instance.d", "mode": "managed", "type": "aws_db_instance",
           "change": {"actions": ["update"], "before": {"backup_retention_period": %d},
                      "after": {"backup_retention_period": 7}}}]}\
        """;

    assertThat(rows(change.formatted(0)).get(0).risk()).isEqualTo(Risk.INTERRUPTION);
    assertThat(rows(change.formatted(1)).get(0).risk()).isEqualTo(Risk.OTHER);
  }

  @Test
  void a_recorded_change_names_the_keys_that_decide_it() {
    PlanReport report = RecordedPlan.report();
    List<PlanRow> all = report.stacks().stream().flatMap(each -> each.rows().stream()).toList();

    assertThat(origin(all, "database/instance", "instance_class"))
        .contains(new ValueOrigin("environments/alva/staging.yaml", 27, "database.instanceClass"));
    assertThat(origin(all, "web/task/task-definition", "memory"))
        .contains(new ValueOrigin("environments/alva/staging.yaml", 51, "services.web.memoryMiB"));
    assertThat(all.stream().filter(row -> row.path().orElse("").startsWith("search")))
        .hasSize(13)
        .allSatisfy(
            row -> assertThat(row.origin().orElseThrow().key()).isEqualTo("services.search"));
  }

  private static Optional<ValueOrigin> origin(List<PlanRow> rows, String path, String attribute) {
    return rows.stream()
        .filter(row -> row.path().equals(Optional.of(path)))
        .flatMap(row -> row.attributes().stream())
        .filter(each -> each.path().equals(attribute))
        .findFirst()
        .orElseThrow()
        .origin();
  }

  @Test
  void secrets_that_the_provider_does_not_mark_are_masked() {
    String containers =
        Json.quoted(
            """
            [{"name": "web", "environment": [{"name": "DB_PASSWORD", "value": "%s"},
                                             {"name": "PORT", "value": "80"}]}]\
            """);
    List<PlanRow> rows =
        rows(
            """
            {"resource_changes": [
              {"address": "aws_ecs_task_definition.t", "mode": "managed",
               "type": "aws_ecs_task_definition",
               "change": {"actions": ["update"],
                 "before": {"container_definitions": %s, "url": "postgres://u:hunter2@db/x"},
                 "after": {"container_definitions": %s, "url": "postgres://u:hunter3@db/x",
                           "master": {"password": "hunter4", "password_length": 20}}}}]}\
            """
                .formatted(containers.formatted("hunter5"), containers.formatted("hunter6")));

    assertThat(rows.toString()).doesNotContain("hunter").contains("DB_PASSWORD");
    assertThat(rows.get(0).differences().stream().map(RowAttribute::path))
        .contains("container_definitions[web].environment[DB_PASSWORD].value", "url");
  }

  @Test
  void every_line_of_the_interruptions_has_a_source() {
    assertThat(Interruptions.sources())
        .hasSizeGreaterThan(15)
        .allSatisfy(source -> assertThat(source).startsWith("https://"));
  }

  private static List<PlanRow> rows(String plan) {
    return new Reports(Map.of(), Map.of())
        .of(
            List.of(
                new PlannedStack(
                    SHOP.stack("data"),
                    StackFile.of(Json.object()),
                    Plan.of(Json.parse(plan)),
                    List.of(),
                    1)),
            List.of(),
            1)
        .stacks()
        .get(0)
        .rows();
  }
}
