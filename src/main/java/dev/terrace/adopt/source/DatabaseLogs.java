package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The log groups that RDS has created for a database: no source contains them, and creating one
 * fails because it exists (terraform-provider-aws #5348). RDS names them {@code
 * /aws/rds/instance/<identifier>/<log>} (Amazon RDS user guide, "Publishing database logs to Amazon
 * CloudWatch Logs").
 */
final class DatabaseLogs {
  private static final String LOG_GROUP = "aws_cloudwatch_log_group";
  private static final String PREFIX = "/aws/rds/instance/";

  private DatabaseLogs() {}

  /** Databases by their identifiers. */
  private static Map<String, ExistingResource> databases(Collection<ExistingResource> matched) {
    Map<String, ExistingResource> databases = new TreeMap<>();
    for (ExistingResource each : matched) {
      String identifier = each.attributes().path("identifier").asText(each.importId().orElse(""));
      if (each.type().equals("aws_db_instance") && !identifier.isEmpty()) {
        databases.put(identifier, each);
      }
    }
    return databases;
  }

  /**
   * Adds the data source, which finds no group without an error, and its output.
   *
   * @param data the data sources of the root
   * @param value of the output
   */
  static void request(ObjectNode data, ObjectNode value, Collection<ExistingResource> matched) {
    Set<String> identifiers = databases(matched).keySet();
    if (!identifiers.isEmpty()) {
      data.withObject("/aws_cloudwatch_log_groups/database")
          .put(
              "for_each",
              identifiers.stream()
                  .map(Json::quoted)
                  .collect(Collectors.joining(", ", "${toset([", "])}")))
          .put("log_group_name_prefix", PREFIX + "${each.value}/");
      value.put("logs", "${data.aws_cloudwatch_log_groups.database}");
    }
  }

  /**
   * The groups that no source describes, each named after its database.
   *
   * @param logs the answers by identifier
   */
  static List<ExistingResource> found(
      JsonNode logs, Collection<ExistingResource> matched, Collection<ExistingResource> existing) {
    Set<String> described =
        existing.stream()
            .filter(each -> each.type().equals(LOG_GROUP))
            .map(each -> each.attributes().path("name").asText(each.importId().orElse("")))
            .collect(Collectors.toSet());
    List<ExistingResource> found = new ArrayList<>();
    databases(matched)
        .forEach(
            (identifier, database) -> {
              for (JsonNode name : logs.path(identifier).path("log_group_names")) {
                if (!described.contains(name.asText())) {
                  found.add(group(database, name.asText()));
                }
              }
            });
    return found;
  }

  private static ExistingResource group(ExistingResource database, String name) {
    return new ExistingResource(
        LOG_GROUP,
        database.name() + " log group " + name,
        database.origin(),
        Json.object().put("id", name).put("name", name),
        Optional.of(name));
  }
}
