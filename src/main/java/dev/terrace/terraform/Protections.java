package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Attributes that keep a resource from being destroyed, and the override that lifts them.
 *
 * @param override a Terraform override file; it holds nothing where nothing is protected
 * @param addresses resources whose lifted attributes have to be applied before they can be
 *     destroyed
 */
public record Protections(ObjectNode override, List<String> addresses) {

  private record Lift(String attribute, Object value) {}

  /** Per type: what to set so that AWS, or the provider, lets the resource go. */
  private static final Map<String, List<Lift>> LIFTS =
      Map.ofEntries(
          Map.entry(
              "aws_db_instance",
              List.of(
                  new Lift("deletion_protection", false),
                  new Lift("skip_final_snapshot", true),
                  new Lift("delete_automated_backups", true))),
          Map.entry(
              "aws_rds_cluster",
              List.of(
                  new Lift("deletion_protection", false), new Lift("skip_final_snapshot", true))),
          Map.entry(
              "aws_docdb_cluster",
              List.of(
                  new Lift("deletion_protection", false), new Lift("skip_final_snapshot", true))),
          Map.entry(
              "aws_neptune_cluster",
              List.of(
                  new Lift("deletion_protection", false), new Lift("skip_final_snapshot", true))),
          Map.entry("aws_lb", List.of(new Lift("enable_deletion_protection", false))),
          Map.entry("aws_dynamodb_table", List.of(new Lift("deletion_protection_enabled", false))),
          Map.entry("aws_cognito_user_pool", List.of(new Lift("deletion_protection", "INACTIVE"))),
          Map.entry("aws_s3_bucket", List.of(new Lift("force_destroy", true))),
          Map.entry("aws_ecr_repository", List.of(new Lift("force_delete", true))),
          Map.entry("aws_backup_vault", List.of(new Lift("force_destroy", true))),
          Map.entry("aws_route53_zone", List.of(new Lift("force_destroy", true))),
          // The tasks of an ECS service may be registered for a while after it is gone:
          // terraform-provider-aws #4853.
          Map.entry("aws_service_discovery_service", List.of(new Lift("force_destroy", true))),
          Map.entry("aws_kinesis_stream", List.of(new Lift("enforce_consumer_deletion", true))),
          Map.entry("aws_secretsmanager_secret", List.of(new Lift("recovery_window_in_days", 0))));

  /** Finds what is deployed, in the code, and protected. */
  public static Protections find(StackFile file, State state) {
    ObjectNode override = Json.object();
    List<String> addresses = new ArrayList<>();
    file.resources()
        .forEach(
            (address, body) -> {
              List<String> instances = instancesOf(address, state);
              if (instances.isEmpty()) {
                return;
              }
              String type = State.typeOf(address);
              boolean prevented = preventsDestroy(body);
              ObjectNode lifted =
                  needed(type, instances.stream().map(state.resources()::get).toList());
              boolean applied = !lifted.isEmpty();
              if (prevented) {
                lifted.putArray("lifecycle").addObject().put("prevent_destroy", false);
              }
              if (applied) {
                addresses.add(address);
              }
              if (!lifted.isEmpty()) {
                String name = address.substring(type.length() + 1);
                override.withObject("/resource/" + type).set(name, lifted);
              }
            });
    return new Protections(override, addresses);
  }

  /**
   * The attributes to set so that instances of a type can be destroyed; those that all have the
   * value already are left out.
   */
  public static ObjectNode needed(String type, List<? extends JsonNode> instances) {
    ObjectNode lifted = Json.object();
    for (Lift lift : LIFTS.getOrDefault(type, List.of())) {
      boolean needed =
          instances.stream()
              .anyMatch(
                  instance ->
                      !instance.path(lift.attribute()).asText().equals(lift.value().toString()));
      if (needed) {
        lifted.putPOJO(lift.attribute(), lift.value());
      }
    }
    return lifted;
  }

  private static List<String> instancesOf(String address, State state) {
    return state.resources().keySet().stream()
        .filter(found -> found.equals(address) || found.startsWith(address + "["))
        .toList();
  }

  private static boolean preventsDestroy(JsonNode body) {
    JsonNode lifecycle = body.path("lifecycle");
    JsonNode block = lifecycle.isArray() ? lifecycle.path(0) : lifecycle;
    return block.path("prevent_destroy").asBoolean();
  }
}
