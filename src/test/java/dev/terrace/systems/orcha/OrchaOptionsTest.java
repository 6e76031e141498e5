package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/**
 * What each entry of the owners' wish list adds to prod and changes in it, over all five layers;
 * everything else stays to the letter.
 */
class OrchaOptionsTest {
  private static final Synthesized PROD = Synthesized.environment("orcha", "prod");
  private static final Map<Option, Synthesized> ON = new ConcurrentHashMap<>();

  private static final Option BACKLOG =
      new Option("ingestBacklogAlarm: false", "ingestBacklogAlarm: true");
  private static final Option NOTIFICATIONS =
      new Option("pipelineNotifications: false", "pipelineNotifications: true");
  private static final Option DEVELOPERS =
      new Option("developerAccess: false", "developerAccess: true");
  private static final Option S3_ENDPOINT =
      new Option("s3GatewayEndpoint: false", "s3GatewayEndpoint: true");
  private static final Option ENDPOINTS =
      new Option("interfaceEndpoints: [] ", "interfaceEndpoints: [ecr.api, logs] ");
  private static final Option IMAGES = new Option("keepImages: 5", "keepImages: 7");
  private static final Option WAF = new Option("waf: false", "waf: true");
  private static final Option TWO_INSTANCES =
      new Option("highAvailability: false", "highAvailability: true");
  private static final Option ONE_NAT = new Option("natGateways: none ", "natGateways: one ");
  private static final Option NAT_PER_ZONE =
      new Option("natGateways: none ", "natGateways: onePerZone ");
  private static final Option MIGRATION_TEST =
      new Option("migrationTest: false", "migrationTest: true", NAT_PER_ZONE);
  private static final Option BUILD_IN_VPC =
      new Option("buildInVpc: false", "buildInVpc: true", NAT_PER_ZONE);
  private static final Option MULTI_AZ = new Option("multiAz: false", "multiAz: true");
  private static final Option ROTATION =
      new Option("# credentialRotationDays: 30", "credentialRotationDays: 30");
  private static final Option TENANTS =
      new Option(
          "tenants: {} ", "tenants: {globex: {}, acme: {visibilitySeconds: 900, workers: 2}} ");

  /** A change of the environment's file, and the one that it cannot do without. */
  private record Option(String off, String on, Option needs) {
    Option(String off, String on) {
      this(off, on, null);
    }

    String turnOn(String yaml) {
      assertThat(yaml).containsOnlyOnce(off);
      return yaml.replace(off, on);
    }

    String turnOnWithNeeds(String yaml) {
      return turnOn(needs == null ? yaml : needs.turnOn(yaml));
    }
  }

  @Test
  void a_migration_test_tries_the_schema_after_the_build_and_before_anybody_approves() {
    assertTurnedOn(
        MIGRATION_TEST,
        """
        delivery: appears migration-test-codebuild-role/policy  aws_iam_role_policy
        delivery: appears migration-test-codebuild-role/role  aws_iam_role
        delivery: appears migration-test/project  aws_codebuild_project
        delivery: changes pipeline-build-role/policy: policy
        delivery: changes pipeline/pipeline: stage
        """);
    Stack delivery = on(MIGRATION_TEST).stack("delivery");
    assertThat(changedLines(delivery, "delivery", "pipeline/pipeline"))
        .isEqualTo(
            """
            stage[1].action[1].category = Build
            stage[1].action[1].configuration.ProjectName = <migration-test/project.name>
            stage[1].action[1].input_artifacts = source
            stage[1].action[1].name = MigrationTest
            stage[1].action[1].owner = AWS
            stage[1].action[1].provider = CodeBuild
            stage[1].action[1].role_arn = <pipeline-build-role/role.arn>
            stage[1].action[1].run_order = 2
            stage[1].action[1].version = 1
            """);
    Policies.table(delivery, delivery.at("pipeline-build-role/policy").json("policy"))
        .assertReads(
            "Builds | codebuild:BatchGetBuilds, codebuild:StartBuild, codebuild:StopBuild |"
                + " <build/project.arn>, <migration-test/project.arn>, <release/project.arn> |"
                + " always");
  }

  @Test
  void the_migration_test_runs_beside_the_database_without_docker() throws IOException {
    Stack delivery = on(MIGRATION_TEST).stack("delivery");
    Resource project = delivery.at("migration-test/project");
    assertThat(withoutBuildspec(delivery, project))
        .isEqualTo(
            """
            artifacts.type = CODEPIPELINE
            build_timeout = 120
            depends_on = aws_iam_role_policy.migration-test-codebuild-role_policy_B10D2FF8
            description = Tries changes of the schema on a restored snapshot
            encryption_key = <data: data-key/key.arn>
            environment.compute_type = BUILD_GENERAL1_SMALL
            environment.environment_variable[0].name = ARTIFACTS_BUCKET
            environment.environment_variable[0].value = <data: bucket-artifacts/bucket.id>
            environment.environment_variable[1].name = DB_INSTANCE_IDENTIFIER
            environment.environment_variable[1].value = <data: database/instance.identifier>
            environment.environment_variable[2].name = DB_SECRET
            environment.environment_variable[2].value = <data: db-credentials/secret.arn>
            environment.environment_variable[3].name = DB_SECURITY_GROUP
            environment.environment_variable[3].value = <network: rds-sg/group.id>
            environment.environment_variable[4].name = DB_SUBNET_GROUP
            environment.environment_variable[4].value = <data: database/subnet-group.name>
            environment.environment_variable[5].name = PREFIX
            environment.environment_variable[5].value = v1-orcha
            environment.image = aws/codebuild/amazonlinux2-aarch64-standard:3.0
            environment.privileged_mode = false
            environment.type = ARM_CONTAINER
            logs_config.cloudwatch_logs.group_name = <observability: codebuild-logs/group.name>
            logs_config.cloudwatch_logs.status = ENABLED
            name = v1-orcha-migration-test
            service_role = <migration-test-codebuild-role/role.arn>
            source.type = CODEPIPELINE
            vpc_config.security_group_ids = <network: codebuild-sg/group.id>
            vpc_config.subnets = <network: network/app-eu-central-1a.id>, <network: network/app-eu-central-1b.id>
            vpc_config.vpc_id = <network: network/vpc.id>
            """);
    // What the shell is to fill in reaches it: Terraform reads the doubled dollar as one.
    assertThat(project.body().at("/source/buildspec").asText().replace("$${", "${"))
        .isEqualTo(Files.readString(Path.of("deploy", "orcha", "migration-test-buildspec.yml")));
  }

