package dev.terrace.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.guard.Refusal.Kind;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.scan.PlanScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of the list of protections that names a type, in each shape that a plan can have. */
final class WeakenedProtectionsTest {
  /** The member that is the switch of a block. */
  private static final Map<String, String> SWITCHES =
      Map.of(
          "add_on", "status",
          "backup_policy", "status",
          "point_in_time_recovery", "enabled",
          "protection", "replication_overwrite",
          "retention_policy", "home_efs_file_system",
          "ttl", "enabled",
          "versioning", "enabled",
          "versioning_configuration", "status");

  /** Attributes that are no blocks although a block of another type has their name. */
  private static final Set<String> SCALARS =
      Set.of("aws_dynamodb_table_replica point_in_time_recovery");

  /** A protection, and values with which it is on and off. */
  private record Row(String type, Protection protection) {
    String path() {
      String attribute = protection.attribute();
      return SWITCHES.containsKey(attribute) && !SCALARS.contains(type + " " + attribute)
          ? attribute + "." + SWITCHES.get(attribute)
          : attribute;
    }

    String top() {
      return path().split("\\.", 2)[0];
    }

    Object on() {
      if (protection instanceof Protection.Switch each) {
        String first = each.on().stream().filter(on -> !on.isEmpty()).findFirst().orElse("");
        return first.equals("true") || first.equals("false") ? Boolean.valueOf(first) : first;
      }
      if (protection instanceof Protection.Amount each) {
        return each.forever().equals(OptionalDouble.of(0)) ? 0 : 7;
      }
      return "x";
    }

    ObjectNode values(Object value, boolean asObject) {
      ObjectNode values = Json.object();
      if (protection instanceof Protection.Copies) {
        values.putArray(top()).addObject().put("region_name", value.toString());
        return values;
      }
      if (protection.attribute().startsWith("delete_")) {
        values.putArray(top());
        return values;
      }
      ObjectNode inner = values;
      String[] parts = path().split("\\.", -1);
      for (int i = 0; i < parts.length - 1; i++) {
        inner =
            asObject && i == 0 ? inner.putObject(parts[i]) : inner.putArray(parts[i]).addObject();
      }
      inner.putPOJO(parts[parts.length - 1], value);
      return (ObjectNode) Json.parse(values.toString());
    }
  }

  static Stream<Row> rows() {
    Set<String> types = new TreeSet<>(Stateful.types());
    types.addAll(Stateful.statelessTypes());
    List<Row> rows = new ArrayList<>();
    for (String type : types) {
      // What an instance holds depends on its values; PlanGuardTest has rows of it.
      if (!type.equals("aws_instance") && !type.equals("aws_spot_instance_request")) {
        ProtectionTable.ownOf(type).forEach(each -> rows.add(new Row(type, each)));
      }
    }
    assertThat(rows).hasSizeGreaterThan(60);
    return rows.stream();
  }

  private static List<Refusal> refusals(Row row, ObjectNode before, ObjectNode unknown) {
    ObjectNode plan = Json.object();
    ObjectNode change =
        plan.putArray("resource_changes")
            .addObject()
            .put("address", "a.b")
            .put("mode", "managed")
            .put("type", row.type())
            .putObject("change");
    change.putArray("actions").add("update");
    change.set("before", before);
    change.putObject("after");
    change.set("after_unknown", unknown);
    return PlanGuard.refusals(PlanScan.of(plan));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_protection_in_a_block_that_is_known_after_the_apply_is_no_protection(Row row) {
    ObjectNode unknown = Json.object().put(row.top(), true);

    for (boolean asObject : new boolean[] {false, true}) {
      assertThat(refusals(row, row.values(row.on(), asObject), unknown))
          .as(row.values(row.on(), asObject).toString())
          .singleElement()
          .satisfies(
              refusal -> {
                assertThat(refusal.kind()).isEqualTo(Kind.UNPROTECT);
                assertThat(refusal.why()).contains(row.protection().attribute());
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aws_dynamodb_table|'replica': [{'region_name': 'eu-west-1', 'kms_key_arn': 'k'}]"
            + "|'replica': [{'region_name': 'eu-west-2', 'kms_key_arn': 'k'}]"
            + "|replica eu-west-1 → eu-west-2",
        "aws_secretsmanager_secret|'replica': [{'region': 'b'}, {'region': 'a'}]"
            + "|'replica': [{'region': 'a'}, {'region': 'c'}, {'region': 'd'}]"
            + "|replica a,b → a,c,d",
        "aws_secretsmanager_secret|'replica': [{'region': 'b'}]|'replica': null|replica b → (none)",
        "aws_s3_bucket_lifecycle_configuration|'rule': [{'expiration': []}]"
            + "|'rule': [{}]}, 'after_unknown': {'rule': [{'id': true, 'expiration': true}]"
            + "|rule.expiration.days (none) → (known after apply), rule.expiration.date (none) →"
            + " (known after apply)",
        "aws_dynamodb_table|'point_in_time_recovery': {'enabled': true}"
            + "|'point_in_time_recovery': {'enabled': false}|point_in_time_recovery true → false",
      })
  void copies_inner_blocks_and_nested_attributes_count(
      String type, String before, String after, String why) {
    String change =
        """
        {'resource_changes': [{'address': 'a.b', 'mode': 'managed', 'type': '%s',
          'change': {'actions': ['update'], 'before': {%s}, 'after': {%s}}}]}"""
            .formatted(type, before, after)
            .replace('\'', '"');

    assertThat(PlanGuard.refusals(PlanScan.of(Json.parse(change))))
        .extracting(Refusal::why)
        .containsExactly(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aws_dynamodb_table|'replica': [{'region_name': 'a'}]"
            + "|'replica': [{'region_name': 'b'}, {'region_name': 'a'}]",
        "aws_s3_bucket_lifecycle_configuration|'rule': [{'expiration': []}]"
            + "|'rule': [{'expiration': []}]}, 'after_unknown': {'rule': [{'id': true}]",
        "aws_kms_key|'tags': {'rule': 'x'}|'tags': {}}, 'after_unknown': {'tags_all': true",
      })
  void more_copies_and_other_unknown_values_pass(String type, String before, String after) {
    String change =
        """
        {'resource_changes': [{'address': 'a.b', 'mode': 'managed', 'type': '%s',
          'change': {'actions': ['update'], 'before': {%s}, 'after': {%s}}}]}"""
            .formatted(type, before, after)
            .replace('\'', '"');

    assertThat(PlanGuard.refusals(PlanScan.of(Json.parse(change)))).isEmpty();
  }
}
