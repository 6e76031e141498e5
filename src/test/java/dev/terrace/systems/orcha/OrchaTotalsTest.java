package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What holds over the five layers together, and in all environments. */
class OrchaTotalsTest {
  private static final Synthesized PROD = Synthesized.environment("orcha", "prod");
  private static final Synthesized STAGING = Synthesized.environment("orcha", "staging");
  private static final Synthesized DEV = Synthesized.environment("orcha", "dev");

  /** Prod with the whole wish list: what holds for prod holds with every option as well. */
  private static final Synthesized WHOLE =
      Synthesized.changed(
          "orcha",
          "prod",
          yaml ->
              yaml.replaceAll(
                      "(migrationTest|ingestBacklogAlarm|pipelineNotifications|developerAccess"
                          + "|s3GatewayEndpoint|waf|highAvailability): false",
                      "$1: true")
                  .replace("interfaceEndpoints: [] ", "interfaceEndpoints: [ecr.api] ")
                  .replace("natGateways: none ", "natGateways: onePerZone ")
                  .replace("# credentialRotationDays", "credentialRotationDays")
                  .replace("tenants: {} ", "tenants: {acme: {}} "));

  /** Attributes that name a resource for people and for AWS. */
  private static final Set<String> NAMES =
      Set.of(
          "name",
          "alarm_name",
          "bucket",
          "deployment_group_name",
          "domain",
          "final_snapshot_identifier",
          "function_name",
          "identifier");

  @Test
  void the_environments_differ_in_certificates_and_the_free_endpoint_alone() {
    Map<String, List<Integer>> counts = new TreeMap<>();
    for (Synthesized environment : List.of(PROD, STAGING, DEV)) {
      for (Stack stack : environment.stacks()) {
        for (String path : stack.paths()) {
          counts.putIfAbsent(path.replaceAll(".*  ", ""), List.of());
        }
      }
    }
    Table table = new Table();
    counts
        .keySet()
        .forEach(
            type -> table.row(type, count(PROD, type), count(STAGING, type), count(DEV, type)));
    table.assertReads(
        """
        aws_acm_certificate                                | 0  | 3  | 3
        aws_acm_certificate_validation                     | 0  | 3  | 3
        aws_autoscaling_group                              | 1  | 1  | 1
        aws_budgets_budget                                 | 1  | 1  | 1
        aws_caller_identity                                | 5  | 5  | 5
        aws_cloudwatch_log_group                           | 7  | 7  | 7
        aws_cloudwatch_metric_alarm                        | 12 | 12 | 12
        aws_codebuild_project | 2 | 2 | 2
        aws_codedeploy_app                                 | 1  | 1  | 1
        aws_codedeploy_deployment_group                    | 1  | 1  | 1
        aws_codepipeline                                   | 1  | 1  | 1
        aws_codestarconnections_connection                 | 1  | 1  | 1
        aws_cognito_user_pool                              | 1  | 1  | 1
        aws_cognito_user_pool_client                       | 1  | 1  | 1
        aws_cognito_user_pool_domain                       | 1  | 1  | 1
        aws_db_instance                                    | 1  | 1  | 1
        aws_db_parameter_group                             | 1  | 1  | 1
        aws_db_subnet_group                                | 1  | 1  | 1
        aws_default_security_group                         | 1  | 1  | 1
        aws_ecr_lifecycle_policy                           | 1  | 1  | 1
        aws_ecr_repository                                 | 1  | 1  | 1
        aws_flow_log                                       | 1  | 1  | 1
        aws_iam_instance_profile                           | 1  | 1  | 1
        aws_iam_role | 11 | 11 | 11
        aws_iam_role_policy | 10 | 10 | 10
        aws_iam_role_policy_attachment                     | 1  | 1  | 1
        aws_internet_gateway                               | 1  | 1  | 1
        aws_kms_alias                                      | 1  | 1  | 1
        aws_kms_key                                        | 1  | 1  | 1
        aws_launch_template                                | 1  | 1  | 1
        aws_lb                                             | 1  | 1  | 1
        aws_lb_listener                                    | 2  | 2  | 2
        aws_lb_listener_certificate                        | 2  | 2  | 2
        aws_lb_listener_rule                               | 2  | 2  | 2
        aws_lb_target_group                                | 3  | 3  | 3
        aws_route                                          | 1  | 1  | 1
        aws_route53_record                                 | 3  | 6  | 6
        aws_route53_zone                                   | 1  | 1  | 1
        aws_route_table                                    | 3  | 3  | 3
        aws_route_table_association                        | 4  | 4  | 4
        aws_s3_bucket                                      | 3  | 2  | 2
        aws_s3_bucket_lifecycle_configuration              | 3  | 2  | 2
        aws_s3_bucket_logging                              | 2  | 0  | 0
        aws_s3_bucket_policy                               | 3  | 2  | 2
        aws_s3_bucket_public_access_block                  | 3  | 2  | 2
        aws_s3_bucket_server_side_encryption_configuration | 3  | 2  | 2
        aws_s3_bucket_versioning                           | 2  | 2  | 2
        aws_s3_object                                      | 11 | 11 | 11
        aws_secretsmanager_secret                          | 2  | 2  | 2
        aws_secretsmanager_secret_version                  | 2  | 2  | 2
        aws_security_group                                 | 4  | 4  | 4
        aws_sns_topic                                      | 1  | 1  | 1
        aws_sns_topic_policy                               | 1  | 1  | 1
        aws_sns_topic_subscription                         | 1  | 1  | 1
        aws_sqs_queue                                      | 4  | 4  | 4
        aws_sqs_queue_policy                               | 4  | 4  | 4
        aws_sqs_queue_redrive_allow_policy                 | 2  | 2  | 2
        aws_ssm_document | 2 | 1 | 1
        aws_ssm_parameter | 24 | 24 | 24
        aws_subnet                                         | 4  | 4  | 4
        aws_vpc                                            | 1  | 1  | 1
        aws_vpc_endpoint                                   | 0  | 0  | 1
        aws_vpc_security_group_egress_rule                 | 6  | 6  | 6
        aws_vpc_security_group_ingress_rule                | 7  | 7  | 7
        """);
  }