  @Test
  void builds_run_in_the_private_subnets_on_request() {
    assertTurnedOn(
        BUILD_IN_VPC,
        """
        delivery: changes build/project: vpc_config
        delivery: changes codebuild-role/policy: policy
        """);
    Stack delivery = on(BUILD_IN_VPC).stack("delivery");
    assertThat(changedLines(delivery, "delivery", "build/project"))
        .isEqualTo(
            """
            vpc_config.security_group_ids = <network: codebuild-sg/group.id>
            vpc_config.subnets = <network: network/app-eu-central-1a.id>, <network: network/app-eu-central-1b.id>
            vpc_config.vpc_id = <network: network/vpc.id>
            """);
    assertThat(Policies.actions(delivery.at("codebuild-role/policy").json("policy")))
        .contains("ec2:CreateNetworkInterface", "ec2:CreateNetworkInterfacePermission");
  }

  @Test
  void builds_read_dependencies_and_base_images_from_aws_on_request() {
    Stack delivery =
        on(new Option(
                "  branch: master\n",
                """
                  branch: master
                  codeArtifact: getorcha/maven
                  baseImages: [docker-hub/library/eclipse-temurin]
                """))
            .stack("delivery");

    JsonNode policy = delivery.at("codebuild-role/policy").json("policy");
    Table table = new Table();
    for (String sid :
        List.of("CodeArtifactToken", "CodeArtifact", "BearerToken", "PullBaseImages")) {
      JsonNode statement = statement(sid, policy);
      table.row(
          delivery.readable(statement.path("Action")),
          delivery.readable(statement.path("Resource")),
          statement.path("Condition"));
    }
    table.assertReads(
        """
        codeartifact:GetAuthorizationToken | arn:aws:codeartifact:eu-central-1:<read account.account_id>:domain/getorcha |
        codeartifact:GetRepositoryEndpoint, codeartifact:ReadFromRepository | arn:aws:codeartifact:eu-central-1:<read account.account_id>:repository/getorcha/maven |
        sts:GetServiceBearerToken | * | {"StringEquals":{"sts:AWSServiceName":"codeartifact.amazonaws.com"}}
        ecr:BatchGetImage, ecr:GetDownloadUrlForLayer | arn:aws:ecr:eu-central-1:<read account.account_id>:repository/docker-hub/library/eclipse-temurin |
        """);
  }

  @Test
  void the_migration_test_may_make_and_delete_copies_and_do_nothing_to_the_database() {
    Stack delivery = on(MIGRATION_TEST).stack("delivery");
    assertThat(delivery.describe("migration-test-codebuild-role/role"))
        .isEqualTo(
            """
            assume_role_policy = {"Version":"2012-10-17","Statement":[{"Sid":"Assume","Effect":"Allow","Principal":{"Service":"codebuild.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"<read account.account_id>"}}}]}
            description = Tries changes of the schema on a restored snapshot
            name = v1-orcha-migration-test-codebuild-role
            """);
    Policies.table(delivery, delivery.at("migration-test-codebuild-role/policy").json("policy"))
        .assertReads(
            """
            WriteLogs                  | logs:CreateLogStream, logs:PutLogEvents | arn:aws:logs:eu-central-1:<read account.account_id>:log-group:<observability: codebuild-logs/group.name>:* | always
            ArtifactsList              | s3:GetBucketLocation, s3:ListBucket | <data: bucket-artifacts/bucket.arn> | always
            Artifacts | s3:GetObject, s3:GetObjectVersion, s3:PutObject | <data: bucket-artifacts/bucket.arn>/* | always
            KeepDeploymentFiles Deny | s3:DeleteObject, s3:DeleteObjectVersion, s3:PutObject, s3:PutObjectAcl | <data: bucket-artifacts/bucket.arn>/deployment/*, <data: bucket-artifacts/bucket.arn>/functions/* | always
            UseKey | kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey, kms:ReEncryptFrom, kms:ReEncryptTo | <data: data-key/key.arn> | always
            NetworkInterfaces          | ec2:CreateNetworkInterface, ec2:DeleteNetworkInterface, ec2:DescribeDhcpOptions, ec2:DescribeNetworkInterfaces, ec2:DescribeSecurityGroups, ec2:DescribeSubnets, ec2:DescribeVpcs | * | always
            NetworkInterfacePermission | ec2:CreateNetworkInterfacePermission | arn:aws:ec2:eu-central-1:<read account.account_id>:network-interface/* | ArnEquals ec2:Subnet arn:aws:ec2:eu-central-1:<read account.account_id>:subnet/<network: network/app-eu-central-1a.id>, arn:aws:ec2:eu-central-1:<read account.account_id>:subnet/<network: network/app-eu-central-1b.id>; StringEquals ec2:AuthorizedService codebuild.amazonaws.com
            FindSnapshots              | rds:DescribeDBInstances, rds:DescribeDBSnapshots | arn:aws:rds:eu-central-1:<read account.account_id>:db:*, arn:aws:rds:eu-central-1:<read account.account_id>:snapshot:* | always
            RestoreCopy                | rds:AddTagsToResource, rds:RestoreDBInstanceFromDBSnapshot | arn:aws:rds:eu-central-1:<read account.account_id>:db:v1-orcha-migration-test-*, arn:aws:rds:eu-central-1:<read account.account_id>:snapshot:rds:v1-orcha-db-*, arn:aws:rds:eu-central-1:<read account.account_id>:subgrp:<data: database/subnet-group.name>, arn:aws:rds:eu-central-1:<read account.account_id>:pg:*, arn:aws:rds:eu-central-1:<read account.account_id>:og:* | always
            ChangeCopy                 | rds:DeleteDBInstance, rds:ModifyDBInstance | arn:aws:rds:eu-central-1:<read account.account_id>:db:v1-orcha-migration-test-* | always
            NewPassword                | secretsmanager:GetRandomPassword | * | always
            ReadSecrets                | secretsmanager:DescribeSecret, secretsmanager:GetSecretValue | <data: db-credentials/secret.arn> | always
            KeyOfTheCopy               | kms:CreateGrant, kms:DescribeKey | <data: data-key/key.arn> | StringEquals kms:ViaService rds.eu-central-1.amazonaws.com
            """);
  }

