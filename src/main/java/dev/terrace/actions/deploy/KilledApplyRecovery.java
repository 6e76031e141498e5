package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.files.FileTrees;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Journal;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.StackProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes up a deploy whose Terraform was killed. Terraform writes a remote state every 20 seconds,
 * so what it made since then is in the world and not in the state, and making it again would fail.
 * What Terraform said while it worked lies in the working folder: from that the missing resources
 * are imported. Those that were just being made are looked for by their names.
 */
final class KilledApplyRecovery {
  private static final String IMPORTS = "terrace_recovery.tf.json";

  /** Begins the names of data sources that look for a resource. */
  private static final String LOOKUP = "recovery_";

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(aws_\\w+\\.[\\w-]+)\\.(?:id|arn|name)}");

  /** Making one of these again does no harm, or importing it says nothing. */
  private static final Set<String> MADE_AGAIN =
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

  /** Types that are imported by a name which the code gives, not by what Terraform calls id. */
  private static final Map<String, String> IMPORTED_BY =
      Map.of("aws_db_instance", "identifier", "aws_ecs_cluster", "name");

  /** Types that can be imported by a name which the code gives, where no word came of their id. */
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

  private KilledApplyRecovery() {}

  /** Plans; where an earlier apply was killed, with imports of what it made and did not write. */
  static Plan plan(Terraform terraform, Stack stack, StackProgress progress) {
    Path imports = terraform.folder().resolve(IMPORTS);
    Optional<Journal> journal = Journal.ofKilledApply(terraform.folder());
    if (journal.isEmpty()) {
      FileTrees.delete(imports);
      return terraform.plan(List.of(), progress::accept);
    }
    Map<String, Taking> missing = missing(journal.get(), stack, terraform.state());
    if (!missing.isEmpty()) {
      progress.say(
          "an earlier deploy was killed: "
              + missing.size()
              + " resources that it made or was making are looked for and taken into the state");
    }
    while (true) {
      write(imports, missing);
      try {
        return terraform.plan(List.of(), progress::accept);
      } catch (TerraformException e) {
        if (!dropRefused(missing, e)) {
          throw e;
        }
      }
    }
  }

  /** After an apply that ended well: nothing is left to be taken up. */
  static void end(Terraform terraform) {
    FileTrees.delete(terraform.folder().resolve(IMPORTS));
  }

  /**
   * How a resource is taken into the state.
   *
   * @param block the import block
   * @param data data sources that look for the resource, below {@code data}; empty where its id is
   *     known
   */
  private record Taking(ObjectNode block, ObjectNode data) {}

  /** By address, of resources that were made, or being made, and are not in the state. */
  private static Map<String, Taking> missing(Journal journal, Stack stack, State state) {
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
    Map<String, Taking> missing = new LinkedHashMap<>();
    journal
        .made()
        .forEach(
            (address, id) -> {
              if (!state.resources().containsKey(address)
                  && bodies.containsKey(address)
                  && !MADE_AGAIN.contains(State.typeOf(address))) {
                taking(address, id, bodies.get(address), ids)
                    .ifPresent(found -> missing.put(address, found));
              }
            });
    return missing;
  }

  private static Optional<Taking> taking(
      String address, String id, JsonNode body, Map<String, String> ids) {
    String type = State.typeOf(address);
    Optional<String> known = importId(type, id, body, ids);
    if (known.isPresent()) {
      return Optional.of(
          new Taking(Json.object().put("to", address).put("id", known.get()), Json.object()));
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

  private static Optional<Taking> securityGroup(
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
  private static Optional<Taking> securityGroupRule(
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

  /** An import of what a list holds, be it nothing. */
  private static Taking each(String address, String list, ObjectNode data) {
    return new Taking(
        Json.object()
            .put("for_each", "${toset(" + list + ")}")
            .put("to", address)
            .put("id", "${each.value}"),
        data);
  }

  /** Empty where it cannot be told. */
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

  /** An attribute in the code; a reference is followed to an id that is known. */
  private static Optional<String> value(JsonNode body, String attribute, Map<String, String> ids) {
    String text = body.path(attribute).asText("");
    Matcher matcher = REFERENCE.matcher(text);
    if (matcher.matches()) {
      return Optional.ofNullable(ids.get(matcher.group(1)));
    }
    return text.isEmpty() || text.contains("${") ? Optional.empty() : Optional.of(text);
  }

  /** What cannot be found or imported is left for Terraform to make. */
  private static boolean dropRefused(Map<String, Taking> missing, TerraformException failure) {
    List<String> refused = new ArrayList<>();
    for (String address : missing.keySet()) {
      String lookup = "." + LOOKUP + address.substring(address.indexOf('.') + 1);
      boolean named =
          failure.errors().stream()
              .anyMatch(
                  error ->
                      error.address().equals(address)
                          || error.address().replaceFirst("\\[.*", "").endsWith(lookup)
                          || (error.summary() + " " + error.detail())
                              .contains("\"" + address + "\""));
      if (named) {
        refused.add(address);
      }
    }
    refused.forEach(missing::remove);
    return !refused.isEmpty();
  }

  private static void write(Path file, Map<String, Taking> missing) {
    if (missing.isEmpty()) {
      FileTrees.delete(file);
      return;
    }
    ObjectNode tree = Json.object();
    ArrayNode list = tree.putArray("import");
    missing
        .values()
        .forEach(
            taking -> {
              list.add(taking.block());
              taking
                  .data()
                  .properties()
                  .forEach(
                      type ->
                          tree.withObject("/data/" + type.getKey())
                              .setAll((ObjectNode) type.getValue()));
            });
    Json.write(file, tree);
  }
}