  @Test
  void each_layer_has_its_part() {
    Table table = new Table();
    for (String layer : List.of("network", "data", "platform", "observability", "delivery")) {
      table.row(
          layer,
          PROD.stack(layer).paths().size(),
          STAGING.stack(layer).paths().size(),
          DEV.stack(layer).paths().size(),
          WHOLE.stack(layer).paths().size());
    }
    table.assertReads(
        """
        network       | 38 | 38 | 39 | 48
        data          | 52 | 45 | 45 | 58
        platform | 41 | 49 | 49 | 52
        observability | 21 | 21 | 21 | 23
        delivery | 34 | 34 | 34 | 38
        """);
  }

  @Test
  void every_resource_gets_the_tags_of_the_environment() {
    for (Synthesized environment : List.of(PROD, STAGING, DEV)) {
      String name = environment.stack("network").name().split("-", -1)[1];
      for (Stack stack : environment.stacks()) {
        assertThat(stack.describe(stack.tree().path("provider")))
            .as(stack.name())
            .isEqualTo(
                """
                aws[0].default_tags[0].tags.Environment = %s
                aws[0].default_tags[0].tags.ManagedBy = cdktf
                aws[0].default_tags[0].tags.Project = orcha
                aws[0].region = eu-central-1
                """
                    .formatted(name));
      }
    }
  }