  @Test
  void a_backlog_of_more_than_500_documents_raises_an_alarm() {
    assertTurnedOn(
        BACKLOG,
        """
        observability: appears alarms/ingest-backlog  aws_cloudwatch_metric_alarm
        """);
    assertThat(on(BACKLOG).stack("observability").describe("alarms/ingest-backlog"))
        .isEqualTo(
            """
            alarm_actions = <alerts/topic.arn>
            alarm_description = Documents wait to be processed
            alarm_name = v1-orcha-ingest-backlog
            comparison_operator = GreaterThanThreshold
            dimensions.QueueName = <data: ingest/queue.name>
            evaluation_periods = 1
            metric_name = ApproximateNumberOfMessagesVisible
            namespace = AWS/SQS
            ok_actions = <alerts/topic.arn>
            period = 300
            statistic = Maximum
            threshold = 500
            treat_missing_data = notBreaching
            """);
  }

  @Test
  void the_pipelines_success_and_failure_go_to_the_topic_and_may_be_encrypted_for_it() {
    assertTurnedOn(
        NOTIFICATIONS,
        """
        data: changes data-key/key: policy
        observability: changes alerts/policy: policy
        delivery: appears notifications  aws_codestarnotifications_notification_rule
        """);
    assertThat(on(NOTIFICATIONS).stack("delivery").describe("notifications"))
        .isEqualTo(
            """
            detail_type = FULL
            event_type_ids = codepipeline-pipeline-pipeline-execution-failed, codepipeline-pipeline-pipeline-execution-succeeded
            name = v1-orcha-deploy
            resource = <pipeline/pipeline.arn>
            target[0].address = <observability: alerts/topic.arn>
            """);
    Stack data = on(NOTIFICATIONS).stack("data");
    Policies.table(data, data.at("data-key/key").json("policy"))
        .assertReads(
            """
            Account for AWS arn:aws:iam::<read account.account_id>:root                         | kms:*                             | * | always
            Services for Service cloudwatch.amazonaws.com | kms:Decrypt, kms:GenerateDataKey* | * | StringEquals aws:SourceAccount <read account.account_id>
            Notifications for Service codestar-notifications.amazonaws.com | kms:Decrypt, kms:GenerateDataKey* | * | StringLike kms:ViaService sns.*.amazonaws.com
            LogGroups for Service logs.eu-central-1.amazonaws.com | kms:Decrypt*, kms:Describe*, kms:Encrypt*, kms:GenerateDataKey*, kms:ReEncrypt* | * | ArnEquals kms:EncryptionContext:aws:logs:arn arn:aws:logs:eu-central-1:<read account.account_id>:log-group:/v1-orcha/ssm-sessions
            """);
    Stack observability = on(NOTIFICATIONS).stack("observability");
    Policies.table(observability, observability.at("alerts/policy").json("policy"))
        .assertReads(
            """
            Alarms for Service cloudwatch.amazonaws.com                                        | sns:Publish | <alerts/topic.arn> | StringEquals aws:SourceAccount <read account.account_id>
            codestarnotificationsamazonawscom for Service codestar-notifications.amazonaws.com | sns:Publish | <alerts/topic.arn> | StringEquals aws:SourceAccount <read account.account_id>
            """);
  }

  @Test
  void developers_get_a_logged_shell_and_port_forwarding_on_the_instances() {
    assertTurnedOn(
        DEVELOPERS,
        """
        platform: appears developer-access  aws_iam_policy
        platform: says developer_access_policy_arn = <developer-access.arn> (Policy to attach to developers' roles)
        """);
    Stack platform = on(DEVELOPERS).stack("platform");
    Resource policy = platform.at("developer-access");
    assertThat(policy.text("name")).isEqualTo("v1-orcha-developer-ssm-access");
    assertThat(policy.text("description"))
        .isEqualTo("Sessions and port forwarding on the instances");
    Policies.table(platform, without("OwnSessions", policy.json("policy")))
        .assertReads(
            """
            StartSession | ssm:StartSession | arn:aws:ec2:eu-central-1:<read account.account_id>:instance/* | BoolIfExists ssm:SessionDocumentAccessCheck true; StringEquals ssm:resourceTag/Name v1-orcha-app
            SessionDocuments | ssm:StartSession | arn:aws:ssm:eu-central-1:<read account.account_id>:document/v1-orcha-session, arn:aws:ssm:eu-central-1:<read account.account_id>:document/SSM-SessionManagerRunShell, arn:aws:ssm:eu-central-1::document/AWS-StartPortForwardingSession | always
            EncryptSession | kms:GenerateDataKey | <data: data-key/key.arn> | always
            FindInstances | autoscaling:DescribeAutoScalingGroups, ec2:DescribeInstances, ssm:DescribeInstanceInformation, ssm:DescribeSessions, ssm:GetConnectionStatus | * | always
            ReadLogs | logs:DescribeLogStreams, logs:FilterLogEvents, logs:GetLogEvents | arn:aws:logs:eu-central-1:<read account.account_id>:log-group:/v1-orcha/application:*, arn:aws:logs:eu-central-1:<read account.account_id>:log-group:/v1-orcha/user-data:* | always
            ReadRuntimeParameters | ssm:GetParameter | arn:aws:ssm:eu-central-1:<read account.account_id>:parameter/v1-orcha/runtime/* | always
            """);
    // The instances have the tag that the condition asks for.
    assertThat(platform.describe("instances/launch-template"))
        .contains("tag_specifications[0].resource_type = instance\n")
        .contains("tag_specifications[0].tags.Name = v1-orcha-app\n");
    assertThat(platform.at("session-document").text("name")).isEqualTo("v1-orcha-session");
  }

