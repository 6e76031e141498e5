package dev.terrace.guard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Protections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lifts what keeps resources that are no longer in the configuration from being destroyed. */
public final class LiftedProtections {
  /** What the provider's schema requires in addition to what is lifted. */
  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("aws_backup_vault", List.of("name")),
          Map.entry("aws_cognito_user_pool", List.of("name")),
          Map.entry("aws_db_instance", List.of("instance_class")),
          Map.entry("aws_docdb_cluster", List.of()),
          Map.entry("aws_dynamodb_table", List.of("name")),
          Map.entry("aws_ecr_repository", List.of("name")),
          Map.entry("aws_kinesis_stream", List.of("name")),
          Map.entry("aws_lb", List.of()),
          Map.entry("aws_neptune_cluster", List.of()),
          Map.entry("aws_rds_cluster", List.of("engine")),
          Map.entry("aws_route53_zone", List.of("name")),
          Map.entry("aws_s3_bucket", List.of()),
          Map.entry("aws_secretsmanager_secret", List.of()),
          Map.entry("aws_service_discovery_service", List.of("name")));

  private LiftedProtections() {}

  /**
   * A Terraform file that gives the resources back to the configuration, with nothing changed but
   * what keeps AWS or the provider from destroying them; empty if nothing does.
   *
   * <p>A repository with images, a bucket with objects, a protected database: without it, the
   * destruction fails after everything else is done.
   *
   * @return the body of each resource by its address
   */
  public static Map<String, ObjectNode> of(Plan plan) {
    Map<String, ObjectNode> bodies = new LinkedHashMap<>();
    for (Plan.Change change : plan.changes()) {
      ObjectNode lift = Protections.needed(change.type(), List.of(change.before()));
      List<String> required = REQUIRED.get(change.type());
      if (lift.isEmpty() || required == null || change.action() != Plan.Action.DELETE) {
        continue;
      }
      ObjectNode body = Json.object();
      required.forEach(name -> body.set(name, change.before().path(name)));
      ArrayNode ignored = body.putArray("lifecycle").addObject().putArray("ignore_changes");
      change
          .before()
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!lift.has(name)) {
                  ignored.add(name);
                }
              });
      body.setAll(lift);
      bodies.put(change.address(), body);
    }
    return bodies;
  }
}