  @Test
  void no_resource_has_tags_that_would_hide_those_of_the_environment() {
    int tagged = 0;
    for (Stack stack : WHOLE.stacks()) {
      for (Resource resource : resources(stack)) {
        JsonNode tags = resource.body().path("tags");
        if (!tags.isMissingNode()) {
          tagged++;
          assertThat(tags.fieldNames()).toIterable().as(resource.path()).containsExactly("Name");
          assertThat(tags.path("Name").asText()).as(resource.path()).startsWith("v1-orcha");
        }
        assertThat(resource.body().has("provider")).as(resource.path()).isFalse();
      }
    }
    assertThat(tagged).isGreaterThan(20);
  }

  @Test
  void what_the_group_starts_is_tagged_as_the_environment_asks() {
    for (Synthesized environment : List.of(PROD, STAGING, DEV)) {
      Stack platform = environment.stack("platform");
      JsonNode defaults = platform.tree().at("/provider/aws/0/default_tags/0/tags");
      Table launched = new Table();
      for (JsonNode each :
          platform.at("instances/launch-template").body().path("tag_specifications")) {
        launched.row(each.path("resource_type").asText(), sorted(each.path("tags")));
      }
      Map<String, String> expected = new TreeMap<>(sorted(defaults));
      expected.put("Name", platform.at("instances/launch-template").text("name") + "-app");
      launched.assertReads(
          """
          instance          | %1$s
          volume            | %1$s
          network-interface | %1$s
          """
              .formatted(expected));
      // The provider's own tags do not reach the group, nor does it pass on its tags.
      Map<String, String> group = new TreeMap<>();
      for (JsonNode tag : platform.at("instances/group").body().path("tag")) {
        group.put(tag.path("key").asText(), tag.path("value").asText());
        assertThat(tag.path("propagate_at_launch").asBoolean(true)).isFalse();
      }
      assertThat(group).isEqualTo(expected);
    }
  }

  @Test
  void no_policy_allows_every_action_of_a_service_but_the_keys_to_its_account() {
    Set<String> wide = new TreeSet<>();
    int[] statements = {0};
    eachStatement(
        WHOLE,
        (where, statement) -> {
          statements[0]++;
          JsonNode actions = statement.path("Action");
          (actions.isArray() ? actions : List.of(actions))
              .forEach(
                  action -> {
                    assertThat(action.asText()).as(where).contains(":").doesNotStartWith("*");
                    if (action.asText().contains("*")) {
                      wide.add(
                          where + " " + statement.path("Effect").asText() + " " + action.asText());
                    }
                  });
        });
    assertThat(statements[0]).isGreaterThan(80);
    assertThat(wide)
        .filteredOn(line -> line.contains(" Allow "))
        .containsExactly(
            "data: data-key/key Account Allow kms:*",
            "data: data-key/key LogGroups Allow kms:Decrypt*",
            "data: data-key/key LogGroups Allow kms:Describe*",
            "data: data-key/key LogGroups Allow kms:Encrypt*",
            "data: data-key/key LogGroups Allow kms:GenerateDataKey*",
            "data: data-key/key LogGroups Allow kms:ReEncrypt*",
            "data: data-key/key Notifications Allow kms:GenerateDataKey*",
            "data: data-key/key Services Allow kms:GenerateDataKey*");
    // What is refused without TLS is refused whole.
    assertThat(wide)
        .filteredOn(line -> line.contains(" Deny "))
        .hasSize(9)
        .allMatch(line -> line.matches("data: \\S+policy OnlyTls Deny (s3|sqs):\\*"));
  }

