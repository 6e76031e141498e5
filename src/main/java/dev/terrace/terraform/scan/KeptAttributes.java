package dev.terrace.terraform.scan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The attributes of resources that a scan keeps. The others can be large, or secret. */
public final class KeptAttributes {
  /** Attributes that name a resource, the most telling first. */
  public static final List<String> NAMES =
      List.of(
          "arn",
          "bucket",
          "identifier",
          "cluster_identifier",
          "replication_group_id",
          "cluster_id",
          "domain_name",
          "cluster_name",
          "creation_token",
          "broker_name",
          "repository",
          "alias",
          "description",
          "name");

  /** Attributes that keep a resource or its data, and those that decide what a resource holds. */
  private static final Set<String> OTHERS =
      Set.of(
          "deletion_protection",
          "deletion_protection_enabled",
          "termination_protection",
          "termination_protection_enabled",
          "skip_final_snapshot",
          "skip_final_backup",
          "final_snapshot",
          "final_snapshot_identifier",
          "final_snapshot_name",
          "close_on_deletion",
          "delete_automated_backups",
          "force_destroy",
          "force_delete",
          "enforce_consumer_deletion",
          "recovery_window_in_days",
          "backup_retention_period",
          "snapshot_retention_limit",
          "automated_snapshot_retention_period",
          "automatic_backup_retention_days",
          "manual_snapshot_retention_period",
          "backup_retention_enabled",
          "backtrack_window",
          "deletion_window_in_days",
          "retention_in_days",
          "retention_period",
          "message_retention_seconds",
          "min_retention_days",
          "image_tag_mutability",
          "state",
          "id",
          "file_system_id",
          "source_file_system_id",
          "plan_id",
          "backup_vault_name",
          "vault_name",
          "engine");

  /** Blocks of one switch, which is kept in their place, by the names that it has. */
  private static final Map<String, Set<String>> SWITCHES =
      Map.of(
          "backup_policy", Set.of("status"),
          "point_in_time_recovery", Set.of("enabled", "status"),
          "retention_policy", Set.of("home_efs_file_system"),
          "versioning", Set.of("enabled"),
          "versioning_configuration", Set.of("status"));

  /** Other members of blocks, at any depth, which are kept as {@code BLOCK.NAME}. */
  private static final Map<String, Set<String>> MEMBERS =
      Map.of(
          "point_in_time_recovery", Set.of("recovery_period_in_days"),
          "retention_properties", Set.of("magnetic_store_retention_period_in_days"),
          "rule", Set.of("mode", "days", "years"));

  private static final Set<String> ALL =
      Stream.concat(NAMES.stream(), OTHERS.stream()).collect(Collectors.toUnmodifiableSet());

  private KeptAttributes() {}

  public static boolean contains(String attribute) {
    return ALL.contains(attribute);
  }

  /** The names of the switch in a block; empty for any other attribute. */
  static Set<String> switches(String block) {
    return SWITCHES.getOrDefault(block, Set.of());
  }

  /** Whether something of a block is kept. */
  static boolean isBlock(String name) {
    return SWITCHES.containsKey(name) || MEMBERS.containsKey(name);
  }

  /** The names of members that are kept with the name of their block. */
  static Set<String> members(String block) {
    return MEMBERS.getOrDefault(block, Set.of());
  }

  /** Whether a scan keeps an attribute, or a member of a block as {@code BLOCK.NAME}. */
  public static boolean isKept(String path) {
    String[] parts = path.split("\\.", 2);
    return parts.length == 1
        ? contains(path) || SWITCHES.containsKey(path)
        : members(parts[0]).contains(parts[1]);
  }

  /** The kept attributes of a resource in a state, as texts. */
  public static Map<String, String> of(JsonNode attributes) {
    Map<String, String> kept = new HashMap<>();
    for (String name : ALL) {
      JsonNode value = attributes.path(name);
      if (value.isValueNode() && !value.isNull()) {
        kept.put(name, value.asText());
      }
    }
    return kept;
  }
}