  @Test
  void developers_may_end_their_own_sessions_and_no_others() {
    // Systems Manager user guide, "Allow a user to end only sessions they started": the sessions of
    // roles, which the policy is for, have the id that aws:userid holds; a role has no
    // aws:username.
    Stack platform = on(DEVELOPERS).stack("platform");
    JsonNode own = statement("OwnSessions", platform.at("developer-access").json("policy"));

    assertThat(platform.readable(own.path("Action")))
        .isEqualTo("ssm:ResumeSession, ssm:TerminateSession, ssmmessages:OpenDataChannel");
    assertThat(platform.readable(own.path("Resource")))
        .contains("arn:aws:ssm:eu-central-1:<read account.account_id>:session/$${aws:userid}-*")
        .doesNotContain("session/*");
  }

  @Test
  void s3_is_reached_through_a_gateway_endpoint_from_every_subnet() {
    assertTurnedOn(
        S3_ENDPOINT,
        """
        network: appears vpc-endpoints/s3  aws_vpc_endpoint
        """);
    assertThat(on(S3_ENDPOINT).stack("network").describe("vpc-endpoints/s3"))
        .isEqualTo(
            """
            route_table_ids = <network/public-routes.id>, <network/app-eu-central-1a-routes.id>, <network/app-eu-central-1b-routes.id>
            service_name = com.amazonaws.eu-central-1.s3
            tags.Name = v1-orcha-s3
            vpc_endpoint_type = Gateway
            vpc_id = <network/vpc.id>
            """);
  }

  @Test
  void interface_endpoints_are_reached_from_the_vpc_alone() {
    assertTurnedOn(
        ENDPOINTS,
        """
        network: appears endpoints-sg/from-vpc-tcp-443  aws_vpc_security_group_ingress_rule
        network: appears endpoints-sg/group  aws_security_group
        network: appears vpc-endpoints/ecr.api  aws_vpc_endpoint
        network: appears vpc-endpoints/logs  aws_vpc_endpoint
        """);
    Stack network = on(ENDPOINTS).stack("network");
    assertThat(network.describe("endpoints-sg/group"))
        .isEqualTo(
            """
            description = Endpoints of AWS services
            name = v1-orcha-endpoints-sg
            tags.Name = v1-orcha-endpoints-sg
            vpc_id = <network/vpc.id>
            """);
    assertThat(network.describe("endpoints-sg/from-vpc-tcp-443"))
        .isEqualTo(
            """
            cidr_ipv4 = 10.0.0.0/16
            description = AWS APIs from the VPC
            from_port = 443
            ip_protocol = tcp
            security_group_id = <endpoints-sg/group.id>
            to_port = 443
            """);
    for (String service : List.of("ecr.api", "logs")) {
      assertThat(network.describe("vpc-endpoints/" + service))
          .isEqualTo(
              """
              private_dns_enabled = true
              security_group_ids = <endpoints-sg/group.id>
              service_name = com.amazonaws.eu-central-1.%1$s
              subnet_ids = <network/app-eu-central-1a.id>, <network/app-eu-central-1b.id>
              tags.Name = v1-orcha-%1$s
              vpc_endpoint_type = Interface
              vpc_id = <network/vpc.id>
              """
                  .formatted(service));
    }
  }

  @Test
  void the_repository_keeps_as_many_images_as_are_asked_for() {
    assertTurnedOn(
        IMAGES,
        """
        platform: changes repository/lifecycle: policy
        """);
    assertThat(on(IMAGES).stack("platform").at("repository/lifecycle").text("policy"))
        .isEqualTo(
            "{\"rules\":[{\"rulePriority\":1,\"description\":\"Keep the last 10 released images\","
                + "\"selection\":{\"tagStatus\":\"tagged\",\"tagPrefixList\":[\"released-\"],"
                + "\"countType\":\"imageCountMoreThan\",\"countNumber\":10},\"action\":{\"type\":\"expire\"}},{\"rulePriority\":2,\"description\":\"Keep"
                + " the last 7 images\","
                + "\"selection\":{\"tagStatus\":\"any\",\"countType\":\"imageCountMoreThan\",\"countNumber\":7},"
                + "\"action\":{\"type\":\"expire\"}}]}");
  }

  @Test
  void a_firewall_stands_before_the_load_balancer() {
    assertTurnedOn(
        WAF,
        """
        platform: appears firewall/acl  aws_wafv2_web_acl
        platform: appears firewall/association  aws_wafv2_web_acl_association
        """);
    Stack platform = on(WAF).stack("platform");
    assertThat(platform.describe("firewall/association"))
        .isEqualTo(
            """
            resource_arn = <load-balancer/load-balancer.arn>
            web_acl_arn = <firewall/acl.arn>
            """);
    JsonNode acl = platform.at("firewall/acl").body();
    assertThat(acl.path("name").asText()).isEqualTo("v1-orcha");
    assertThat(acl.path("scope").asText()).isEqualTo("REGIONAL");
    assertThat(acl.path("default_action")).hasToString("{\"allow\":{}}");
    Table table = new Table();
    for (JsonNode rule : acl.path("rule")) {
      assertThat(rule.at("/visibility_config/cloudwatch_metrics_enabled").asBoolean()).isTrue();
      assertThat(rule.at("/visibility_config/metric_name")).isEqualTo(rule.path("name"));
      table.row(
          rule.path("priority").asText(),
          rule.path("name").asText(),
          rule.path("action").toString() + rule.path("override_action"),
          rule.path("statement"));
    }
    table.assertReads(
        """
        1 | AWSManagedRulesAmazonIpReputationList | {"none":{}}  | {"managed_rule_group_statement":{"name":"AWSManagedRulesAmazonIpReputationList","vendor_name":"AWS"}}
        2 | AWSManagedRulesKnownBadInputsRuleSet  | {"none":{}}  | {"managed_rule_group_statement":{"name":"AWSManagedRulesKnownBadInputsRuleSet","vendor_name":"AWS"}}
        3 | AWSManagedRulesCommonRuleSet          | {"none":{}}  | {"managed_rule_group_statement":{"name":"AWSManagedRulesCommonRuleSet","rule_action_override":[{"action_to_use":{"count":{}},"name":"SizeRestrictions_BODY"}],"vendor_name":"AWS"}}
        4 | rate-limit                            | {"block":{}} | {"rate_based_statement":{"aggregate_key_type":"IP","limit":2000}}
        """);
  }