  @Test
  void what_may_be_done_to_every_resource_is_known() {
    Set<String> open = new TreeSet<>();
    eachStatement(
        WHOLE,
        (where, statement) -> {
          if (statement.path("Resource").asText().equals("*") && !where.contains("data-key/key")) {
            open.add(where + " = " + statement.path("Action"));
          }
        });
    assertThat(String.join("\n", open) + "\n")
        .isEqualTo(
            """
            delivery: codebuild-role/policy EcrToken = "ecr:GetAuthorizationToken"
            delivery: codedeploy-role/policy Describe = ["autoscaling:DescribeAutoScalingGroups","autoscaling:DescribeLifecycleHooks","autoscaling:DescribeScalingActivities","ec2:DescribeInstanceStatus","ec2:DescribeInstances","elasticloadbalancing:DescribeLoadBalancerAttributes","elasticloadbalancing:DescribeLoadBalancers","elasticloadbalancing:DescribeTargetGroupAttributes","elasticloadbalancing:DescribeTargetGroups","elasticloadbalancing:DescribeTargetHealth","tag:GetResources"]
            delivery: codedeploy-role/policy RunInstances = "ec2:RunInstances"
            delivery: migration-test-codebuild-role/policy NetworkInterfaces = ["ec2:CreateNetworkInterface","ec2:DeleteNetworkInterface","ec2:DescribeDhcpOptions","ec2:DescribeNetworkInterfaces","ec2:DescribeSecurityGroups","ec2:DescribeSubnets","ec2:DescribeVpcs"]
            delivery: migration-test-codebuild-role/policy NewPassword = "secretsmanager:GetRandomPassword"
            network: flow-logs/role/policy FindLogGroups = "logs:DescribeLogGroups"
            platform: developer-access FindInstances = ["autoscaling:DescribeAutoScalingGroups","ec2:DescribeInstances","ssm:DescribeInstanceInformation","ssm:DescribeSessions","ssm:GetConnectionStatus"]
            platform: rotation-role/policy FindInstances = ["autoscaling:DescribeAutoScalingGroups","ssm:ListCommands"]
            platform: rotation-role/policy NewPassword = "secretsmanager:GetRandomPassword"
            platform: service-role/policy Commands = ["ec2messages:AcknowledgeMessage","ec2messages:DeleteMessage","ec2messages:FailMessage","ec2messages:GetEndpoint","ec2messages:GetMessages","ec2messages:SendReply"]
            platform: service-role/policy EcrToken = "ecr:GetAuthorizationToken"
            platform: service-role/policy FindLogGroups = "logs:DescribeLogGroups"
            platform: service-role/policy Sessions = ["ssm:UpdateInstanceInformation","ssmmessages:CreateControlChannel","ssmmessages:CreateDataChannel","ssmmessages:OpenControlChannel","ssmmessages:OpenDataChannel"]
            """);
  }

  @Test
  void every_name_of_prod_starts_with_the_prefix() {
    Set<String> others = new TreeSet<>();
    int names = 0;
    for (Stack stack : WHOLE.stacks()) {
      for (Resource resource : resources(stack)) {
        for (String attribute : NAMES) {
          String name = resource.text(attribute);
          if (name.isEmpty() || name.contains("${") || resource.type().equals("aws_eip")) {
            continue;
          }
          names++;
          if (!name.matches("/?(alias/|aws/(lambda|vpc|rds/instance)/)?v1-orcha([-/].*)?")) {
            others.add(resource.type() + " " + name);
          }
        }
      }
    }
    assertThat(names).isGreaterThan(80);
    assertThat(others)
        .containsExactly(
            // An inline policy is named within its role.
            "aws_iam_role_policy permissions",
            "aws_route53_record admin.prod.getorcha.com",
            "aws_route53_record app.prod.getorcha.com",
            "aws_route53_record link.prod.getorcha.com",
            "aws_route53_zone prod.getorcha.com",
            "aws_ssm_document SSM-SessionManagerRunShell");
  }

  @Test
  void the_environments_share_no_name_in_the_account() {
    assertThat(names(PROD)).hasSizeGreaterThan(70).doesNotContainAnyElementsOf(names(STAGING));
    assertThat(names(PROD)).doesNotContainAnyElementsOf(names(DEV));
    assertThat(names(STAGING)).hasSizeGreaterThan(70).doesNotContainAnyElementsOf(names(DEV));
  }

