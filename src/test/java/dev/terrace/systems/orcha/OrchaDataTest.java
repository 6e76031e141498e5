package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrchaDataTest {
  private static final Synthesized PROD = Synthesized.environment("orcha", "prod");
  private static final Stack DATA = PROD.stack("data");

  @Test
  void the_database_is_what_the_specification_asks_for() {
    assertThat(DATA.count("aws_db_instance")).isEqualTo(1);
    assertThat(DATA.describe("database/instance"))
        .isEqualTo(
            """
            allocated_storage = 30
            auto_minor_version_upgrade = false
            backup_retention_period = 14
            copy_tags_to_snapshot = true
            db_name = orcha
            db_subnet_group_name = <database/subnet-group.name>
            deletion_protection = true
            depends_on = aws_iam_role_policy_attachment.database_monitoring-policy_A83EEE0F, aws_cloudwatch_log_group.database_postgresql-logs_group_0E8FD2E3, aws_cloudwatch_log_group.database_upgrade-logs_group_AC2F372A
            enabled_cloudwatch_logs_exports = postgresql, upgrade
            engine = postgres
            engine_version = 18.1
            final_snapshot_identifier = v1-orcha-db-final
            identifier = v1-orcha-db
            instance_class = db.t4g.medium
            kms_key_id = <data-key/key.arn>
            max_allocated_storage = 100
            monitoring_interval = 60
            monitoring_role_arn = <database/monitoring-role.arn>
            multi_az = false
            parameter_group_name = <database/parameter-group.name>
            password_wo = ${jsondecode(<ephemeral.db-credentials_read.secret_string>).password}
            password_wo_version = 1
            performance_insights_enabled = true
            performance_insights_kms_key_id = <data-key/key.arn>
            performance_insights_retention_period = 7
            port = 5432
            publicly_accessible = false
            skip_final_snapshot = false
            storage_encrypted = true
            storage_type = gp3
            tags.Name = v1-orcha-db
            username = orcha
            vpc_security_group_ids = <network: rds-sg/group.id>
            """);
  }

  @Test
  void the_database_lies_in_the_private_subnets_and_forces_tls() {
    assertThat(DATA.describe("database/subnet-group"))
        .isEqualTo(
            """
            description = Subnets of the database
            name = v1-orcha-db
            subnet_ids = <network: network/app-eu-central-1a.id>, <network: network/app-eu-central-1b.id>
            """);
    assertThat(DATA.describe("database/parameter-group"))
        .isEqualTo(
            """
            description = TLS is forced
            family = postgres18
            lifecycle.create_before_destroy = true
            name = v1-orcha-postgres18
            parameter[0].apply_method = pending-reboot
            parameter[0].name = rds.force_ssl
            parameter[0].value = 1
            """);
  }

  @Test
  void the_engine_may_be_named_down_to_the_major_version() {
    Stack major =
        Synthesized.changed(
                "orcha",
                "prod",
                yaml -> yaml.replace("engineVersion: \"18.1\"", "engineVersion: \"18\""))
            .stack("data");

    assertThat(major.at("database/instance").text("engine_version")).isEqualTo("18");
    assertThat(major.at("database/parameter-group").text("family")).isEqualTo("postgres18");
  }

  @Test
  void a_role_of_its_own_watches_the_database() {
    assertThat(DATA.describe("database/monitoring-policy"))
        .isEqualTo(
            """
            policy_arn = arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole
            role = <database/monitoring-role.name>
            """);
    assertThat(DATA.at("database/monitoring-role").text("name"))
        .isEqualTo("v1-orcha-rds-monitoring");
    Policies.table(DATA, DATA.at("database/monitoring-role").json("assume_role_policy"))
        .assertReads(
            "Assume for Service monitoring.rds.amazonaws.com | sts:AssumeRole | | StringEquals"
                + " aws:SourceAccount <read account.account_id>");
  }

  @Test
  void the_credentials_have_the_fields_that_drivers_and_rotations_expect() {
    assertThat(DATA.describe("db-credentials/secret"))
        .isEqualTo(
            """
            description = User and password of the database
            kms_key_id = <data-key/key.arn>
            name = /v1-orcha/db-credentials
            recovery_window_in_days = 7
            """);
    assertThat(DATA.describe("db-credentials/value"))
        .isEqualTo(
            """
            lifecycle.ignore_changes = version_stages
            secret_id = <db-credentials/secret.id>
            secret_string_wo = ${jsonencode({"username" = "orcha", "engine" = "postgres", "port" = "5432", "dbname" = "orcha", "dbInstanceIdentifier" = "v1-orcha-db", "password" = "<ephemeral.db-credentials_random-password.random_password>"})}
            secret_string_wo_version = 1
            version_stages = AWSCURRENT, TERRACE_INITIAL
            """);
  }

  @Test
  void the_password_is_made_and_read_back_without_a_trace() {
    assertThat(DATA.ephemerals().keySet())
        .containsExactly(
            "aws_secretsmanager_random_password.db-credentials_random-password",
            "aws_secretsmanager_secret_version.db-credentials_read");
    assertThat(
            DATA.describe(
                DATA.ephemerals()
                    .get("aws_secretsmanager_random_password.db-credentials_random-password")))
        .isEqualTo(
            """
            exclude_punctuation = true
            password_length = 32
            """);
    assertThat(
            DATA.describe(
                DATA.ephemerals().get("aws_secretsmanager_secret_version.db-credentials_read")))
        .isEqualTo(
            """
            depends_on = aws_secretsmanager_secret_version.%s
            secret_id = <db-credentials/value.arn>
            """
                .formatted(DATA.at("db-credentials/value").label()));
  }

  @Test
  void a_higher_version_writes_a_new_password_to_the_secret_and_the_database() {
    Stack second =
        Synthesized.changed("orcha", "prod", yaml -> yaml + "\ncredentialsVersion: 2\n")
            .stack("data");

    assertThat(second.at("db-credentials/value").text("secret_string_wo_version")).isEqualTo("2");
    assertThat(second.at("database/instance").text("password_wo_version")).isEqualTo("2");
    assertThat(second.at("application-secrets/value").text("secret_string_wo_version"))
        .isEqualTo("1");
  }

  @Test
  void what_people_fill_keeps_what_they_have_put_into_it() {
    assertThat(DATA.count("aws_secretsmanager_secret")).isEqualTo(2);
    assertThat(DATA.describe("application-secrets/secret"))
        .isEqualTo(
            """
            description = What the application needs from people, as JSON; fill with update-secrets.sh
            kms_key_id = <data-key/key.arn>
            name = /v1-orcha/application-secrets
            recovery_window_in_days = 7
            """);
    assertThat(DATA.describe("application-secrets/value"))
        .isEqualTo(
            """
            lifecycle.ignore_changes = version_stages, secret_string_wo_version
            secret_id = <application-secrets/secret.id>
            secret_string_wo = placeholder
            secret_string_wo_version = 1
            version_stages = AWSCURRENT, TERRACE_PLACEHOLDER
            """);
  }

  @Test
  void no_value_of_a_secret_gets_into_a_state() {
    List<String> all = new ArrayList<>();
    for (Stack stack : PROD.stacks()) {
      all.addAll(attributes(stack));
    }
    assertThat(all)
        .hasSizeGreaterThan(500)
        .noneMatch(
            line -> line.matches("\\S*\\.(secret_string|password|auth_token|secret_binary) = .*"));
    // What is ephemeral may go into write-only attributes and nowhere else.
    assertThat(all)
        .filteredOn(line -> line.contains("ephemeral."))
        .hasSize(2)
        .allMatch(line -> line.matches("\\S*\\.(secret_string_wo|password_wo) = .*"));
  }

  @Test
  void one_key_encrypts_the_data_and_the_topic_that_cloudwatch_publishes_to() {
    assertThat(DATA.count("aws_kms_key")).isEqualTo(1);
    assertThat(DATA.describe("data-key/key").replaceAll("policy = .*\n", ""))
        .isEqualTo(
            """
            deletion_window_in_days = 30
            description = Data of v1-orcha
            enable_key_rotation = true
            """);
    assertThat(DATA.describe("data-key/alias"))
        .isEqualTo(
            """
            name = alias/v1-orcha-data
            target_key_id = <data-key/key.key_id>
            """);
    Policies.table(DATA, DATA.at("data-key/key").json("policy"))
        .assertReads(
            """
            Account for AWS arn:aws:iam::<read account.account_id>:root | kms:*                             | * | always
            Services for Service cloudwatch.amazonaws.com               | kms:Decrypt, kms:GenerateDataKey* | * | StringEquals aws:SourceAccount <read account.account_id>
            LogGroups for Service logs.eu-central-1.amazonaws.com | kms:Decrypt*, kms:Describe*, kms:Encrypt*, kms:GenerateDataKey*, kms:ReEncrypt* | * | ArnEquals kms:EncryptionContext:aws:logs:arn arn:aws:logs:eu-central-1:<read account.account_id>:log-group:/v1-orcha/ssm-sessions
            """);
  }

  @Test
  void there_are_two_buckets_and_one_for_access_logs() {
    assertThat(DATA.ofType("aws_s3_bucket"))
        .extracting(bucket -> bucket.path() + " = " + bucket.text("bucket"))
        .containsExactly(
            "access-logs/bucket = v1-orcha-access-logs-700558745280",
            "bucket-artifacts/bucket = v1-orcha-pipeline-artifacts-700558745280",
            "bucket-storage/bucket = v1-orcha-global-storage-700558745280");
  }

  @Test
  void every_bucket_is_encrypted_with_the_key_and_cannot_be_made_public() {
    for (String bucket : List.of("artifacts", "storage")) {
      assertThat(DATA.describe("bucket-" + bucket + "/encryption"))
          .isEqualTo(
              """
              bucket = <bucket-%s/bucket.id>
              rule[0].apply_server_side_encryption_by_default.kms_master_key_id = <data-key/key.arn>
              rule[0].apply_server_side_encryption_by_default.sse_algorithm = aws:kms
              rule[0].bucket_key_enabled = true
              """
                  .formatted(bucket));
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
    for (String bucket : List.of("artifacts", "storage")) {
      Policies.table(DATA, DATA.at("bucket-" + bucket + "/policy").json("policy"))
          .assertReads(
              "OnlyTls Deny for * | s3:* | <bucket-NAME/bucket.arn>, <bucket-NAME/bucket.arn>/* | Bool aws:SecureTransport false"
                  .replace("NAME", bucket));
      assertThat(DATA.readable(DATA.at("bucket-" + bucket + "/policy").text("bucket")))
          .isEqualTo("<bucket-" + bucket + "/bucket.id>");
    }
  }

  @Test
  void every_bucket_keeps_old_versions_for_90_days() {
    for (String bucket : List.of("artifacts", "storage")) {
      assertThat(DATA.describe("bucket-" + bucket + "/versioning"))
          .isEqualTo(
              """
              bucket = <bucket-%s/bucket.id>
              versioning_configuration.status = Enabled
              """
                  .formatted(bucket));
      assertThat(DATA.describe("bucket-" + bucket + "/lifecycle"))
          .isEqualTo(
              """
              bucket = <bucket-%s/bucket.id>
              depends_on = aws_s3_bucket_versioning.%s
              rule[0].abort_incomplete_multipart_upload.days_after_initiation = 7
              rule[0].filter.prefix =\s
              rule[0].id = expire-noncurrent-versions
              rule[0].noncurrent_version_expiration.noncurrent_days = 90
              rule[0].status = Enabled
              """
                  .formatted(bucket, DATA.at("bucket-" + bucket + "/versioning").label()));
    }
  }

  @Test
  void each_queue_has_a_dead_letter_queue_that_keeps_messages_for_14_days() {
    Table table = new Table();
    for (Resource queue : DATA.ofType("aws_sqs_queue")) {
      table.row(
          queue.text("name"),
          queue.body().path("visibility_timeout_seconds").asText("default"),
          queue.text("message_retention_seconds"),
          queue.text("sqs_managed_sse_enabled"),
          queue.body().has("redrive_policy")
              ? DATA.readable(queue.text("redrive_policy"))
              : "the end");
    }
    table.assertReads(
        """
        v1-orcha-global-email-acquire-dlq | default | 1209600 | true | the end
        v1-orcha-global-email-acquire     | 300     | 864000 | true | {"deadLetterTargetArn":"<email-acquire/dead-letters.arn>","maxReceiveCount":3}
        v1-orcha-global-ingest-dlq        | default | 1209600 | true | the end
        v1-orcha-global-ingest            | 600     | 864000 | true | {"deadLetterTargetArn":"<ingest/dead-letters.arn>","maxReceiveCount":3}
        """);
  }

  @Test
  void a_dead_letter_queue_takes_messages_from_its_own_queue_alone() {
    Table table = new Table();
    for (Resource allow : DATA.ofType("aws_sqs_queue_redrive_allow_policy")) {
      table.row(
          DATA.readable(allow.text("queue_url")),
          DATA.readable(allow.text("redrive_allow_policy")));
    }
    table.assertReads(
        """
        <email-acquire/dead-letters.id> | {"redrivePermission":"byQueue","sourceQueueArns":["<email-acquire/queue.arn>"]}
        <ingest/dead-letters.id>        | {"redrivePermission":"byQueue","sourceQueueArns":["<ingest/queue.arn>"]}
        """);
  }

  @Test
  void every_queue_refuses_what_comes_without_tls() {
    assertThat(DATA.count("aws_sqs_queue_policy")).isEqualTo(DATA.count("aws_sqs_queue"));
    for (String queue : List.of("email-acquire", "ingest")) {
      onlyTls(queue + "/policy", queue + "/queue");
      onlyTls(queue + "/dead-letters-policy", queue + "/dead-letters");
    }
  }

  private static void onlyTls(String policy, String queue) {
    assertThat(DATA.readable(DATA.at(policy).text("queue_url"))).isEqualTo("<" + queue + ".url>");
    Policies.table(DATA, DATA.at(policy).json("policy"))
        .assertReads(
            "OnlyTls Deny for * | sqs:* | <" + queue + ".arn> | Bool aws:SecureTransport false");
  }

  @Test
  void the_containers_find_everything_under_one_path() {
    Table table = new Table();
    for (Resource parameter : DATA.ofType("aws_ssm_parameter")) {
      table.row(
          parameter.text("name"),
          parameter.text("type"),
          DATA.readable(parameter.text("value")),
          parameter.text("description"));
    }
    table.assertReads(
        """
        /v1-orcha/runtime/APPLICATION_SECRETS     | String | /v1-orcha/application-secrets | Secret that people fill
        /v1-orcha/runtime/AWS_REGION              | String | eu-central-1                  | Region
        /v1-orcha/runtime/DATABASE_HOST           | String | <database/instance.address>   | Host name of PostgreSQL
        /v1-orcha/runtime/DATABASE_NAME           | String | orcha                         | Database
        /v1-orcha/runtime/DATABASE_PORT           | String | 5432                          | Port of PostgreSQL
        /v1-orcha/runtime/DATABASE_SECRET         | String | /v1-orcha/db-credentials      | Secret with its user and password
        /v1-orcha/runtime/EMAIL_ACQUIRE_QUEUE_URL | String | <email-acquire/queue.url>     | E-mails to fetch
        /v1-orcha/runtime/INGEST_QUEUE_URL        | String | <ingest/queue.url>            | Documents to process
        /v1-orcha/runtime/STORAGE_BUCKET          | String | <bucket-storage/bucket.id>    | Bucket of the documents
        """);
  }

  @Test
  void without_a_database_of_its_own_the_application_uses_postgres() {
    Stack unnamed =
        Synthesized.changed("orcha", "prod", yaml -> yaml.replace("  databaseName: orcha\n", ""))
            .stack("data");

    assertThat(unnamed.at("database/instance").body().has("db_name")).isFalse();
    assertThat(unnamed.at("runtime-DATABASE_NAME/parameter").text("value")).isEqualTo("postgres");
    assertThat(unnamed.at("db-credentials/value").text("secret_string_wo"))
        .contains("\"dbname\" = \"postgres\"");
  }

  @Test
  void the_outputs_name_no_value_of_a_secret() {
    assertThat(OrchaNetworkTest.outputs(DATA))
        .isEqualTo(
            """
            application_secrets = <application-secrets/secret.arn> (Secret that people fill)
            database_address = <database/instance.address> (Host name of PostgreSQL)
            database_secret = /v1-orcha/db-credentials (Secret with its user and password)
            email_acquire_queue_url = <email-acquire/queue.url> (Queue <email-acquire/queue.name>)
            ingest_queue_url = <ingest/queue.url> (Queue <ingest/queue.name>)
            storage_bucket = <bucket-storage/bucket.id> (Documents)
            """);
  }

  private static List<String> attributes(Stack stack) {
    List<String> lines = new ArrayList<>();
    for (String path : stack.paths()) {
      Resource resource = stack.at(path.replaceAll("  .*", ""));
      JsonNode body = resource.body();
      stack.describe(body).lines().forEach(line -> lines.add(resource.address() + "." + line));
    }
    return lines;
  }
}