  @Test
  void two_instances_are_deployed_to_one_after_the_other() {
    assertTurnedOn(
        TWO_INSTANCES,
        """
        platform: changes instances/group: desired_capacity, max_size, min_size
        delivery: changes deployment/group: deployment_config_name, deployment_style, load_balancer_info
        """);
    assertThat(changedLines(on(TWO_INSTANCES).stack("platform"), "platform", "instances/group"))
        .isEqualTo(
            """
            desired_capacity = 2
            max_size = 2
            min_size = 2
            """);
    // Each leaves all of its target groups while it is deployed to.
    assertThat(changedLines(on(TWO_INSTANCES).stack("delivery"), "delivery", "deployment/group"))
        .isEqualTo(
            """
            deployment_config_name = CodeDeployDefault.OneAtATime
            deployment_style.deployment_option = WITH_TRAFFIC_CONTROL
            load_balancer_info.target_group_info[0].name = <platform: app-targets/group.name>
            load_balancer_info.target_group_info[1].name = <platform: admin-targets/group.name>
            load_balancer_info.target_group_info[2].name = <platform: link-targets/group.name>
            """);
  }

  @Test
  void with_a_nat_gateway_the_instances_lie_in_the_private_subnets_without_public_addresses() {
    assertTurnedOn(
        ONE_NAT,
        """
        network: appears network/app-eu-central-1a-default-route  aws_route
        network: appears network/app-eu-central-1b-default-route  aws_route
        network: appears network/nat-address-eu-central-1a  aws_eip
        network: appears network/nat-eu-central-1a  aws_nat_gateway
        platform: changes instances/group: vpc_zone_identifier
        platform: changes instances/launch-template: network_interfaces
        """);
    Stack network = on(ONE_NAT).stack("network");
    assertThat(network.describe("network/nat-eu-central-1a"))
        .isEqualTo(
            """
            allocation_id = <network/nat-address-eu-central-1a.id>
            depends_on = aws_internet_gateway.%s
            subnet_id = <network/public-eu-central-1a.id>
            tags.Name = v1-orcha-nat-eu-central-1a
            """
                .formatted(network.at("network/internet-gateway").label()));
    assertThat(wayOut(network, "a")).isEqualTo("0.0.0.0/0 to <network/nat-eu-central-1a.id>");
    assertThat(wayOut(network, "b")).isEqualTo("0.0.0.0/0 to <network/nat-eu-central-1a.id>");
    assertInstancesArePrivate(ONE_NAT);
  }

  @Test
  void with_a_nat_gateway_in_each_zone_each_subnet_leaves_through_its_own() {
    assertTurnedOn(
        NAT_PER_ZONE,
        """
        network: appears network/app-eu-central-1a-default-route  aws_route
        network: appears network/app-eu-central-1b-default-route  aws_route
        network: appears network/nat-address-eu-central-1a  aws_eip
        network: appears network/nat-address-eu-central-1b  aws_eip
        network: appears network/nat-eu-central-1a  aws_nat_gateway
        network: appears network/nat-eu-central-1b  aws_nat_gateway
        platform: changes instances/group: vpc_zone_identifier
        platform: changes instances/launch-template: network_interfaces
        """);
    Stack network = on(NAT_PER_ZONE).stack("network");
    assertThat(wayOut(network, "a")).isEqualTo("0.0.0.0/0 to <network/nat-eu-central-1a.id>");
    assertThat(wayOut(network, "b")).isEqualTo("0.0.0.0/0 to <network/nat-eu-central-1b.id>");
    for (String zone : List.of("a", "b")) {
      assertThat(network.readable(network.at("network/nat-eu-central-1" + zone).text("subnet_id")))
          .isEqualTo("<network/public-eu-central-1" + zone + ".id>");
      assertThat(
              network.readable(network.at("network/nat-eu-central-1" + zone).text("allocation_id")))
          .isEqualTo("<network/nat-address-eu-central-1" + zone + ".id>");
    }
    assertInstancesArePrivate(NAT_PER_ZONE);
  }

  @Test
  void a_standby_of_the_database_stands_in_the_other_zone() {
    assertTurnedOn(
        MULTI_AZ,
        """
        data: changes database/instance: multi_az
        """);
    assertThat(changedLines(on(MULTI_AZ).stack("data"), "data", "database/instance"))
        .isEqualTo("multi_az = true\n");
  }

