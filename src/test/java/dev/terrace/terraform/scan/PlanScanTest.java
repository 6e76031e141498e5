package dev.terrace.terraform.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanScanTest {
  private static final String PLAN =
      """
      {"format_version": "1.2", "terraform_version": "1.11.4", "complete": true, "errored": false,
       "variables": {"password": {"value": "hidden"}},
       "planned_values": {"root_module": {"resources": [
         {"mode": "managed", "values": {"mode": "managed", "x": [1, {"y": 2}]}}]}},
       "resource_changes": [
         {"address": "aws_s3_bucket.same", "mode": "managed", "type": "aws_s3_bucket",
          "change": {"actions": ["no-op"], "before": {"bucket": "b"}, "after": {"bucket": "b"}}},
         {"address": "module.a.aws_db_instance.b[0]", "module_address": "module.a", "mode": "managed",
          "type": "aws_db_instance", "name": "b", "index": 0, "provider_name": "x", "deposed": "00ff",
          "previous_address": "aws_db_instance.a", "action_reason": "replace_because_cannot_update",
          "change": {"before_sensitive": {}, "after_sensitive": {}, "actions": ["create", "delete"],
            "before": {"identifier": "main", "password": "hidden", "tags": {"engine": "no"},
              "deletion_protection": true, "backup_retention_period": 7},
            "after": {"identifier": "other", "engine": null, "deletion_protection": false},
            "after_unknown": {"arn": true, "engine": {"a": true}},
            "replace_paths": [["identifier"], ["storage", 0, "size"]]}}]}
      """;

  private static PlanScan read(String text) throws IOException {
    return PlanScan.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void changes_are_read_with_the_attributes_that_name_or_protect() throws IOException {
    PlanScan plan = read(PLAN);

    assertThat(plan.terraformVersion()).isEqualTo("1.11.4");
    assertThat(plan.resources()).isEqualTo(2);
    assertThat(plan.oddities()).isEmpty();
    assertThat(plan.changes()).hasSize(1);
    assertThat(plan.changes().get(0).toString())
        .contains(
            "address=module.a.aws_db_instance.b[0], previousAddress=aws_db_instance.a, mode=managed,"
                + " type=aws_db_instance, deposed=00ff, actions=[create, delete],"
                + " reason=replace_because_cannot_update, forcedBy=[identifier, storage[0].size],"
                + " imported=false, deferral=,",
            "deletion_protection=true",
            "backup_retention_period=7",
            "identifier=other",
            "unknown=[arn]")
        .doesNotContain("hidden", "tags", "engine");
  }

  @Test
  void a_tree_reads_like_a_stream() throws IOException {
    assertThat(PlanScan.of(new com.fasterxml.jackson.databind.ObjectMapper().readTree(PLAN)))
        .isEqualTo(read(PLAN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'errored': true|plan.errored",
        "'complete': false|plan.complete",
        "'surprise': {'a': [1]}|plan.surprise",
        "'surprise': [[1], 2]|plan.surprise",
        "'surprise': 0|plan.surprise",
        "'resource_changes': {}|plan.resource_changes",
        "'action_invocations': [{'address': 'action.aws_lambda_invoke.x', 'a': {'address': 'b'}}]"
            + "|action.aws_lambda_invoke.x",
        "'deferred_action_invocations': [{'a': 1}]|deferred_action_invocations",
        "'resource_changes': [{'address': 'a', 'fate': 1, 'change': {'actions': ['no-op']}}]"
            + "|plan.resource_changes.fate",
        "'planned_values': {'root_module': {'child_modules': [{'resources': [{'mode': 'managed'}]}]}}"
            + "|plan.resource_changes",
        "'prior_state': {'values': {'root_module': {'resources': [{'mode': 'managed'}]}}}"
            + "|plan.resource_changes",
      })
  void what_is_not_understood_is_named(String member, String named) throws IOException {
    PlanScan plan =
        read(
            "{'format_version': '1.2', 'planned_values': {}, X}"
                .replace("X", member)
                .replace('\'', '"'));

    assertThat(plan.oddities()).extracting(PlanScan.Oddity::member).containsExactly(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'surprise': []",
        "'surprise': {}",
        "'surprise': null",
        "'checks': [{'a': 1}]",
        "'applyable': false",
        "'prior_state': {'values': {'root_module': {'resources': [{'mode': 'data'}]}}}",
      })
  void members_that_say_nothing_are_passed_over(String member) throws IOException {
    PlanScan plan =
        read(
            "{'format_version': '1.2', 'planned_values': {}, X}"
                .replace("X", member)
                .replace('\'', '"'));

    assertThat(plan).isEqualTo(PlanScan.EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty",
        "[1]|is JSON, but no object",
        "PK\u0003\u0004|is a plan file of Terraform, which 'terraform show -json' reads",
        "Plan: 1 to add|is not JSON, line 1",
        "{\"a\": }|is not JSON, line 1",
        "{\"format_version\": \"1.2\"}|is no plan: format_version or planned_values is missing",
        "{\"planned_values\": {}}|is no plan: format_version or planned_values is missing",
        "{\"format_version\": \"1.0\", \"values\": {}}|is a state, not a plan",
        "{\"format_version\": \"2.0\", \"planned_values\": {}}|has format_version 2.0; 0 and 1 are known",
        "{\"@level\": \"info\"} {\"@level\": \"info\"}|is the log of 'terraform plan -json', not the plan",
        "{\"format_version\": \"1.2\", \"planned_values\": {}} {}"
            + "|is several JSON documents, such as the log of 'terraform plan -json'",
        "{\"format_version\": \"1.2\", \"planned_values\": {}, \"resource_changes\": [3]}"
            + "|is no plan: an element of 'resource_changes' is no object",
      })
  void what_is_no_plan_is_not_read(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(NotAPlan.class).hasMessage(message);
  }

  @Test
  void other_encodings_of_unicode_are_read() throws IOException {
    for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")) {
      byte[] bytes = PLAN.strip().getBytes(Charset.forName(charset));
      assertThat(PlanScan.read(new ByteArrayInputStream(bytes))).isEqualTo(read(PLAN));
    }
    assertThat(read("\uFEFF" + PLAN)).isEqualTo(read(PLAN));
  }

  @Test
  void a_compressed_plan_is_named() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(PLAN.getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> PlanScan.read(new ByteArrayInputStream(bytes.toByteArray())))
        .isInstanceOf(NotAPlan.class)
        .hasMessage("is compressed with gzip: decompress it first");
  }

  @Test
  void what_exceeds_a_limit_is_not_taken_for_something_else() {
    for (String member :
        List.of(
            "\"configuration\": " + "[".repeat(1001) + "]".repeat(1001),
            "\"" + "n".repeat(50_001) + "\": 1")) {
      assertThatThrownBy(() -> read("{\"format_version\": \"1.2\", " + member + "}"))
          .isInstanceOf(NotAPlan.class)
          .hasMessageStartingWith("has more than is read: at most 1000 levels, names of 50,000,");
    }
  }

  @Test
  void a_plan_that_ends_anywhere_is_truncated() throws IOException {
    String text = PLAN.strip();
    for (int end = 1; end < text.length(); end += 7) {
      String part = text.substring(0, end);
      assertThatThrownBy(() -> read(part))
          .as(part)
          .isInstanceOf(NotAPlan.class)
          .hasMessageMatching("is truncated: it ends inside the JSON document|is not JSON.*");
    }
    assertThat(read(text).changes()).extracting(ScannedChange::deposed).isEqualTo(List.of("00ff"));
  }
}
