package dev.terrace.terraform.scan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
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
          "data_retention_in_hours",
          "retention_days",
          "retention_period_in_days",
          "default_expiration_days",
          "default_time_to_live",
          "permanent_deletion_time_in_days",
          "skip_deletion_check",
          "skip_destroy",
          "retain_stack",
          "retain_stacks",
          "retain_physical_resources",
          "force_stop",
          "bypass_snaplock_enterprise_retention",
          "transfer_lock",
          "auto_renew",
          "is_enabled",
          "enabled",
          "valid_to",
          "disable_api_termination",
          "global_table_arn",
          "point_in_time_recovery",
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
      Map.ofEntries(
          Map.entry("add_on", Set.of("status")),
          Map.entry("backup_policy", Set.of("status")),
          Map.entry("buffer_options", Set.of("persistent_buffer_enabled")),
          Map.entry("point_in_time_recovery", Set.of("enabled", "status")),
          Map.entry("protection", Set.of("replication_overwrite")),
          Map.entry("retention_policy", Set.of("home_efs_file_system")),
          Map.entry("ttl", Set.of("enabled", "status")),
          Map.entry("versioning", Set.of("enabled")),
          Map.entry("versioning_configuration", Set.of("status")));

  /**
   * Other members of blocks, at any depth, which are kept as {@code BLOCK.NAME}; with the block
   * that they are in where the name alone has several meanings.
   */
  private static final Map<String, Set<String>> MEMBERS =
      Map.ofEntries(
          Map.entry("application_configuration", Set.of("snapshots_enabled")),
          Map.entry("ebs_block_device", Set.of("delete_on_termination")),
          Map.entry("lifecycle_rule", Set.of("expiration.days", "expiration.date")),
          Map.entry("point_in_time_recovery", Set.of("recovery_period_in_days")),
          Map.entry("retention_period", Set.of("retention_period_value")),
          Map.entry("retention_properties", Set.of("magnetic_store_retention_period_in_days")),
          Map.entry("root_block_device", Set.of("delete_on_termination")),
          Map.entry("rule", Set.of("mode", "days", "years", "expiration.days", "expiration.date")),
          Map.entry("snaplock_configuration", Set.of("privileged_delete")),
          Map.entry("snapshot_copy", Set.of("destination_region")),
          Map.entry("versioning", Set.of("mfa_delete")),
          Map.entry("versioning_configuration", Set.of("mfa_delete")));

  /** Lists of which the number of elements is kept. */
  private static final Set<String> COUNTED = Set.of("delete_options", "delete_volume_options");

  /** Lists of which the names of the elements are kept, with the attributes that name one. */
  private static final Map<String, Set<String>> LISTED =
      Map.of("replica", Set.of("region", "region_name"));

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

  /** Whether the number of elements of a list is kept. */
  static boolean isCounted(String name) {
    return COUNTED.contains(name);
  }

  /** Whether the names of the elements of a list are kept. */
  static boolean isListed(String name) {
    return LISTED.containsKey(name);
  }

  /** The attributes that name an element of a list. */
  static Set<String> elementNames(String list) {
    return LISTED.getOrDefault(list, Set.of());
  }

  /** Whether it is a list or a block of which something is kept. */
  static boolean isComposite(String name) {
    return isBlock(name) || isCounted(name) || isListed(name);
  }

  /** Whether a block inside a block has members that are kept. */
  static boolean isInnerBlock(String block, String name) {
    return members(block).stream().anyMatch(member -> member.startsWith(name + "."));
  }

  /** The names of members that are kept with the name of their block. */
  static Set<String> members(String block) {
    return MEMBERS.getOrDefault(block, Set.of());
  }

  /** Whether a scan keeps an attribute, or a member of a block as {@code BLOCK.NAME}. */
  public static boolean isKept(String path) {
    String[] parts = path.split("\\.", 2);
    return parts.length == 1
        ? contains(path) || isCounted(path) || isListed(path) || SWITCHES.containsKey(path)
        : members(parts[0]).contains(parts[1]);
  }

  /** The kept attributes of a resource in a state, as texts. */
  public static Map<String, String> of(JsonNode attributes) {
    Map<String, String> kept = new HashMap<>();
    try (JsonParser parser = attributes.traverse()) {
      parser.nextToken();
      new ValuesScanner(parser, kept).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return kept;
  }
}