  @Test
  void a_function_gives_the_database_a_new_password_every_30_days() throws IOException {
    assertTurnedOn(
        ROTATION,
        """
        platform: appears rotation-role/policy  aws_iam_role_policy
        platform: appears rotation-role/role  aws_iam_role
        platform: appears rotation/code  aws_s3_object
        platform: appears rotation/function  aws_lambda_function
        platform: appears rotation/logs/group  aws_cloudwatch_log_group
        platform: appears rotation/permission  aws_lambda_permission
        platform: appears rotation/schedule  aws_cloudwatch_event_rule
        platform: appears rotation/target  aws_cloudwatch_event_target
        platform: says rotation_function = v1-orcha-rotate-credentials (Function that rotates the password)
        """);
    // Terraform leaves AWSCURRENT where the function has moved it, on or off.
    assertThat(on(ROTATION).stack("data").describe("db-credentials/value"))
        .contains("lifecycle.ignore_changes = version_stages\n")
        .contains("version_stages = AWSCURRENT, TERRACE_INITIAL\n");
    Stack platform = on(ROTATION).stack("platform");
    Resource function = platform.at("rotation/function");
    assertThat(platform.describe("rotation/function"))
        .isEqualTo(
            """
            architectures = arm64
            depends_on = aws_cloudwatch_log_group.%s
            description = Gives the database a new password
            environment.variables.AUTO_SCALING_GROUP = <instances/group.name>
            environment.variables.DB_INSTANCE_IDENTIFIER = <data: database/instance.identifier>
            environment.variables.SECRET_ID = <data: db-credentials/secret.arn>
            function_name = v1-orcha-rotate-credentials
            handler = rotate_credentials.handler
            memory_size = 256
            role = <rotation-role/role.arn>
            runtime = python3.13
            s3_bucket = <rotation/code.bucket>
            s3_key = <rotation/code.key>
            source_code_hash = %s
            timeout = 900
            """
                .formatted(
                    platform.at("rotation/logs/group").label(), function.text("source_code_hash")));
    assertThat(platform.describe("rotation/schedule"))
        .isEqualTo(
            """
            description = Gives the database a new password
            name = v1-orcha-rotate-credentials
            schedule_expression = rate(30 days)
            """);
    assertThat(platform.describe("rotation/target"))
        .isEqualTo(
            """
            arn = <rotation/function.arn>
            depends_on = aws_lambda_permission.%s
            rule = <rotation/schedule.name>
            target_id = function
            """
                .formatted(platform.at("rotation/permission").label()));
    assertThat(platform.describe("rotation/permission"))
        .isEqualTo(
            """
            action = lambda:InvokeFunction
            function_name = <rotation/function.function_name>
            principal = events.amazonaws.com
            source_arn = <rotation/schedule.arn>
            statement_id = EventBridge
            """);
    assertThat(platform.describe("rotation/logs/group"))
        .isEqualTo(
            """
            name = /aws/lambda/v1-orcha-rotate-credentials
            retention_in_days = 30
            """);
    Resource code = platform.at("rotation/code");
    assertThat(platform.readable(code.text("bucket")))
        .isEqualTo("<data: bucket-artifacts/bucket.id>");
    try (ZipInputStream zip =
        new ZipInputStream(
            new ByteArrayInputStream(Base64.getDecoder().decode(code.text("content_base64"))))) {
      ZipEntry entry = zip.getNextEntry();
      assertThat(entry.getName()).isEqualTo("rotate_credentials.py");
      assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(
              Files.readString(Path.of("deploy", "orcha", "rotation", "rotate_credentials.py")));
      assertThat(zip.getNextEntry()).isNull();
    }
  }

  @Test
  void the_rotation_may_change_this_database_and_this_secret_and_restart_these_instances() {
    Stack platform = on(ROTATION).stack("platform");
    assertThat(platform.describe("rotation-role/role"))
        .isEqualTo(
            """
            assume_role_policy = {"Version":"2012-10-17","Statement":[{"Sid":"Assume","Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}
            description = Gives the database a new password
            name = v1-orcha-rotation-role
            """);
    Policies.table(platform, platform.at("rotation-role/policy").json("policy"))
        .assertReads(
            """
            Secret             | secretsmanager:DescribeSecret, secretsmanager:GetSecretValue, secretsmanager:PutSecretValue, secretsmanager:UpdateSecretVersionStage | <data: db-credentials/secret.arn> | always
            NewPassword        | secretsmanager:GetRandomPassword | * | always
            EncryptAndDecrypt  | kms:Decrypt, kms:GenerateDataKey | <data: data-key/key.arn> | always
            Database           | rds:DescribeDBInstances, rds:ModifyDBInstance | arn:aws:rds:eu-central-1:<read account.account_id>:db:v1-orcha-db | always
            RestartApplication | ssm:SendCommand | arn:aws:ec2:eu-central-1:<read account.account_id>:instance/* | StringEquals ssm:resourceTag/aws:autoscaling:groupName <instances/group.name>
            RestartDocument    | ssm:SendCommand | arn:aws:ssm:eu-central-1::document/AWS-RunShellScript | always
            FindInstances      | autoscaling:DescribeAutoScalingGroups, ssm:ListCommands | * | always
            WriteLogs          | logs:CreateLogStream, logs:PutLogEvents | arn:aws:logs:eu-central-1:<read account.account_id>:log-group:/aws/lambda/v1-orcha-rotate-credentials:* | always
            """);
    assertThat(platform.readable(platform.at("rotation-role/policy").text("role")))
        .isEqualTo("<rotation-role/role.name>");
  }

  @Test
  void a_rotation_each_day_is_said_in_the_singular() {
    Stack daily =
        on(new Option("# credentialRotationDays: 30", "credentialRotationDays: 1"))
            .stack("platform");

    assertThat(daily.at("rotation/schedule").text("schedule_expression")).isEqualTo("rate(1 day)");
  }

