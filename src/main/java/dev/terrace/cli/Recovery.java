package dev.terrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Journal;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
 * are imported.
 */
final class Recovery {
  private static final String IMPORTS = "terrace_recovery.tf.json";
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

  private Recovery() {}

  /** Plans; where an earlier apply was killed, with imports of what it made and did not write. */
  static Plan plan(Terraform terraform, Stack stack, StackProgress progress) {
    Path imports = terraform.folder().resolve(IMPORTS);
    Optional<Journal> journal = Journal.ofKilledApply(terraform.folder());
    if (journal.isEmpty()) {
      delete(imports);
      return terraform.plan(List.of(), progress::accept);
    }
    Map<String, String> missing = missing(journal.get(), stack, terraform.state());
    if (!missing.isEmpty()) {
      progress.say(
          "an earlier deploy was killed: "
              + missing.size()
              + " resources that it made are taken into the state");
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
    delete(terraform.folder().resolve(IMPORTS));
  }

  /** Import ids by address, of resources that were made and are not in the state. */
  private static Map<String, String> missing(Journal journal, Stack stack, State state) {
    Map<String, JsonNode> bodies = stack.file().resources();
    Map<String, String> ids = new LinkedHashMap<>();
    state
        .resources()
        .forEach((address, attributes) -> ids.put(address, attributes.path("id").asText()));
    ids.putAll(journal.made());
    Map<String, String> missing = new LinkedHashMap<>();
    journal
        .made()
        .forEach(
            (address, id) -> {
              if (!state.resources().containsKey(address)
                  && bodies.containsKey(address)
                  && !MADE_AGAIN.contains(State.typeOf(address))) {
                importId(State.typeOf(address), id, bodies.get(address), ids)
                    .ifPresent(found -> missing.put(address, found));
              }
            });
    return missing;
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

  /** What cannot be imported is left for Terraform to make. */
  private static boolean dropRefused(Map<String, String> missing, TerraformException failure) {
    List<String> refused = new ArrayList<>();
    for (String address : missing.keySet()) {
      boolean named =
          failure.errors().stream()
              .anyMatch(
                  error ->
                      error.address().equals(address)
                          || (error.summary() + " " + error.detail())
                              .contains("\"" + address + "\""));
      if (named) {
        refused.add(address);
      }
    }
    refused.forEach(missing::remove);
    return !refused.isEmpty();
  }

  private static void write(Path file, Map<String, String> imports) {
    if (imports.isEmpty()) {
      delete(file);
      return;
    }
    ObjectNode tree = Json.object();
    ArrayNode list = tree.putArray("import");
    imports.forEach((address, id) -> list.addObject().put("to", address).put("id", id));
    Json.write(file, tree);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
