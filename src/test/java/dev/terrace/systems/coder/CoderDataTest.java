package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CoderDataTest {
  private static final Synthesized PRODUCTION = Synthesized.environment("coder", "production");
  private static final Stack DATA = PRODUCTION.stack("data");
  private static final List<String> BUCKETS =
      List.of("artifacts", "backups", "langfuse-events", "langfuse-media");

  @Test
  void the_database_is_what_the_specification_asks_for() {
    assertThat(DATA.count("aws_db_instance")).isEqualTo(1);
    assertThat(DATA.describe("database/instance"))
        .isEqualTo(
            """
            allocated_storage = 100
            auto_minor_version_upgrade = true
            backup_retention_period = 30
            copy_tags_to_snapshot = true
            db_subnet_group_name = <database/subnet-group.name>
            deletion_protection = true
            depends_on = aws_iam_role_policy_attachment.database_monitoring-policy_A83EEE0F, aws_cloudwatch_log_group.database_postgresql-logs_group_0E8FD2E3, aws_cloudwatch_log_group.database_upgrade-logs_group_AC2F372A
            enabled_cloudwatch_logs_exports = postgresql, upgrade
            engine = postgres
            engine_version = 16
            final_snapshot_identifier = coder-production-final
            identifier = coder-production
            instance_class = db.r6g.large
            kms_key_id = <data-key/key.arn>
            max_allocated_storage = 500
            monitoring_interval = 60
            monitoring_role_arn = <database/monitoring-role.arn>
            multi_az = false
            parameter_group_name = <database/parameter-group.name>
            password_wo = <ephemeral.secrets_rds-master-password_read.secret_string>
            password_wo_version = 1
            performance_insights_enabled = true
            performance_insights_kms_key_id = <data-key/key.arn>
            performance_insights_retention_period = 7
            port = 5432
            publicly_accessible = false
            skip_final_snapshot = false
            storage_encrypted = true
            storage_type = gp3
            tags.Name = coder-production
            username = terrace
            vpc_security_group_ids = <network: rds/group.id>
            """);
  }

  @Test
  void the_database_lies_in_the_data_subnets_and_forces_tls() {
    assertThat(DATA.describe("database/subnet-group"))
        .isEqualTo(
            """
            description = Subnets of the database
            name = coder-production-db
            subnet_ids = <network: network/data-us-west-2a.id>, <network: network/data-us-west-2b.id>
            """);
    assertThat(DATA.describe("database/parameter-group"))
        .isEqualTo(
            """
            description = TLS is forced
            family = postgres16
            lifecycle.create_before_destroy = true
            name = coder-production-postgres16
            parameter[0].apply_method = pending-reboot
            parameter[0].name = rds.force_ssl
            parameter[0].value = 1
            """);
  }

  @Test
  void a_role_of_its_own_watches_the_database() {
    assertThat(DATA.describe("database/monitoring-policy"))
        .isEqualTo(
            """
            policy_arn = arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole
            role = <database/monitoring-role.name>
            """);
    Policies.table(DATA, DATA.at("database/monitoring-role").json("assume_role_policy"))
        .assertReads(
            "Assume for Service monitoring.rds.amazonaws.com | sts:AssumeRole | | StringEquals"
                + " aws:SourceAccount <read account.account_id>");
  }

  @Test
  void redis_is_one_primary_with_a_replica_that_takes_over() {
    assertThat(DATA.count("aws_elasticache_replication_group")).isEqualTo(1);
    assertThat(DATA.describe("redis/replication-group"))
        .isEqualTo(
            """
            at_rest_encryption_enabled = true
            auto_minor_version_upgrade = true
            automatic_failover_enabled = true
            description = Redis of coder-production
            engine = redis
            engine_version = 7.1
            kms_key_id = <data-key/key.arn>
            maintenance_window = sun:04:30-sun:05:30
            multi_az_enabled = true
            node_type = cache.r6g.large
            num_cache_clusters = 2
            parameter_group_name = <redis/parameter-group.name>
            port = 6379
            replication_group_id = coder-production
            security_group_ids = <network: redis/group.id>
            snapshot_retention_limit = 7
            snapshot_window = 03:00-04:00
            subnet_group_name = <redis/subnet-group.name>
            transit_encryption_enabled = true
            """);
    assertThat(DATA.describe("redis/subnet-group"))
        .isEqualTo(
            """
            description = Subnets of Redis
            name = coder-production-redis
            subnet_ids = <network: network/data-us-west-2a.id>, <network: network/data-us-west-2b.id>
            """);
  }

  @Test
  void redis_evicts_nothing_since_queues_live_in_it() {
    assertThat(DATA.describe("redis/parameter-group"))
        .isEqualTo(
            """
            description = Nothing is evicted
            family = redis7
            lifecycle.create_before_destroy = true
            name = coder-production-redis7
            parameter[0].name = maxmemory-policy
            parameter[0].value = noeviction
            """);
  }

  @Test
  void redis_asks_for_a_token_only_by_config_and_it_comes_from_a_secret() {
    assertThat(DATA.at("redis/replication-group").body().has("auth_token")).isFalse();

    Stack auth =
        Synthesized.changed(
                "coder",
                "production",
                yaml -> yaml.replace("  snapshotDays: 7\n", "  snapshotDays: 7\n  auth: true\n"))
            .stack("data");
    assertThat(auth.describe("redis/replication-group"))
        .contains("auth_token = <read redis-auth-token.secret_string>\n");
    assertThat(auth.describe("redis-auth-token"))
        .isEqualTo(
            """
            depends_on = aws_secretsmanager_secret_version.%s
            secret_id = <secrets/redis-auth-token/secret.arn>
            """
                .formatted(auth.at("secrets/redis-auth-token/value").label()));
    assertThat(auth.at("secrets/redis-auth-token/secret").text("name"))
        .isEqualTo("prod/redis/auth-token");
  }

  @Test
  void the_file_system_is_encrypted_backed_up_and_moves_old_files_to_infrequent_access() {
    assertThat(DATA.count("aws_efs_file_system")).isEqualTo(1);
    assertThat(DATA.describe("file-system/file-system"))
        .isEqualTo(
            """
            creation_token = coder-production-efs
            encrypted = true
            kms_key_id = <data-key/key.arn>
            lifecycle_policy[0].transition_to_ia = AFTER_30_DAYS
            performance_mode = generalPurpose
            tags.Name = coder-production-efs
            throughput_mode = bursting
            """);
    assertThat(DATA.describe("file-system/backup-policy"))
        .isEqualTo(
            """
            backup_policy.status = ENABLED
            file_system_id = <file-system/file-system.id>
            """);
  }

  @Test
  void each_app_subnet_has_a_mount_target() {
    Table table = new Table();
    for (Resource target : DATA.ofType("aws_efs_mount_target")) {
      table.row(
          DATA.readable(target.text("file_system_id")),
          DATA.readable(target.text("subnet_id")),
          DATA.readable(target.body().path("security_groups")));
    }
    table.assertReads(
        """
        <file-system/file-system.id> | <network: network/app-us-west-2a.id> | <network: efs/group.id>
        <file-system/file-system.id> | <network: network/app-us-west-2b.id> | <network: efs/group.id>
        """);
  }

  @Test
  void each_service_that_mounts_the_file_system_has_a_folder_and_a_user_of_its_own() {
    assertThat(DATA.count("aws_efs_access_point")).isEqualTo(2);
    assertThat(DATA.describe("file-system/access-point-coder"))
        .isEqualTo(
            """
            file_system_id = <file-system/file-system.id>
            posix_user.gid = 1000
            posix_user.uid = 1000
            root_directory.creation_info.owner_gid = 1000
            root_directory.creation_info.owner_uid = 1000
            root_directory.creation_info.permissions = 0750
            root_directory.path = /coder
            tags.Name = coder-production-coder
            """);
    assertThat(DATA.describe("file-system/access-point-clickhouse"))
        .isEqualTo(
            """
            file_system_id = <file-system/file-system.id>
            posix_user.gid = 101
            posix_user.uid = 101
            root_directory.creation_info.owner_gid = 101
            root_directory.creation_info.owner_uid = 101
            root_directory.creation_info.permissions = 0750
            root_directory.path = /clickhouse
            tags.Name = coder-production-clickhouse
            """);
  }

  @Test
  void a_bucket_has_versions_and_an_end_for_them_as_the_specification_says() {
    Table table = new Table();
    for (String bucket : BUCKETS) {
      table.row(
          DATA.at("bucket-" + bucket + "/bucket").text("bucket"),
          has("bucket-" + bucket + "/versioning")
              ? DATA.at("bucket-" + bucket + "/versioning")
                  .body()
                  .at("/versioning_configuration/status")
                  .asText()
              : "no versions",
          DATA.at("bucket-" + bucket + "/lifecycle")
              .body()
              .at("/rule/0/noncurrent_version_expiration/noncurrent_days")
              .asText());
    }
    table.assertReads(
        """
        coder-artifacts       | Enabled     | 90
        coder-backups         | Enabled     | 90
        coder-langfuse-events | no versions |
        coder-langfuse-media  | no versions |
        """);
    assertThat(DATA.describe("bucket-backups/lifecycle"))
        .isEqualTo(
            """
            bucket = <bucket-backups/bucket.id>
            depends_on = aws_s3_bucket_versioning.bucket-backups_versioning_47A38B25
            rule[0].abort_incomplete_multipart_upload.days_after_initiation = 7
            rule[0].filter.prefix =\s
            rule[0].id = expire-noncurrent-versions
            rule[0].noncurrent_version_expiration.noncurrent_days = 90
            rule[0].status = Enabled
            """);
  }

  @Test
  void every_bucket_is_encrypted_with_the_customer_key_and_a_bucket_key() {
    for (String bucket : BUCKETS) {
      assertThat(DATA.describe("bucket-" + bucket + "/encryption"))
          .isEqualTo(
              """
              bucket = <bucket-%s/bucket.id>
              rule[0].apply_server_side_encryption_by_default.kms_master_key_id = <data-key/key.arn>
              rule[0].apply_server_side_encryption_by_default.sse_algorithm = aws:kms
              rule[0].bucket_key_enabled = true
              """
                  .formatted(bucket));
    }
    assertThat(DATA.describe("data-key/key"))
        .isEqualTo(
            """
            deletion_window_in_days = 30
            description = Data of coder-production
            enable_key_rotation = true
            policy = {"Version":"2012-10-17","Statement":[{"Sid":"Account","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::<read account.account_id>:root"},"Action":"kms:*","Resource":"*"},{"Sid":"Services","Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"},"Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":"<read account.account_id>"}}}]}
            """);
  }

  @Test
  void nobody_mounts_the_file_system_without_tls_or_past_an_access_point() {
    assertThat(DATA.at("file-system/policy").text("file_system_id"))
        .isEqualTo(DATA.at("file-system/file-system").reference("id"));
    Policies.table(DATA, DATA.at("file-system/policy").json("policy"))
        .assertReads(
            """
            OnlyTls Deny for AWS *          | elasticfilesystem:ClientMount, elasticfilesystem:ClientRootAccess, elasticfilesystem:ClientWrite | <file-system/file-system.arn> | Bool aws:SecureTransport false
            OnlyAccessPoints Deny for AWS * | elasticfilesystem:ClientMount, elasticfilesystem:ClientRootAccess, elasticfilesystem:ClientWrite | <file-system/file-system.arn> | Null elasticfilesystem:AccessPointArn true
            """);
  }

  @Test
  void no_bucket_can_be_made_public() {
    for (String bucket : BUCKETS) {
      assertThat(DATA.describe("bucket-" + bucket + "/public-access-block"))
          .isEqualTo(
              """
              block_public_acls = true
              block_public_policy = true
              bucket = <bucket-%s/bucket.id>
              ignore_public_acls = true
              restrict_public_buckets = true
              """
                  .formatted(bucket));
    }
  }

  @Test
  void every_bucket_refuses_what_comes_without_tls() {
    for (String bucket : BUCKETS) {
      Policies.table(DATA, DATA.at("bucket-" + bucket + "/policy").json("policy"))
          .assertReads(
              "OnlyTls Deny for * | s3:* | <bucket-NAME/bucket.arn>, <bucket-NAME/bucket.arn>/* | Bool aws:SecureTransport false"
                  .replace("NAME", bucket));
    }
  }

  @Test
  void the_bucket_and_the_table_of_the_state_belong_to_no_layer() {
    for (Stack stack : PRODUCTION.stacks()) {
      assertThat(stack.count("aws_dynamodb_table")).isZero();
      assertThat(stack.ofType("aws_s3_bucket"))
          .noneMatch(bucket -> bucket.text("bucket").equals("coder-terraform-state"));
    }
    assertThat(DATA.count("aws_s3_bucket")).isEqualTo(5);
  }

  @Test
  void a_suffix_makes_the_buckets_names_our_own() {
    Stack suffixed =
        Synthesized.changed(
                "coder",
                "production",
                yaml -> yaml.replace("bucketSuffix: \"\"", "bucketSuffix: acme"))
            .stack("data");

    assertThat(suffixed.ofType("aws_s3_bucket"))
        .extracting(bucket -> bucket.text("bucket"))
        .containsExactly(
            "coder-access-logs-acme",
            "coder-artifacts-acme",
            "coder-backups-acme",
            "coder-langfuse-events-acme",
            "coder-langfuse-media-acme");
  }

  @Test
  void every_secret_has_its_name_and_what_makes_its_value() {
    Table table = new Table();
    for (Resource secret : DATA.ofType("aws_secretsmanager_secret")) {
      JsonNode value = DATA.at(secret.path().replaceAll("secret$", "value")).body();
      assertThat(secret.body().path("recovery_window_in_days").asInt()).isEqualTo(7);
      assertThat(DATA.readable(secret.text("kms_key_id"))).isEqualTo("<data-key/key.arn>");
      table.row(secret.text("name"), made(value.path("secret_string_wo").asText()));
    }
    table
        .sorted()
        .assertReads(
            """
            prod/authentik/secret-key        | 64 letters and digits
            prod/coder/database              | postgresql://coder:{coder-database-password}@<database/instance.address>:5432/coder?sslmode=require
            prod/coder/database-password     | 32 letters and digits
            prod/coder/oidc                  | {"client_id":"placeholder","client_secret":"placeholder"}
            prod/custom-llm/api-key          | placeholder
            prod/key-provisioner/secret      | 48 letters and digits
            prod/langfuse/admin-password     | 32 letters and digits
            prod/langfuse/api-keys           | ${jsonencode({"public_key" = "pk-lf-32 letters and digits", "secret_key" = "sk-lf-32 letters and digits"})}
            prod/langfuse/auth               | ${jsonencode({"nextauth_secret" = "48 letters and digits", "salt" = "48 letters and digits", "encryption_key" = "64 hex digits"})}
            prod/langfuse/clickhouse         | 32 letters and digits
            prod/langfuse/database           | postgresql://langfuse:{langfuse-database-password}@<database/instance.address>:5432/langfuse?sslmode=require
            prod/langfuse/database-password  | 32 letters and digits
            prod/litellm/anthropic-api-key   | placeholder
            prod/litellm/database            | postgresql://litellm:{litellm-database-password}@<database/instance.address>:5432/litellm?sslmode=require
            prod/litellm/database-password   | 32 letters and digits
            prod/litellm/master-key          | sk-48 letters and digits
            prod/litellm/salt-key            | sk-48 letters and digits
            prod/rds/master-password         | 32 letters and digits
            """);
  }

  @Test
  void a_placeholder_keeps_what_people_put_into_it_later() {
    for (String name : List.of("coder-oidc", "custom-llm-api-key", "litellm-anthropic-api-key")) {
      Resource value = DATA.at("secrets/" + name + "/value");
      assertThat(DATA.readable(value.body().at("/lifecycle/ignore_changes")))
          .isEqualTo("version_stages, secret_string_wo_version");
      assertThat(DATA.readable(value.body().path("version_stages")))
          .isEqualTo("AWSCURRENT, TERRACE_PLACEHOLDER");
    }
    assertThat(DATA.ofType("aws_secretsmanager_secret_version"))
        .filteredOn(value -> value.body().has("lifecycle"))
        .hasSize(3);
  }

  @Test
  void a_password_is_read_back_from_its_secret_after_it_has_been_written() {
    assertThat(
            DATA.describe(
                DATA.ephemerals()
                    .get("aws_secretsmanager_secret_version.secrets_coder-database-password_read")))
        .isEqualTo(
            """
            depends_on = aws_secretsmanager_secret_version.%s
            secret_id = <secrets/coder-database-password/value.arn>
            """
                .formatted(DATA.at("secrets/coder-database-password/value").label()));
  }

  @Test
  void no_value_of_a_secret_gets_into_a_state() {
    List<String> stored = new ArrayList<>();
    for (Stack stack : PRODUCTION.stacks()) {
      for (String line : allAttributes(stack)) {
        if (line.matches(".*\\.(secret_string|password|auth_token|secret_binary) = .*")) {
          stored.add(line);
        }
      }
      // What is ephemeral may go into write-only attributes and nowhere else.
      assertThat(allAttributes(stack))
          .filteredOn(line -> line.contains("ephemeral."))
          .allMatch(line -> line.matches(".*\\.(secret_string_wo|password_wo) = .*"));
    }
    assertThat(stored).isEmpty();
  }

  @Test
  void a_higher_version_writes_a_new_password_everywhere_it_is_used() {
    Stack rotated =
        Synthesized.changed(
                "coder",
                "production",
                yaml ->
                    yaml
                        + """

                        secretVersions:
                          rds/master-password: 2
                          coder/database-password: 3
                          langfuse/auth: 2
                        """)
            .stack("data");

    Map<String, String> versions = new TreeMap<>();
    for (Resource value : rotated.ofType("aws_secretsmanager_secret_version")) {
      String version = value.text("secret_string_wo_version");
      if (!version.equals("1")) {
        versions.put(value.path(), version);
      }
    }
    assertThat(versions)
        .isEqualTo(
            Map.of(
                "secrets/rds-master-password/value", "2",
                "secrets/coder-database-password/value", "3",
                "secrets/coder-database/value", "3",
                "secrets/langfuse-auth/value", "2"));
    assertThat(rotated.at("database/instance").text("password_wo_version")).isEqualTo("2");
  }

  @Test
  void every_value_starts_at_version_1() {
    assertThat(DATA.ofType("aws_secretsmanager_secret_version"))
        .hasSize(18)
        .allSatisfy(value -> assertThat(value.text("secret_string_wo_version")).isEqualTo("1"));
  }

  private static boolean has(String path) {
    return DATA.paths().stream().anyMatch(each -> each.startsWith(path + "  "));
  }

  /** The expression of a value, with its random parts as words. */
  private static String made(String expression) {
    String words = DATA.readable(expression);
    for (Map.Entry<String, JsonNode> each : DATA.ephemerals().entrySet()) {
      String label = each.getKey().substring(each.getKey().indexOf('.') + 1);
      words =
          words
              .replace("<ephemeral." + label + ".random_password>", alphabet(each.getValue()))
              .replace(
                  "<ephemeral." + label + ".secret_string>",
                  "{" + label.replaceAll("secrets_(.*)_read", "$1") + "}");
    }
    return words;
  }

  private static String alphabet(JsonNode random) {
    String arguments = DATA.describe(random).replaceAll("password_length = \\d+\n", "");
    String length = random.path("password_length").asText();
    return switch (arguments) {
      case "exclude_punctuation = true\n" -> length + " letters and digits";
      case """
      exclude_characters = ghijklmnopqrstuvwxyz
      exclude_punctuation = true
      exclude_uppercase = true
      require_each_included_type = false
      """ ->
          length + " hex digits";
      default -> length + " of " + arguments;
    };
  }

  private static List<String> allAttributes(Stack stack) {
    List<String> lines = new ArrayList<>();
    stack
        .tree()
        .path("resource")
        .properties()
        .forEach(
            type ->
                stack
                    .describe(type.getValue())
                    .lines()
                    .forEach(line -> lines.add(type.getKey() + "." + line)));
    return lines;
  }
}