  @Test
  void each_tenant_has_a_queue_a_dead_letter_queue_an_alarm_and_workers() {
    assertTurnedOn(
        TENANTS,
        """
        data: appears tenant-acme-ingest/dead-letters  aws_sqs_queue
        data: appears tenant-acme-ingest/dead-letters-policy  aws_sqs_queue_policy
        data: appears tenant-acme-ingest/policy  aws_sqs_queue_policy
        data: appears tenant-acme-ingest/queue  aws_sqs_queue
        data: appears tenant-acme-ingest/redrive-allow  aws_sqs_queue_redrive_allow_policy
        data: appears tenant-acme-worker/parameter  aws_ssm_parameter
        data: appears tenant-globex-ingest/dead-letters  aws_sqs_queue
        data: appears tenant-globex-ingest/dead-letters-policy  aws_sqs_queue_policy
        data: appears tenant-globex-ingest/policy  aws_sqs_queue_policy
        data: appears tenant-globex-ingest/queue  aws_sqs_queue
        data: appears tenant-globex-ingest/redrive-allow  aws_sqs_queue_redrive_allow_policy
        data: appears tenant-globex-worker/parameter  aws_ssm_parameter
        data: says acme_ingest_queue_url = <tenant-acme-ingest/queue.url> (Queue <tenant-acme-ingest/queue.name>)
        data: says globex_ingest_queue_url = <tenant-globex-ingest/queue.url> (Queue <tenant-globex-ingest/queue.name>)
        platform: changes service-role/policy: policy
        observability: appears alarms/acme-ingest-dlq-not-empty  aws_cloudwatch_metric_alarm
        observability: appears alarms/globex-ingest-dlq-not-empty  aws_cloudwatch_metric_alarm
        """);
    Stack data = on(TENANTS).stack("data");
    assertThat(data.describe("tenant-acme-ingest/queue"))
        .isEqualTo(
            """
            message_retention_seconds = 864000
            name = v1-orcha-acme-ingest
            redrive_policy = {"deadLetterTargetArn":"<tenant-acme-ingest/dead-letters.arn>","maxReceiveCount":3}
            sqs_managed_sse_enabled = true
            visibility_timeout_seconds = 900
            """);
    assertThat(data.describe("tenant-acme-ingest/dead-letters"))
        .isEqualTo(
            """
            message_retention_seconds = 1209600
            name = v1-orcha-acme-ingest-dlq
            sqs_managed_sse_enabled = true
            """);
    assertThat(data.describe("tenant-acme-ingest/redrive-allow"))
        .isEqualTo(
            """
            queue_url = <tenant-acme-ingest/dead-letters.id>
            redrive_allow_policy = {"redrivePermission":"byQueue","sourceQueueArns":["<tenant-acme-ingest/queue.arn>"]}
            """);
    assertThat(data.describe("tenant-acme-worker/parameter"))
        .isEqualTo(
            """
            description = Workers of the tenant acme
            name = /v1-orcha/tenants/acme
            type = String
            value = {"INGEST_QUEUE_URL":"<tenant-acme-ingest/queue.url>","WORKERS":2}
            """);
    for (String tenant : List.of("acme", "globex")) {
      for (String queue : List.of("policy queue", "dead-letters-policy dead-letters")) {
        String[] words = queue.split(" ", -1);
        Resource policy = data.at("tenant-" + tenant + "-ingest/" + words[0]);
        String of = "<tenant-" + tenant + "-ingest/" + words[1];
        assertThat(data.readable(policy.text("queue_url"))).isEqualTo(of + ".url>");
        Policies.table(data, policy.json("policy"))
            .assertReads(
                "OnlyTls Deny for * | sqs:* | " + of + ".arn> | Bool aws:SecureTransport false");
      }
    }
  }

  @Test
  void a_tenant_that_says_nothing_has_the_ingest_queues_visibility_and_one_worker() {
    Stack data = on(TENANTS).stack("data");

    assertThat(data.describe("tenant-globex-ingest/queue"))
        .contains("name = v1-orcha-globex-ingest\n")
        .contains("visibility_timeout_seconds = 600\n");
    assertThat(data.describe("tenant-globex-worker/parameter"))
        .contains("name = /v1-orcha/tenants/globex\n")
        .contains(
            "value = {\"INGEST_QUEUE_URL\":\"<tenant-globex-ingest/queue.url>\",\"WORKERS\":1}\n");
  }

  @Test
  void the_instances_may_use_the_tenants_queues_and_an_alarm_watches_each_dead_letter_queue() {
    Stack platform = on(TENANTS).stack("platform");
    Stack before = PROD.stack("platform");
    assertThat(without("Queues", platform.at("service-role/policy").json("policy")))
        .isEqualTo(without("Queues", before.at("service-role/policy").json("policy")));
    JsonNode queues = statement("Queues", platform.at("service-role/policy").json("policy"));
    assertThat(platform.readable(queues.path("Action")))
        .isEqualTo(
            "sqs:ChangeMessageVisibility, sqs:DeleteMessage, sqs:GetQueueAttributes,"
                + " sqs:GetQueueUrl, sqs:ReceiveMessage, sqs:SendMessage");
    assertThat(platform.readable(queues.path("Resource")))
        .isEqualTo(
            "<data: ingest/queue.arn>, <data: ingest/dead-letters.arn>, <data:"
                + " email-acquire/queue.arn>, <data: email-acquire/dead-letters.arn>, <data:"
                + " tenant-acme-ingest/queue.arn>, <data: tenant-acme-ingest/dead-letters.arn>,"
                + " <data: tenant-globex-ingest/queue.arn>, <data:"
                + " tenant-globex-ingest/dead-letters.arn>");
    for (String tenant : List.of("acme", "globex")) {
      assertThat(
              on(TENANTS)
                  .stack("observability")
                  .describe("alarms/" + tenant + "-ingest-dlq-not-empty"))
          .isEqualTo(
              """
              alarm_actions = <alerts/topic.arn>
              alarm_description = Messages of %1$s-ingest have failed
              alarm_name = v1-orcha-%1$s-ingest-dlq-not-empty
              comparison_operator = GreaterThanThreshold
              dimensions.QueueName = <data: tenant-%1$s-ingest/dead-letters.name>
              evaluation_periods = 1
              metric_name = ApproximateNumberOfMessagesVisible
              namespace = AWS/SQS
              ok_actions = <alerts/topic.arn>
              period = 300
              statistic = Maximum
              threshold = 0
              treat_missing_data = notBreaching
              """
                  .formatted(tenant));
    }
  }

