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
          "retention_in_days",
          "engine");

  /** Blocks of one switch, which is kept in their place, by the names that it has. */
  private static final Map<String, Set<String>> SWITCHES =
      Map.of(
          "point_in_time_recovery", Set.of("enabled", "status"),
          "versioning_configuration", Set.of("status"));

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
