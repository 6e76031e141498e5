package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Journal;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource that a killed apply created, or was creating, and how it is imported into the state.
 *
 * @param block the import block
 * @param data data sources that look for the resource, below {@code data}; empty where its id is
 *     known
 */
record RecoveredResource(ObjectNode block, ObjectNode data) {
  /** Begins the names of data sources that look for a resource. */
  static final String LOOKUP = "recovery_";

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(aws_\\w+\\.[\\w-]+)\\.(?:id|arn|name)}");

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

  /** By address: resources that were created or being created and are not in the state. */
  static Map<String, RecoveredResource> missing(Journal journal, Stack stack, State state) {
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
                ids.put(address, id);
              }
            });
    Map<String, RecoveredResource> missing = new LinkedHashMap<>();
    journal
        .made()
        .forEach(
            (address, id) -> {
              if (!state.resources().containsKey(address)
                  && bodies.containsKey(address)
                  && !CREATED_AGAIN.contains(State.typeOf(address))) {
                recover(address, id, bodies.get(address), ids)
                    .ifPresent(found -> missing.put(address, found));
              }
            });
    return missing;
  }

  private static Optional<RecoveredResource> recover(
      String address, String id, JsonNode body, Map<String, String> ids) {
    String type = State.typeOf(address);
    Optional<String> known = importId(type, id, body, ids);
    if (known.isPresent()) {
      return Optional.of(
          new RecoveredResource(
              Json.object().put("to", address).put("id", known.get()), Json.object()));
    }
    String name = LOOKUP + address.substring(type.length() + 1);
    return switch (type) {
      case "aws_security_group" -> securityGroup(address, name, body, ids);
      case "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule" ->
          securityGroupRule(address, name, body, ids);
      case "aws_lb", "aws_lb_target_group", "aws_secretsmanager_secret" ->
          value(body, "name", ids)
              .map(
                  physical -> {
                    ObjectNode data = Json.object();
                    data.withObject("/" + type).putObject(name).put("name", physical);
                    return each(address, "[data." + type + "." + name + ".arn]", data);
                  });
      default -> Optional.empty();
    };
  }

  private static Optional<RecoveredResource> securityGroup(
      String address, String name, JsonNode body, Map<String, String> ids) {
    Optional<String> vpc = value(body, "vpc_id", ids);
    Optional<String> group = value(body, "name", ids);
    if (vpc.isEmpty() || group.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode data = Json.object();
    ArrayNode filters = data.withObject("/aws_security_groups").putObject(name).putArray("filter");
    filters.addObject().put("name", "vpc-id").putArray("values").add(vpc.get());
    filters.addObject().put("name", "group-name").putArray("values").add(group.get());
    return Optional.of(each(address, "data.aws_security_groups." + name + ".ids", data));
  }

  /** Rules have no names; their descriptions tell them apart. */
  private static Optional<RecoveredResource> securityGroupRule(
      String address, String name, JsonNode body, Map<String, String> ids) {
    Optional<String> group = value(body, "security_group_id", ids);
    Optional<String> description = value(body, "description", ids);
    if (group.isEmpty() || description.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode data = Json.object();
    data.withObject("/aws_vpc_security_group_rules")
        .putObject(name)
        .putArray("filter")
        .addObject()
        .put("name", "group-id")
        .putArray("values")
        .add(group.get());
    data.withObject("/aws_vpc_security_group_rule")
        .putObject(name)
        .put("for_each", "${toset(data.aws_vpc_security_group_rules." + name + ".ids)}")
        .put("security_group_rule_id", "${each.value}");
    String list =
        "[for r in data.aws_vpc_security_group_rule."
            + name
            + " : r.id if "
            + (address.contains("egress_rule") ? "r.is_egress" : "!r.is_egress")
            + " && r.description == "
            + Json.quoted(description.get())
            + "]";
    return Optional.of(each(address, list, data));
  }

  /** An import of each entry of a list, which may be empty. */
  private static RecoveredResource each(String address, String list, ObjectNode data) {
    return new RecoveredResource(
        Json.object()
            .put("for_each", "${toset(" + list + ")}")
            .put("to", address)
            .put("id", "${each.value}"),
        data);
  }

  /** Empty where it is unknown. */
  private static Optional<String> importId(
      String type, String id, JsonNode body, Map<String, String> ids) {
    String named = IMPORTED_BY.get(type);
    if (named != null) {
      return value(body, named, ids);
    }
    return switch (type) {
      case "aws_route_table_association" ->
          join("/", value(body, "subnet_id", ids), value(body, "route_table_id", ids));
      case "aws_route" ->
          join("_", value(body, "route_table_id", ids), value(body, "destination_cidr_block", ids));
      case "aws_ecs_service" ->
          join(
              "/",
              value(body, "cluster", ids).map(arn -> arn.substring(arn.lastIndexOf('/') + 1)),
              value(body, "name", ids));
      case "aws_service_discovery_private_dns_namespace" ->
          join(":", Optional.of(id), value(body, "vpc", ids));
      default ->
          id.isEmpty() ? value(body, NAMED_BY.getOrDefault(type, "no name"), ids) : Optional.of(id);
    };
  }

  private static Optional<String> join(
      String separator, Optional<String> left, Optional<String> right) {
    return left.isEmpty() || right.isEmpty()
        ? Optional.empty()
        : Optional.of(left.get() + separator + right.get());
  }

  /** A configured attribute; a reference is resolved to a known id. */
  private static Optional<String> value(JsonNode body, String attribute, Map<String, String> ids) {
    String text = body.path(attribute).asText("");
    Matcher matcher = REFERENCE.matcher(text);
    if (matcher.matches()) {
      return Optional.ofNullable(ids.get(matcher.group(1)));
    }
    return text.isEmpty() || text.contains("${") ? Optional.empty() : Optional.of(text);
  }
}