  @Test
  void a_role_of_prod_reaches_nothing_of_staging() {
    // The prefix of prod begins that of staging: a pattern ends it with its own delimiter.
    List<String> reaching = new ArrayList<>();
    eachStatement(
        WHOLE,
        (where, statement) -> {
          JsonNode resources = statement.path("Resource");
          (resources.isArray() ? resources : List.of(resources))
              .forEach(
                  resource -> {
                    String text = resource.asText();
                    int at = text.indexOf("v1-orcha-*");
                    if (at >= 0) {
                      reaching.add(where + " " + text.substring(text.lastIndexOf(':') + 1));
                    }
                  });
        });
    assertThat(reaching).isEmpty();
  }

  @Test
  void a_stack_reads_the_state_of_earlier_ones_only() {
    Table table = new Table();
    for (Stack stack : PROD.stacks()) {
      List<String> read = new ArrayList<>();
      stack
          .tree()
          .at("/data/terraform_remote_state")
          .properties()
          .forEach(each -> read.add(each.getValue().at("/config/key").asText()));
      table.row(stack.name(), read.isEmpty() ? "nothing" : String.join(", ", read));
    }
    table.assertReads(
        """
        orcha-prod-network       | nothing
        orcha-prod-data          | orcha/prod/network.tfstate
        orcha-prod-platform      | orcha/prod/data.tfstate, orcha/prod/network.tfstate
        orcha-prod-observability | orcha/prod/data.tfstate, orcha/prod/platform.tfstate
        orcha-prod-delivery | orcha/prod/data.tfstate, orcha/prod/observability.tfstate, orcha/prod/platform.tfstate
        """);
  }

  @Test
  void each_environment_has_a_state_and_a_lock_of_its_own() {
    Table table = new Table();
    for (Synthesized environment : List.of(PROD, STAGING, DEV)) {
      for (Stack stack : environment.stacks()) {
        JsonNode backend = stack.tree().at("/terraform/backend/s3");
        assertThat(backend.path("encrypt").asBoolean()).isTrue();
        assertThat(backend.path("region").asText()).isEqualTo("eu-central-1");
        table.row(
            backend.path("bucket").asText(),
            backend.path("key").asText(),
            backend.path("dynamodb_table").asText("no table"),
            backend.path("use_lockfile").asText("no file"));
      }
    }
    table.assertReads(
        """
        v1-orcha-terraform-state-700558745280         | orcha/prod/network.tfstate          | v1-orcha-terraform-locks         | no file
        v1-orcha-terraform-state-700558745280         | orcha/prod/data.tfstate             | v1-orcha-terraform-locks         | no file
        v1-orcha-terraform-state-700558745280         | orcha/prod/platform.tfstate         | v1-orcha-terraform-locks         | no file
        v1-orcha-terraform-state-700558745280         | orcha/prod/observability.tfstate    | v1-orcha-terraform-locks         | no file
        v1-orcha-terraform-state-700558745280         | orcha/prod/delivery.tfstate         | v1-orcha-terraform-locks         | no file
        v1-orcha-staging-terraform-state-700558745280 | orcha/staging/network.tfstate       | v1-orcha-staging-terraform-locks | no file
        v1-orcha-staging-terraform-state-700558745280 | orcha/staging/data.tfstate          | v1-orcha-staging-terraform-locks | no file
        v1-orcha-staging-terraform-state-700558745280 | orcha/staging/platform.tfstate      | v1-orcha-staging-terraform-locks | no file
        v1-orcha-staging-terraform-state-700558745280 | orcha/staging/observability.tfstate | v1-orcha-staging-terraform-locks | no file
        v1-orcha-staging-terraform-state-700558745280 | orcha/staging/delivery.tfstate      | v1-orcha-staging-terraform-locks | no file
        v1-orcha-dev-terraform-state-700558745280     | orcha/dev/network.tfstate           | no table                         | true
        v1-orcha-dev-terraform-state-700558745280     | orcha/dev/data.tfstate              | no table                         | true
        v1-orcha-dev-terraform-state-700558745280     | orcha/dev/platform.tfstate          | no table                         | true
        v1-orcha-dev-terraform-state-700558745280     | orcha/dev/observability.tfstate     | no table                         | true
        v1-orcha-dev-terraform-state-700558745280     | orcha/dev/delivery.tfstate          | no table                         | true
        """);
  }

