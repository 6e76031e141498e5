package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.error.UserError;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Journal;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Resources that a killed apply created, or was creating, and how they are imported. */
final class RecoveredResource {
  /** Creating one of these again is harmless, or it cannot be imported. */
  private static final Set<String> CREATED_AGAIN =
      Set.of(
          "aws_acm_certificate_validation",
          "aws_appautoscaling_policy",
          "aws_appautoscaling_target",
          "aws_cloudwatch_dashboard",
          "aws_cloudwatch_metric_alarm",
          "aws_ecs_cluster_capacity_providers",
          "aws_ecs_task_definition",
          "aws_iam_role_policy",
          "aws_iam_role_policy_attachment",
          "aws_s3_object",
          "aws_secretsmanager_secret_version",
          "aws_sns_topic_subscription");

  /** Types that are imported by a configured name instead of Terraform's id. */
  private static final Map<String, String> IMPORTED_BY =
      Map.of("aws_db_instance", "identifier", "aws_ecs_cluster", "name");

  /** Types that can be imported by a configured name where their id is unknown. */
  private static final Map<String, String> NAMED_BY =
      Map.ofEntries(
          Map.entry("aws_cloudwatch_log_group", "name"),
          Map.entry("aws_db_parameter_group", "name"),
          Map.entry("aws_db_subnet_group", "name"),
          Map.entry("aws_dynamodb_table", "name"),
          Map.entry("aws_elasticache_parameter_group", "name"),
          Map.entry("aws_elasticache_replication_group", "replication_group_id"),
          Map.entry("aws_elasticache_subnet_group", "name"),
          Map.entry("aws_iam_role", "name"),
          Map.entry("aws_kms_alias", "name"),
          Map.entry("aws_s3_bucket", "bucket"),
          Map.entry("aws_ssm_parameter", "name"));

  /**
   * By address: resources that were created or being created and are not in the state.
   *
   * @throws UserError where AWS has several resources that one may be
   */
  static Map<String, ObjectNode> missing(Journal journal, Stack stack, State state, Lookup lookup) {
    Map<String, JsonNode> bodies = stack.file().resources();
    Map<String, String> ids = new LinkedHashMap<>();
    state
        .resources()
        .forEach((address, attributes) -> ids.put(address, attributes.path("id").asText()));
    journal
        .made()
        .forEach(
            (address, id) -> {
              if (!id.isEmpty()) {
                ids.putIfAbsent(address, id);
              }
            });
    Map<String, ObjectNode> missing = new LinkedHashMap<>();
    journal
        .made()
        .forEach(
            (address, id) -> {
              if (!state.resources().containsKey(address)
                  && bodies.containsKey(address)
                  && !CREATED_AGAIN.contains(State.typeOf(address))) {
                importId(State.typeOf(address), id, bodies.get(address), ids, lookup)
                    .or(() -> found(address, stack, bodies.get(address), ids, lookup))
                    .ifPresent(
                        known ->
                            missing.put(
                                address, Json.object().put("to", address).put("id", known)));
              }
            });
    return missing;
  }

  private static Optional<String> found(
      String address, Stack stack, JsonNode body, Map<String, String> ids, Lookup lookup) {
    List<String> found =
        lookup.find(State.typeOf(address), body, ids).stream()
            .filter(id -> !ids.containsValue(idOf(id)))
            .toList();
    if (found.size() > 1) {
      throw UserError.failed(
          stack.id()
              + ": an earlier deploy was killed while it created "
              + stack.describe(address)
              + ", and AWS has several that it may be: "
              + String.join(", ", found)
              + "\n  Nothing was changed. Delete those that nothing uses, and run the same command"
              + " again.");
    }
    found.forEach(id -> ids.put(address, idOf(id)));
    return found.stream().findFirst();
  }

  /** The id in the state of what is imported by another one: a namespace by its id and its VPC. */
  private static String idOf(String importId) {
    return importId.startsWith("ns-") ? importId.replaceFirst(":.*", "") : importId;
  }

  /** Empty where it is unknown. */
  private static Optional<String> importId(
      String type, String id, JsonNode body, Map<String, String> ids, Lookup lookup) {
    String named = IMPORTED_BY.get(type);
    if (named != null) {
      return lookup.value(body, named, ids);
    }
    return switch (type) {
      case "aws_route_table_association" ->
          join(
              "/", lookup.value(body, "subnet_id", ids), lookup.value(body, "route_table_id", ids));
      case "aws_route" ->
          join(
              "_",
              lookup.value(body, "route_table_id", ids),
              lookup.value(body, "destination_cidr_block", ids));
      case "aws_ecs_service" ->
          join(
              "/",
              lookup
                  .value(body, "cluster", ids)
                  .map(arn -> arn.substring(arn.lastIndexOf('/') + 1)),
              lookup.value(body, "name", ids));
      case "aws_service_discovery_private_dns_namespace" ->
          join(
              ":",
              Optional.of(id).filter(known -> !known.isEmpty()),
              lookup.value(body, "vpc", ids));
      default ->
          id.isEmpty()
              ? lookup.value(body, NAMED_BY.getOrDefault(type, "no name"), ids)
              : Optional.of(id);
    };
  }

  private static Optional<String> join(
      String separator, Optional<String> left, Optional<String> right) {
    return left.isEmpty() || right.isEmpty()
        ? Optional.empty()
        : Optional.of(left.get() + separator + right.get());
  }
}
