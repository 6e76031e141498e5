package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The totals at the end of the specification, over the four layers together. */
class CoderTotalsTest {
  private static final Synthesized PRODUCTION = Synthesized.environment("coder", "production");
  private static final Synthesized DEVELOPMENT = Synthesized.environment("coder", "development");

  @Test
  void the_totals_of_the_specification_hold() {
    totals(PRODUCTION)
        .assertReads(
            """
            VPC                         | 1
            subnets                     | 6
            internet gateways           | 1
            NAT gateways                | 1
            security groups             | 7
            VPC endpoints               | 10
            RDS instances               | 1
            Redis replication groups    | 1
            file systems                | 1
            mount targets               | 2
            buckets                     | 5
            lock tables                 | 0
            secrets                     | 18
            clusters                    | 1
            load balancers              | 1
            certificates                | 1
            target groups               | 4
            listener rules              | 5
            roles                       | 12
            task definitions            | 8
            services                    | 6
            bridge parameters           | 9
            """);
  }

  @Test
  void the_fifth_bucket_and_the_lock_table_come_from_the_backend_before_any_layer()
      throws IOException {
    String backend = Files.readString(Path.of("backend", "main.tf"));

    assertThat(backend).containsOnlyOnce("resource \"aws_s3_bucket\" ");
    assertThat(backend).containsOnlyOnce("resource \"aws_dynamodb_table\" ");
    assertThat(backend).contains("hash_key").contains("LockID").contains("PAY_PER_REQUEST");
    assertThat(backend)
        .containsOnlyOnce("deletion_protection_enabled = true")
        .contains("point_in_time_recovery");
    for (Stack stack : PRODUCTION.stacks()) {
      assertThat(stack.describe(stack.tree().at("/terraform/backend/s3")))
          .isEqualTo(
              """
              bucket = coder-terraform-state
              dynamodb_table = terraform-locks
              encrypt = true
              key = coder/production/%s.tfstate
              region = us-west-2
              """
                  .formatted(stack.name().replace("coder-production-", "")));
    }
  }

  @Test
  void the_state_is_locked_by_a_file_by_the_table_or_by_both() {
    Table table = new Table();
    for (String lock : List.of("dynamodb", "both", "s3\n  dynamodbTable: null")) {
      JsonNode backend =
          Synthesized.changed(
                  "coder",
                  "development",
                  yaml -> yaml + "\nbackend:\n  region: eu-west-1\n  lock: " + lock + "\n")
              .stack("network")
              .tree()
              .at("/terraform/backend/s3");
      table.row(
          lock.lines().findFirst().orElseThrow(),
          backend.path("dynamodb_table").asText("no table"),
          backend.path("use_lockfile").asText("no file"),
          backend.path("region").asText());
    }
    table.assertReads(
        """
        dynamodb | terraform-locks | no file | eu-west-1
        both     | terraform-locks | true    | eu-west-1
        s3       | no table        | true    | eu-west-1
        """);
  }

  @Test
  void a_local_state_lies_beside_the_stacks_for_its_readers_as_well() {
    Synthesized local =
        Synthesized.changed(
            "coder",
            "development",
            yaml ->
                yaml + "\nbackend: {type: local, bucket: null, lock: null, dynamodbTable: null}\n");

    assertThat(local.stack("network").tree().at("/terraform/backend/local/path").asText())
        .isEqualTo("../coder-development-network.tfstate");
    assertThat(
            local
                .stack("data")
                .tree()
                .at(
                    "/data/terraform_remote_state/cross-stack-reference-input-coder-development-network/config/path")
                .asText())
        .isEqualTo("../coder-development-network.tfstate");
    assertThat(local.stack("platform").at("coder/task-role/policy").text("policy"))
        .doesNotContain("dynamodb:");
  }

  @Test
  void every_layer_runs_with_one_pinned_provider() {
    for (Stack stack : PRODUCTION.stacks()) {
      assertThat(stack.describe(stack.tree().at("/terraform/required_providers")))
          .isEqualTo("aws.source = hashicorp/aws\naws.version = ~> 5.100\n");
      assertThat(stack.tree().at("/terraform/required_version").asText()).isEqualTo(">= 1.11");
    }
  }