  @Test
  void every_layer_runs_with_one_pinned_provider() {
    for (Stack stack : PROD.stacks()) {
      assertThat(stack.describe(stack.tree().at("/terraform/required_providers")))
          .isEqualTo("aws.source = hashicorp/aws\naws.version = ~> 5.100\n");
      assertThat(stack.tree().at("/terraform/required_version").asText()).isEqualTo(">= 1.11");
    }
  }

  @Test
  void staging_and_dev_are_smaller_by_config_alone() {
    Table table = new Table();
    for (Synthesized environment : List.of(PROD, STAGING, DEV)) {
      JsonNode database = environment.stack("data").at("database/instance").body();
      Stack platform = environment.stack("platform");
      table.row(
          database.path("identifier").asText(),
          database.path("instance_class").asText(),
          database.path("engine_version").asText(),
          database.path("allocated_storage").asText()
              + "-"
              + database.path("max_allocated_storage").asText(),
          database.path("backup_retention_period").asText(),
          database.path("deletion_protection").asText(),
          platform.at("instances/launch-template").text("instance_type"),
          environment.stack("network").at("network/vpc").text("cidr_block"),
          environment.stack("observability").at("application-logs/group").text("retention_in_days"),
          environment.stack("observability").at("budget/budget").text("limit_amount"),
          environment
              .stack("delivery")
              .at("pipeline/pipeline")
              .body()
              .at("/stage/0/action/0/configuration/BranchName")
              .asText());
    }
    table.assertReads(
        """
        v1-orcha-db         | db.t4g.medium | 18.1 | 30-100 | 14 | true  | t4g.medium | 10.0.0.0/16 | 30 | 250 | master
        v1-orcha-staging-db | db.t4g.medium | 18.1 | 20-100 | 7  | true  | t4g.medium | 10.1.0.0/16 | 30 | 150 | staging
        v1-orcha-dev-db     | db.t4g.micro  | 18.1 | 20-50  | 1  | false | t4g.small  | 10.2.0.0/16 | 7  | 80  | develop
        """);
  }

  private static Set<String> names(Synthesized environment) {
    Set<String> names = new TreeSet<>();
    for (Stack stack : environment.stacks()) {
      for (Resource resource : resources(stack)) {
        for (String attribute : NAMES) {
          String name = resource.text(attribute);
          if (!name.isEmpty() && !name.contains("${") && !name.equals("permissions")) {
            names.add(resource.type() + " " + name);
          }
        }
      }
    }
    return names;
  }

  private static void eachStatement(
      Synthesized environment, BiConsumer<String, JsonNode> consumer) {
    for (Stack stack : environment.stacks()) {
      String layer = stack.name().replace("orcha-prod-", "");
      for (Resource resource : resources(stack)) {
        for (String attribute : List.of("policy", "assume_role_policy")) {
          if (resource.text(attribute).contains("\"Statement\"")) {
            for (JsonNode statement : resource.json(attribute).path("Statement")) {
              consumer.accept(
                  layer + ": " + resource.path() + " " + statement.path("Sid").asText(), statement);
            }
          }
        }
      }
    }
  }

  private static List<Resource> resources(Stack stack) {
    return stack.paths().stream().map(path -> stack.at(path.replaceAll("  .*", ""))).toList();
  }

  private static Map<String, String> sorted(JsonNode tags) {
    Map<String, String> sorted = new TreeMap<>();
    tags.properties().forEach(tag -> sorted.put(tag.getKey(), tag.getValue().asText()));
    return sorted;
  }

  private static int count(Synthesized environment, String type) {
    return environment.stacks().stream().mapToInt(stack -> stack.count(type)).sum();
  }
}