  @Test
  void all_options_at_once_add_and_change_what_each_does_alone() {
    List<Option> all =
        List.of(
            MIGRATION_TEST,
            BUILD_IN_VPC,
            BACKLOG,
            NOTIFICATIONS,
            DEVELOPERS,
            S3_ENDPOINT,
            ENDPOINTS,
            IMAGES,
            WAF,
            TWO_INSTANCES,
            MULTI_AZ,
            ROTATION,
            TENANTS);
    Set<String> each = new TreeSet<>();
    all.forEach(option -> each.addAll(difference(on(option))));
    // Two options change the group, each its own attributes.
    each.removeIf(line -> line.startsWith("platform: changes instances/group: "));
    each.add(
        "platform: changes instances/group: desired_capacity, max_size, min_size,"
            + " vpc_zone_identifier");

    Synthesized together =
        Synthesized.changed(
            "orcha",
            "prod",
            yaml -> {
              String changed = NAT_PER_ZONE.turnOn(yaml);
              for (Option option : all) {
                changed = option.turnOn(changed);
              }
              return changed;
            });
    assertThat(new TreeSet<>(difference(together))).isEqualTo(each);
  }

  @Test
  void options_that_are_left_out_are_off() {
    Synthesized silent =
        Synthesized.changed(
            "orcha", "prod", yaml -> yaml.substring(0, yaml.indexOf("# The wish list")));

    // Prod's only option.
    assertThat(difference(silent))
        .containsExactly("platform: disappears default-session-document  aws_ssm_document");
  }

  /** Prod with the option on, compared with prod as it is. */
  private static void assertTurnedOn(Option option, String expected) {
    List<String> difference = new ArrayList<>(difference(on(option)));
    if (option.needs() != null) {
      difference.removeAll(difference(on(option.needs())));
    }
    assertThat(String.join("\n", difference) + "\n").isEqualTo(expected);
  }

  private static Synthesized on(Option option) {
    return ON.computeIfAbsent(
        option, each -> Synthesized.changed("orcha", "prod", each::turnOnWithNeeds));
  }

  /**
   * What differs from prod, a line each: a resource {@code appears} or {@code disappears}, a
   * resource {@code changes} in attributes, an output {@code says} or {@code says no more}. What
   * stands beside the resources never differs.
   */
  private static List<String> difference(Synthesized changed) {
    List<String> lines = new ArrayList<>();
    for (Stack before : PROD.stacks()) {
      String layer = before.name().replace("orcha-prod-", "");
      Stack after = changed.stack(layer);
      Set<String> paths = new TreeSet<>(before.paths());
      paths.addAll(after.paths());
      for (String path : paths) {
        if (!before.paths().contains(path)) {
          lines.add(layer + ": appears " + path);
        } else if (!after.paths().contains(path)) {
          lines.add(layer + ": disappears " + path);
        } else {
          String id = path.replaceAll("  .*", "");
          Set<String> attributes = changedAttributes(before, after, id);
          if (!attributes.isEmpty()) {
            lines.add(layer + ": changes " + id + ": " + String.join(", ", attributes));
          }
        }
      }
      List<String> said = OrchaNetworkTest.outputs(before).lines().toList();
      List<String> says = OrchaNetworkTest.outputs(after).lines().toList();
      says.stream()
          .filter(line -> !said.contains(line))
          .forEach(line -> lines.add(layer + ": says " + line));
      said.stream()
          .filter(line -> !says.contains(line))
          .forEach(line -> lines.add(layer + ": says no more " + line));
      for (String block : List.of("provider", "terraform", "ephemeral")) {
        assertThat(after.tree().path(block)).isEqualTo(before.tree().path(block));
      }
    }
    return lines;
  }

  private static Set<String> changedAttributes(Stack before, Stack after, String path) {
    JsonNode old = before.at(path).body();
    JsonNode now = after.at(path).body();
    Set<String> attributes = new TreeSet<>();
    old.fieldNames().forEachRemaining(attributes::add);
    now.fieldNames().forEachRemaining(attributes::add);
    attributes.removeIf(
        attribute ->
            old.has(attribute) == now.has(attribute)
                && old.path(attribute).equals(now.path(attribute)));
    return attributes;
  }

  /** The lines of a resource that prod does not have. */
  private static String changedLines(Stack after, String layer, String path) {
    List<String> before = PROD.stack(layer).describe(path).lines().toList();
    StringBuilder text = new StringBuilder();
    after
        .describe(path)
        .lines()
        .filter(line -> !before.contains(line))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static String withoutBuildspec(Stack stack, Resource project) {
    JsonNode body = project.body().deepCopy();
    ((ObjectNode) body.path("source")).remove("buildspec");
    return stack.describe(body);
  }

  private static JsonNode statement(String sid, JsonNode policy) {
    for (JsonNode statement : policy.path("Statement")) {
      if (statement.path("Sid").asText().equals(sid)) {
        return statement;
      }
    }
    throw new AssertionError("no statement " + sid + " in " + policy);
  }

  private static JsonNode without(String sid, JsonNode policy) {
    ArrayNode statements = (ArrayNode) policy.path("Statement");
    for (int i = 0; i < statements.size(); i++) {
      if (statements.get(i).path("Sid").asText().equals(sid)) {
        statements.remove(i);
        return policy;
      }
    }
    throw new AssertionError("no statement " + sid + " in " + policy);
  }

  private static String wayOut(Stack network, String zone) {
    Resource route = network.at("network/app-eu-central-1" + zone + "-default-route");
    assertThat(network.readable(route.text("route_table_id")))
        .isEqualTo("<network/app-eu-central-1" + zone + "-routes.id>");
    return route.text("destination_cidr_block")
        + " to "
        + network.readable(route.text("nat_gateway_id"));
  }

  private static void assertInstancesArePrivate(Option option) {
    Stack platform = on(option).stack("platform");
    assertThat(changedLines(platform, "platform", "instances/group"))
        .isEqualTo(
            "vpc_zone_identifier = <network: network/app-eu-central-1a.id>,"
                + " <network: network/app-eu-central-1b.id>\n");
    assertThat(changedLines(platform, "platform", "instances/launch-template"))
        .isEqualTo("network_interfaces[0].associate_public_ip_address = false\n");
  }
}
