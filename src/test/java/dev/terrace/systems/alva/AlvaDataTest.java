package dev.terrace.systems.alva;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlvaDataTest {
  private static final Stack DATA = Synthesized.environment("alva", "staging").stack("data");
  private static final Stack PRODUCTION =
      Synthesized.environment("alva", "production").stack("data");

  @Test
  void the_database_is_small_encrypted_and_protected() {
    assertThat(DATA.describe("database/instance").replaceAll("depends_on = .*\n", ""))
        .isEqualTo(
            """
            allocated_storage = 20
            auto_minor_version_upgrade = true
            backup_retention_period = 7
            copy_tags_to_snapshot = true
            db_name = alva
            db_subnet_group_name = <database/subnet-group.name>
            deletion_protection = true
            enabled_cloudwatch_logs_exports = postgresql, upgrade
            engine = postgres
            engine_version = 16
            final_snapshot_identifier = alva-staging-final
            identifier = alva-staging
            instance_class = db.t3.micro
            kms_key_id = <data-key/key.arn>
            max_allocated_storage = 50
            monitoring_interval = 60
            monitoring_role_arn = <database/monitoring-role.arn>
            multi_az = false
            parameter_group_name = <database/parameter-group.name>
            password_wo = <ephemeral.secrets_database-password_read.secret_string>
            password_wo_version = 1
            performance_insights_enabled = true
            performance_insights_kms_key_id = <data-key/key.arn>
            performance_insights_retention_period = 7
            port = 5432
            publicly_accessible = false
            skip_final_snapshot = false
            storage_encrypted = true
            storage_type = gp2
            tags.Name = alva-staging
            username = alva
            vpc_security_group_ids = <network: rds/group.id>
            """);
    for (String group : new String[] {"database/subnet-group", "redis/subnet-group"}) {
      assertThat(DATA.readable(DATA.at(group).body().path("subnet_ids")))
          .isEqualTo("<network: network/app-us-east-1a.id>, <network: network/app-us-east-1b.id>");
    }
  }

  @Test
  void redis_is_a_single_encrypted_node() {
    Resource redis = DATA.at("redis/replication-group");
    assertThat(redis.text("node_type")).isEqualTo("cache.t3.micro");
    assertThat(redis.text("num_cache_clusters")).isEqualTo("1");
    assertThat(redis.text("automatic_failover_enabled")).isEqualTo("false");
    assertThat(redis.text("transit_encryption_enabled")).isEqualTo("true");
    assertThat(redis.text("at_rest_encryption_enabled")).isEqualTo("true");
  }

  @Test
  void production_stands_in_two_zones() {
    assertThat(PRODUCTION.at("database/instance").text("multi_az")).isEqualTo("true");
    assertThat(PRODUCTION.at("redis/replication-group").text("multi_az_enabled")).isEqualTo("true");
    assertThat(PRODUCTION.at("redis/replication-group").text("num_cache_clusters")).isEqualTo("2");
  }

  @Test
  void every_secret_has_its_name_and_what_makes_its_value() {
    Table table = new Table();
    for (Resource secret : DATA.ofType("aws_secretsmanager_secret")) {
      JsonNode value = DATA.at(secret.path().replaceAll("secret$", "value")).body();
      assertThat(DATA.readable(secret.text("kms_key_id"))).isEqualTo("<data-key/key.arn>");
      table.row(
          secret.text("name"),
          DATA.readable(value.path("secret_string_wo").asText()),
          value.path("version_stages").size());
    }
    table
        .sorted()
        .assertReads(
            """
            alva-staging-cookie-secret     | <ephemeral.secrets_cookie-secret_random.random_password> | 0
            alva-staging-database          | postgresql://alva:<ephemeral.secrets_database-password_read.secret_string>@<database/instance.address>:5432/alva?sslmode=require | 0
            alva-staging-database-password | <ephemeral.secrets_database-password_random.random_password> | 0
            alva-staging-jwt-private-key   | placeholder | 2
            alva-staging-jwt-public-key    | placeholder | 2
            alva-staging-jwt-secret        | <ephemeral.secrets_jwt-secret_random.random_password> | 0
            alva-staging-openai-api-key    | placeholder | 2
            alva-staging-resend-api-key    | placeholder | 2
            """);
  }

  @Test
  void random_values_go_into_write_only_attributes_alone() {
    for (Stack stack : Synthesized.environment("alva", "staging").stacks()) {
      for (Map.Entry<String, JsonNode> type : stack.tree().path("resource").properties()) {
        assertThat(stack.describe(type.getValue()).lines())
            .filteredOn(line -> line.contains("ephemeral."))
            .allMatch(line -> line.matches(".*\\.(secret_string_wo|password_wo) = .*"));
        assertThat(stack.describe(type.getValue()).lines())
            .noneMatch(line -> line.matches(".*\\.(secret_string|password|auth_token) = .*"));
      }
    }
  }

  @Test
  void a_higher_version_of_the_password_makes_a_new_connection_string() {
    Stack rotated =
        Synthesized.changed(
                "alva", "staging", yaml -> yaml + "\nsecretVersions: {database-password: 2}\n")
            .stack("data");
    Map<String, String> versions = new TreeMap<>();
    rotated
        .ofType("aws_secretsmanager_secret_version")
        .forEach(
            value -> {
              if (!value.text("secret_string_wo_version").equals("1")) {
                versions.put(value.path(), value.text("secret_string_wo_version"));
              }
            });
    assertThat(versions)
        .isEqualTo(Map.of("secrets/database-password/value", "2", "secrets/database/value", "2"));
    assertThat(rotated.at("database/instance").text("password_wo_version")).isEqualTo("2");
  }
}