  @Test
  void a_stack_reads_the_state_of_earlier_ones_only() {
    Table table = new Table();
    for (Stack stack : PRODUCTION.stacks()) {
      StringBuilder read = new StringBuilder();
      stack
          .tree()
          .at("/data/terraform_remote_state")
          .properties()
          .forEach(
              each ->
                  read.append(read.isEmpty() ? "" : ", ")
                      .append(each.getValue().at("/config/key").asText()));
      table.row(stack.name(), read.isEmpty() ? "nothing" : read);
    }
    table.assertReads(
        """
        coder-production-network       | nothing
        coder-production-data          | coder/production/network.tfstate
        coder-production-platform      | coder/production/data.tfstate, coder/production/network.tfstate
        coder-production-observability | coder/production/data.tfstate, coder/production/network.tfstate, coder/production/platform.tfstate
        """);
  }

  @Test
  void development_has_the_same_layers_with_small_machines() {
    Stack data = DEVELOPMENT.stack("data");

    assertThat(DEVELOPMENT.stack("network").count("aws_nat_gateway")).isEqualTo(1);
    assertThat(data.describe("database/instance"))
        .contains("instance_class = db.t4g.medium\n")
        .contains("multi_az = false\n")
        .contains("deletion_protection = false\n")
        .contains("backup_retention_period = 7\n")
        .contains("allocated_storage = 20\n")
        .contains("identifier = coder-dev\n");
    assertThat(data.describe("redis/replication-group"))
        .contains("num_cache_clusters = 1\n")
        .contains("multi_az_enabled = false\n")
        .contains("automatic_failover_enabled = false\n")
        .contains("node_type = cache.t4g.small\n");
    assertThat(DEVELOPMENT.stack("observability").paths())
        .noneMatch(path -> path.contains("redis-2"));
  }

  @Test
  void development_and_production_share_no_name_in_an_account() {
    for (Stack stack : DEVELOPMENT.stacks()) {
      assertThat(stack.text()).doesNotContain("coder-production-").doesNotContain("\"prod/");
    }
    assertThat(DEVELOPMENT.stack("data").ofType("aws_s3_bucket"))
        .extracting(bucket -> bucket.text("bucket"))
        .allMatch(name -> name.endsWith("-development"));
    assertThat(DEVELOPMENT.stack("data").ofType("aws_secretsmanager_secret"))
        .extracting(secret -> secret.text("name"))
        .allMatch(name -> name.startsWith("dev/"));
  }

  private static Table totals(Synthesized environment) {
    return new Table()
        .row("VPC", count(environment, "aws_vpc"))
        .row("subnets", count(environment, "aws_subnet"))
        .row("internet gateways", count(environment, "aws_internet_gateway"))
        .row("NAT gateways", count(environment, "aws_nat_gateway"))
        .row("security groups", count(environment, "aws_security_group"))
        .row("VPC endpoints", count(environment, "aws_vpc_endpoint"))
        .row("RDS instances", count(environment, "aws_db_instance"))
        .row("Redis replication groups", count(environment, "aws_elasticache_replication_group"))
        .row("file systems", count(environment, "aws_efs_file_system"))
        .row("mount targets", count(environment, "aws_efs_mount_target"))
        .row("buckets", count(environment, "aws_s3_bucket"))
        .row("lock tables", count(environment, "aws_dynamodb_table"))
        .row("secrets", count(environment, "aws_secretsmanager_secret"))
        .row("clusters", count(environment, "aws_ecs_cluster"))
        .row("load balancers", count(environment, "aws_lb"))
        .row("certificates", count(environment, "aws_acm_certificate"))
        .row("target groups", count(environment, "aws_lb_target_group"))
        .row("listener rules", count(environment, "aws_lb_listener_rule"))
        .row("roles", count(environment, "aws_iam_role"))
        .row("task definitions", count(environment, "aws_ecs_task_definition"))
        .row("services", count(environment, "aws_ecs_service"))
        .row("bridge parameters", count(environment, "aws_ssm_parameter"));
  }

  private static int count(Synthesized environment, String type) {
    return environment.stacks().stream().mapToInt(stack -> stack.count(type)).sum();
  }
}
