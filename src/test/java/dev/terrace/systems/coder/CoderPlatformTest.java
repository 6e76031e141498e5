package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.layers.DeployFiles;
import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CoderPlatformTest {
  private static final String WORKSPACE =
      """
      WriteLogs             | logs:CreateLogStream, logs:PutLogEvents | arn:aws:logs:us-west-2:<read account.account_id>:log-group:/ecs/coder-production-workspace*:* | always
      MountWorkspaceFolders | elasticfilesystem:ClientMount, elasticfilesystem:ClientWrite | <data: file-system/file-system.arn> | ArnLike elasticfilesystem:AccessPointArn arn:aws:elasticfilesystem:us-west-2:<read account.account_id>:access-point/*; ArnNotEquals elasticfilesystem:AccessPointArn <data: file-system/access-point-coder.arn>, <data: file-system/access-point-clickhouse.arn>
      """;

  private static final Synthesized PRODUCTION = Synthesized.environment("coder", "production");
  private static final Stack PLATFORM = PRODUCTION.stack("platform");
  private static final Stack WITH_HOSTED_ZONE =
      Synthesized.changed(
              "coder",
              "production",
              yaml -> yaml.replace("hostedZoneId: \"\"", "hostedZoneId: Z08345672ABCDEF"))
          .stack("platform");
  private static final List<String> SERVICES = List.of("coder", "litellm", "key-provisioner");

  @Test
  void the_cluster_runs_on_fargate_and_fargate_spot_with_container_insights() {
    assertThat(PLATFORM.describe("cluster/cluster"))
        .isEqualTo(
            """
            name = coder-production
            setting[0].name = containerInsights
            setting[0].value = enabled
            """);
    assertThat(PLATFORM.describe("cluster/capacity-providers"))
        .isEqualTo(
            """
            capacity_providers = FARGATE, FARGATE_SPOT
            cluster_name = <cluster/cluster.name>
            default_capacity_provider_strategy[0].base = 1
            default_capacity_provider_strategy[0].capacity_provider = FARGATE
            default_capacity_provider_strategy[0].weight = 1
            """);
  }

  @Test
  void without_a_hosted_zone_the_deploy_waits_two_hours_for_somebody_to_validate_the_certificate() {
    assertThat(PLATFORM.describe("certificate/certificate"))
        .isEqualTo(
            """
            domain_name = coder.company.com
            lifecycle.create_before_destroy = true
            subject_alternative_names = *.coder.company.com
            validation_method = DNS
            """);
    assertThat(PLATFORM.describe("certificate/issued"))
        .isEqualTo(
            """
            certificate_arn = <certificate/certificate.arn>
            timeouts.create = 2h
            """);
    assertThat(PLATFORM.count("aws_route53_record")).isZero();
    assertThat(listenerCertificate(PLATFORM)).isEqualTo("<certificate/issued.certificate_arn>");
  }

  @Test
  void with_a_hosted_zone_the_certificate_is_validated_by_a_record() {
    assertThat(WITH_HOSTED_ZONE.describe("certificate/validation-coder.company.com"))
        .isEqualTo(
            """
            allow_overwrite = true
            name = ${[for option in <certificate/certificate.domain_validation_options> : option if trimprefix(option.domain_name, "*.") == "coder.company.com"][0].resource_record_name}
            records = ${[for option in <certificate/certificate.domain_validation_options> : option if trimprefix(option.domain_name, "*.") == "coder.company.com"][0].resource_record_value}
            ttl = 300
            type = ${[for option in <certificate/certificate.domain_validation_options> : option if trimprefix(option.domain_name, "*.") == "coder.company.com"][0].resource_record_type}
            zone_id = Z08345672ABCDEF
            """);
    assertThat(WITH_HOSTED_ZONE.describe("certificate/issued"))
        .contains("validation_record_fqdns = <certificate/validation-coder.company.com.fqdn>\n");
    assertThat(listenerCertificate(WITH_HOSTED_ZONE))
        .isEqualTo("<certificate/issued.certificate_arn>");
  }

  @Test
  void an_existing_certificate_is_used_as_it_is() {
    String arn =
        "arn:aws:acm:us-west-2:111122223333:certificate/0a1b2c3d-1111-2222-3333-444455556666";
    Synthesized given =
        Synthesized.changed(
            "coder",
            "production",
            yaml -> yaml.replace("certificateArn: \"\"", "certificateArn: " + arn));

    assertThat(given.stack("platform").count("aws_acm_certificate")).isZero();
    assertThat(given.stack("platform").count("aws_acm_certificate_validation")).isZero();
    assertThat(listenerCertificate(given.stack("platform"))).isEqualTo(arn);
    assertThat(given.stack("observability").describe("alarms/certificate-expiry-days"))
        .contains("dimensions.CertificateArn = " + arn + "\n");
  }

  @Test
  void the_load_balancer_is_internal_and_lets_websockets_be_silent_for_an_hour() {
    assertThat(PLATFORM.count("aws_lb")).isEqualTo(1);
    assertThat(PLATFORM.describe("load-balancer/load-balancer"))
        .isEqualTo(
            """
            access_logs.bucket = <data: access-logs/policy.bucket>
            access_logs.enabled = true
            access_logs.prefix = coder-production
            drop_invalid_header_fields = true
            enable_deletion_protection = true
            idle_timeout = 3600
            internal = true
            load_balancer_type = application
            name = coder-production
            security_groups = <network: alb/group.id>
            subnets = <network: network/app-us-west-2a.id>, <network: network/app-us-west-2b.id>
            """);
  }

  @Test
  void the_listener_speaks_current_tls_and_answers_404_to_what_no_rule_takes() {
    assertThat(PLATFORM.count("aws_lb_listener")).isEqualTo(1);
    assertThat(PLATFORM.describe("load-balancer/https"))
        .isEqualTo(
            """
            certificate_arn = <certificate/issued.certificate_arn>
            default_action[0].fixed_response.content_type = text/plain
            default_action[0].fixed_response.message_body = no such host
            default_action[0].fixed_response.status_code = 404
            default_action[0].type = fixed-response
            load_balancer_arn = <load-balancer/load-balancer.arn>
            port = 443
            protocol = HTTPS
            ssl_policy = ELBSecurityPolicy-TLS13-1-2-2021-06
            """);
  }

  @Test
  void access_logs_are_written_where_a_bucket_is_given() {
    Stack logged =
        Synthesized.changed(
                "coder",
                "production",
                yaml ->
                    yaml.replaceFirst("accessLogs: .*\n", "")
                        .replace("alarms:\n", "accessLogsBucket: company-alb-logs\nalarms:\n"))
            .stack("platform");

    assertThat(logged.describe("load-balancer/load-balancer"))
        .startsWith(
            """
            access_logs.bucket = company-alb-logs
            access_logs.enabled = true
            access_logs.prefix = coder-production
            """);
  }

  @Test
  void every_role_is_assumed_by_tasks_and_nobody_else() {
    Table table = new Table();
    for (Resource role : PLATFORM.ofType("aws_iam_role")) {
      Policies.table(PLATFORM, role.json("assume_role_policy"))
          .assertReads(
              "Assume for Service ecs-tasks.amazonaws.com | sts:AssumeRole | | StringEquals"
                  + " aws:SourceAccount <read account.account_id>");
      table.row(role.text("name"), role.text("description"));
    }
    table.assertReads(
        """
        coder-production-aem-workspace        | What AEM workspaces may do
        coder-production-coder-task           | What the containers of coder may do
        coder-production-execution            | Starts the containers
        coder-production-key-provisioner-task | What the containers of key-provisioner may do
        coder-production-litellm-task         | What the containers of litellm may do
        coder-production-workspace-execution  | Starts the containers of workspaces
        coder-production-workspace            | What workspaces may do
        """);
  }

  @Test
  void no_role_of_any_layer_may_do_everything() {
    for (Stack stack : PRODUCTION.stacks()) {
      for (Resource policy : stack.ofType("aws_iam_role_policy")) {
        assertThat(Policies.actions(policy.json("policy")))
            .as(policy.path())
            .isNotEmpty()
            .noneMatch(action -> action.contains("*"));
        List<String> sids = new ArrayList<>();
        policy
            .json("policy")
            .path("Statement")
            .forEach(each -> sids.add(each.path("Sid").asText()));
        assertThat(sids).as(policy.path()).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void ecs_may_pull_images_read_the_secrets_of_the_environment_and_write_logs() {
    policy("execution-role/policy")
        .assertReads(
            """
            EcrToken    | ecr:GetAuthorizationToken                                                      | *                                                                                    | always
            EcrPull     | ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer | arn:aws:ecr:us-west-2:<read account.account_id>:repository/*                         | always
            ReadSecrets | secretsmanager:DescribeSecret, secretsmanager:GetSecretValue                   | arn:aws:secretsmanager:us-west-2:<read account.account_id>:secret:prod/*             | always
            Decrypt     | kms:Decrypt                                                                    | <data: data-key/key.arn>                                                             | always
            WriteLogs   | logs:CreateLogStream, logs:PutLogEvents                                        | arn:aws:logs:us-west-2:<read account.account_id>:log-group:/ecs/coder-production-*:* | always
            """);
  }

  @Test
  void coder_may_run_workspaces_and_pass_their_roles_and_no_other() {
    policy("coder/task-role/policy")
        .assertReads(
            """
            EcsExec                      | ssmmessages:CreateControlChannel, ssmmessages:CreateDataChannel, ssmmessages:OpenControlChannel, ssmmessages:OpenDataChannel | * | always
            ReadSecrets                  | secretsmanager:DescribeSecret, secretsmanager:GetSecretValue | <data: secrets/coder-database/secret.arn>, <data: secrets/coder-oidc/secret.arn> | always
            Decrypt                      | kms:Decrypt                                                  | <data: data-key/key.arn>                        | always
            Mount                        | elasticfilesystem:ClientMount, elasticfilesystem:ClientWrite | <data: file-system/file-system.arn>             | StringEquals elasticfilesystem:AccessPointArn <data: file-system/access-point-coder.arn>
            WorkspaceStateList           | s3:ListBucket                                                | arn:aws:s3:::coder-terraform-state              | StringLike s3:prefix workspaces/*
            WorkspaceState               | s3:DeleteObject, s3:GetObject, s3:PutObject                  | arn:aws:s3:::coder-terraform-state/workspaces/* | always
            WorkspaceStateLock           | dynamodb:DeleteItem, dynamodb:GetItem, dynamodb:PutItem      | arn:aws:dynamodb:us-west-2:<read account.account_id>:table/terraform-locks | ForAllValues:StringLike dynamodb:LeadingKeys coder-terraform-state/workspaces/*
            RunWorkspaces                | ecs:RunTask                                                  | arn:aws:ecs:us-west-2:<read account.account_id>:task-definition/coder-production-workspace-*:* | ArnEquals ecs:cluster <cluster/cluster.arn>
            TagNewTasks                  | ecs:TagResource                                              | arn:aws:ecs:us-west-2:<read account.account_id>:task/coder-production/* | StringEquals ecs:CreateAction RunTask
            DescribeTasks                | ecs:DescribeTasks                                            | arn:aws:ecs:us-west-2:<read account.account_id>:task/coder-production/* | ArnEquals ecs:cluster <cluster/cluster.arn>
            StopWorkspaces               | ecs:StopTask                                                 | arn:aws:ecs:us-west-2:<read account.account_id>:task/coder-production/* | ArnEquals ecs:cluster <cluster/cluster.arn>; Null aws:ResourceTag/coder-workspace false
            DescribeWorkspaceDefinitions | ecs:DeregisterTaskDefinition, ecs:DescribeTaskDefinition     | * | always
            RegisterWorkspaceDefinitions | ecs:RegisterTaskDefinition, ecs:TagResource, ecs:UntagResource | arn:aws:ecs:us-west-2:<read account.account_id>:task-definition/coder-production-workspace-*:* | always
            ServeWorkspaces              | ecs:CreateService, ecs:DeleteService, ecs:DescribeServices, ecs:TagResource, ecs:UntagResource, ecs:UpdateService | arn:aws:ecs:us-west-2:<read account.account_id>:service/coder-production/coder-production-workspace-* | always
            WorkspaceLogGroups           | logs:CreateLogGroup, logs:DeleteLogGroup, logs:ListTagsForResource, logs:PutRetentionPolicy, logs:TagResource, logs:UntagResource | arn:aws:logs:us-west-2:<read account.account_id>:log-group:/ecs/coder-production-workspace-* | always
            FindLogGroups                | logs:DescribeLogGroups | * | always
            FindFolders                  | elasticfilesystem:DescribeAccessPoints | <data: file-system/file-system.arn>, arn:aws:elasticfilesystem:us-west-2:<read account.account_id>:access-point/* | always
            CreateWorkspaceFolders       | elasticfilesystem:CreateAccessPoint | <data: file-system/file-system.arn> | Null aws:RequestTag/coder-workspace false
            TagNewFolders                | elasticfilesystem:TagResource | arn:aws:elasticfilesystem:us-west-2:<read account.account_id>:access-point/* | StringEquals elasticfilesystem:CreateAction CreateAccessPoint
            ManageWorkspaceFolders       | elasticfilesystem:DeleteAccessPoint, elasticfilesystem:TagResource, elasticfilesystem:UntagResource | arn:aws:elasticfilesystem:us-west-2:<read account.account_id>:access-point/* | Null aws:ResourceTag/coder-workspace false
            PassWorkspaceRoles           | iam:PassRole                                                 | <workspace-role/role.arn>, <aem-workspace-role/role.arn>, <workspace-execution-role/role.arn> | StringEquals iam:PassedToService ecs-tasks.amazonaws.com
            ReadBridge                   | ssm:GetParameter, ssm:GetParameters, ssm:GetParametersByPath | arn:aws:ssm:us-west-2:<read account.account_id>:parameter/coder-production, arn:aws:ssm:us-west-2:<read account.account_id>:parameter/coder-production/* | always
            """);
  }

  @Test
  void litellm_may_call_its_models_in_every_region_that_a_profile_routes_to_and_no_other() {
    policy("litellm/task-role/policy")
        .assertReads(
            """
            EcsExec      | ssmmessages:CreateControlChannel, ssmmessages:CreateDataChannel, ssmmessages:OpenControlChannel, ssmmessages:OpenDataChannel | * | always
            ReadSecrets  | secretsmanager:DescribeSecret, secretsmanager:GetSecretValue | <data: secrets/litellm-database/secret.arn>, <data: secrets/litellm-master-key/secret.arn>, <data: secrets/litellm-salt-key/secret.arn>, <data: secrets/litellm-anthropic-api-key/secret.arn>, <data: secrets/custom-llm-api-key/secret.arn>, <data: secrets/langfuse-api-keys/secret.arn> | always
            Decrypt      | kms:Decrypt                                                | <data: data-key/key.arn> | always
            InvokeModels | bedrock:InvokeModel, bedrock:InvokeModelWithResponseStream | arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-5-5, arn:aws:bedrock:us-east-2::foundation-model/anthropic.claude-haiku-5-5, arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-haiku-5-5, arn:aws:bedrock:us-west-2:<read account.account_id>:inference-profile/us.anthropic.claude-haiku-5-5, arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-5, arn:aws:bedrock:us-east-2::foundation-model/anthropic.claude-sonnet-5, arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-sonnet-5, arn:aws:bedrock:us-west-2:<read account.account_id>:inference-profile/us.anthropic.claude-sonnet-5 | always
            ReadConfig   | s3:GetObject, s3:GetObjectVersion                          | <data: bucket-artifacts/bucket.arn>/litellm/* | always
            """);
  }

  @Test
  void the_key_provisioner_may_read_its_two_secrets() {
    policy("key-provisioner/task-role/policy")
        .assertReads(
            """
            EcsExec     | ssmmessages:CreateControlChannel, ssmmessages:CreateDataChannel, ssmmessages:OpenControlChannel, ssmmessages:OpenDataChannel | * | always
            ReadSecrets | secretsmanager:DescribeSecret, secretsmanager:GetSecretValue | <data: secrets/litellm-master-key/secret.arn>, <data: secrets/key-provisioner-secret/secret.arn> | always
            Decrypt     | kms:Decrypt | <data: data-key/key.arn> | always
            """);
  }

  @Test
  void workspaces_may_log_and_mount_folders_and_those_of_aem_read_artifacts() {
    policy("workspace-role/policy").assertReads(WORKSPACE);
    policy("workspace-execution-role/policy")
        .assertReads(
            """
            EcrToken    | ecr:GetAuthorizationToken                                                      | *                                                                                    | always
            EcrPull     | ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer | arn:aws:ecr:us-west-2:<read account.account_id>:repository/*                         | always
            ReadSecrets | secretsmanager:DescribeSecret, secretsmanager:GetSecretValue                   | arn:aws:secretsmanager:us-west-2:<read account.account_id>:secret:prod/workspaces/*  | always
            Decrypt     | kms:Decrypt                                                                    | <data: data-key/key.arn>                                                             | StringLike kms:EncryptionContext:SecretARN arn:aws:secretsmanager:us-west-2:<read account.account_id>:secret:prod/workspaces/*
            WriteLogs   | logs:CreateLogStream, logs:PutLogEvents                                        | arn:aws:logs:us-west-2:<read account.account_id>:log-group:/ecs/coder-production-workspace*:* | always
            """);
    policy("aem-workspace-role/policy")
        .assertReads(
            WORKSPACE
                + """
                ReadArtifacts | s3:GetObject                            | <data: bucket-artifacts/bucket.arn>/*                                                         | always
                Decrypt       | kms:Decrypt                             | <data: data-key/key.arn>                                                                      | always
                """);
  }

  @Test
  void three_services_have_the_sizes_and_counts_of_the_specification() {
    TaskDefinitions.services(PLATFORM)
        .assertReads(
            """
            coder           | 1024 / 4096 | 1 | 100-200 % | 120 s | <coder/target-group/group.arn> coder:7080
            key-provisioner | 256 / 512   | 1 | 100-200 % | 60 s  | <key-provisioner/target-group/group.arn> key-provisioner:8100
            litellm         | 512 / 2048  | 2 | 100-200 % | 180 s | <litellm/target-group/group.arn> litellm:4000
            """);
  }

  @Test
  void their_containers_are_those_of_the_specification() {
    TaskDefinitions.containers(PLATFORM, SERVICES)
        .assertReads(
            """
            coder               | ghcr.io/coder/coder:latest                       | 7080 | default | files at /home/coder/.config/coderv2 | wget -q -O /dev/null http://127.0.0.1:7080/api/v2/buildinfo | at once
            fetch-config (ends) | public.ecr.aws/aws-cli/aws-cli:2.27.0            | none | s3api get-object --bucket <data: bucket-artifacts/bucket.id> --key <litellm-config.key> --version-id <litellm-config.version_id> /etc/litellm/config.yaml | config at /etc/litellm | none | at once
            litellm             | ghcr.io/berriai/litellm:main-latest              | 4000 | --config /etc/litellm/config.yaml --port 4000 --keepalive_timeout 3610 | config at /etc/litellm | python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:4000/health/readiness', timeout=4)" | after SUCCESS of fetch-config
            key-provisioner     | registry.company.com/coder/key-provisioner:1.0.0 | 8100 | default | no volume | wget -q -O /dev/null http://127.0.0.1:8100/health | at once
            """);
  }

  @Test
  void every_service_is_rolled_back_when_it_fails_and_has_a_name_and_logs() {
    for (String service : SERVICES) {
      TaskDefinitions.assertRunsAsFargateService(PLATFORM, service);
      TaskDefinitions.assertRunsOnFargate(
          PLATFORM, service + "/task/task-definition", "coder-production-" + service);
      assertThat(
              PLATFORM.readable(
                  PLATFORM.at(service + "/task/task-definition").text("task_role_arn")))
          .isEqualTo("<" + service + "/task-role/role.arn>");
    }
  }

  @Test
  void a_service_waits_for_the_rules_that_lead_to_it() {
    assertThat(PLATFORM.readable(PLATFORM.at("coder/service/service").body().path("depends_on")))
        .isEqualTo(
            PLATFORM.at("coder/route/rule-100").address()
                + ", "
                + PLATFORM.at("coder/route/rule-500").address());
  }

  @Test
  void coder_mounts_its_own_folder_with_tls_and_its_role() {
    assertThat(PLATFORM.describe(PLATFORM.at("coder/task/task-definition").body().path("volume")))
        .isEqualTo(
            """
            [0].efs_volume_configuration.authorization_config.access_point_id = <data: file-system/access-point-coder.id>
            [0].efs_volume_configuration.authorization_config.iam = ENABLED
            [0].efs_volume_configuration.file_system_id = <data: file-system/file-system.id>
            [0].efs_volume_configuration.transit_encryption = ENABLED
            [0].name = files
            """);
  }

  @Test
  void rules_lead_from_hosts_to_services_and_the_wildcard_stays_last() {
    TaskDefinitions.rules(PLATFORM)
        .assertReads(
            """
            100 | [0].host_header.values = coder.coder.company.com | forward <coder/target-group/group.arn>
            200 | [0].host_header.values = admin.coder.company.com | authenticate-oidc, then forward <key-provisioner/target-group/group.arn>
            400 | [0].host_header.values = ai.coder.company.com    | forward <litellm/target-group/group.arn>
            500 | [0].host_header.values = *.coder.company.com     | forward <coder/target-group/group.arn>
            """);
    assertThat(PLATFORM.ofType("aws_lb_listener_rule"))
        .allSatisfy(
            rule ->
                assertThat(PLATFORM.readable(rule.text("listener_arn")))
                    .isEqualTo("<load-balancer/https.arn>"));
  }

  @Test
  void people_log_in_at_the_directory_before_they_see_the_admin_page() {
    JsonNode login = PLATFORM.at("key-provisioner/route/rule-200").body().at("/action/0");
    assertThat(PLATFORM.describe(login))
        .isEqualTo(
            """
            authenticate_oidc.authorization_endpoint = https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/authorize
            authenticate_oidc.client_id = ${jsondecode(<read key-provisioner/route/login-client-200.secret_string>).client_id}
            authenticate_oidc.client_secret = ${jsondecode(<read key-provisioner/route/login-client-200.secret_string>).client_secret}
            authenticate_oidc.issuer = https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0
            authenticate_oidc.on_unauthenticated_request = authenticate
            authenticate_oidc.scope = openid profile email
            authenticate_oidc.token_endpoint = https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token
            authenticate_oidc.user_info_endpoint = https://graph.microsoft.com/oidc/userinfo
            order = 1
            type = authenticate-oidc
            """);
    assertThat(PLATFORM.describe("key-provisioner/route/login-client-200"))
        .isEqualTo("secret_id = <data: secrets/coder-oidc/secret.arn>\n");
  }

  @Test
  void target_groups_ask_for_health_where_it_costs_nothing() {
    Table table = new Table();
    for (Resource group : PLATFORM.ofType("aws_lb_target_group")) {
      assertThat(PLATFORM.readable(group.text("vpc_id"))).isEqualTo("<network: network/vpc.id>");
      assertThat(group.text("target_type")).isEqualTo("ip");
      JsonNode check = group.body().path("health_check");
      table.row(
          group.text("name"),
          group.text("protocol") + " " + group.text("port"),
          check.path("protocol").asText() + " " + check.path("path").asText(),
          check.path("matcher").asText(),
          "every "
              + check.path("interval").asText()
              + " s, "
              + check.path("timeout").asText()
              + " s to answer",
          check.path("healthy_threshold").asText()
              + " up, "
              + check.path("unhealthy_threshold").asText()
              + " down");
    }
    table.assertReads(
        """
        coder-production-coder           | HTTP 7080 | HTTP /api/v2/buildinfo  | 200 | every 30 s, 5 s to answer | 2 up, 3 down
        coder-production-key-provisioner | HTTP 8100 | HTTP /health            | 200 | every 30 s, 5 s to answer | 2 up, 3 down
        coder-production-litellm         | HTTP 4000 | HTTP /health/readiness  | 200 | every 30 s, 5 s to answer | 2 up, 3 down
        """);
  }

  @Test
  void coder_gets_exactly_these_variables() {
    assertThat(TaskDefinitions.environment(PLATFORM, "coder", "coder"))
        .isEqualTo(
            """
            CODER_ACCESS_URL=https://coder.coder.company.com
            CODER_CACHE_DIRECTORY=/home/coder/.cache/coder
            CODER_HTTP_ADDRESS=0.0.0.0:7080
            CODER_OIDC_ALLOW_SIGNUPS=true
            CODER_OIDC_IGNORE_EMAIL_VERIFIED=true
            CODER_OIDC_ISSUER_URL=https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0
            CODER_OIDC_SCOPES=openid,profile,email
            CODER_PROXY_TRUSTED_HEADERS=X-Forwarded-For
            CODER_PROXY_TRUSTED_ORIGINS=10.0.0.0/16
            CODER_SECURE_AUTH_COOKIE=true
            CODER_TELEMETRY_ENABLE=false
            CODER_WILDCARD_ACCESS_URL=*.coder.company.com
            """);
    assertThat(TaskDefinitions.secrets(PLATFORM, "coder", "coder"))
        .isEqualTo(
            """
            CODER_OIDC_CLIENT_ID=<data: secrets/coder-oidc/secret.arn>:client_id::
            CODER_OIDC_CLIENT_SECRET=<data: secrets/coder-oidc/secret.arn>:client_secret::
            CODER_PG_CONNECTION_URL=<data: secrets/coder-database/secret.arn>
            """);
  }

  @Test
  void litellm_is_migrated_by_a_task_of_its_own_so_that_two_tasks_never_do_it_at_once() {
    JsonNode container =
        PLATFORM.at("litellm-migration/task-definition").json("container_definitions").get(0);
    assertThat(container.path("image").asText()).isEqualTo("ghcr.io/berriai/litellm:main-latest");
    assertThat(container.path("entryPoint").toString()).isEqualTo("[\"python\"]");
    assertThat(container.path("command").toString())
        .isEqualTo("[\"litellm/proxy/prisma_migration.py\"]");
    assertThat(container.path("environment").toString())
        .isEqualTo("[{\"name\":\"DISABLE_SCHEMA_UPDATE\",\"value\":\"false\"}]");
    assertThat(container.at("/secrets/0/name").asText()).isEqualTo("DATABASE_URL");
  }

  @Test
  void with_redis_auth_the_url_comes_from_a_secret_as_it_holds_the_token() {
    Synthesized auth =
        Synthesized.changed(
            "coder",
            "production",
            yaml -> yaml.replace("  snapshotDays: 7\n", "  snapshotDays: 7\n  auth: true\n"));

    assertThat(TaskDefinitions.environment(auth.stack("platform"), "litellm", "litellm"))
        .doesNotContain("REDIS_URL");
    assertThat(TaskDefinitions.secrets(auth.stack("platform"), "litellm", "litellm"))
        .contains("REDIS_URL=<data: secrets/redis-connection-string/secret.arn>\n");
    assertThat(
            TaskDefinitions.secrets(
                auth.stack("observability"), "langfuse-worker", "langfuse-worker"))
        .contains("REDIS_CONNECTION_STRING=<data: secrets/redis-connection-string/secret.arn>\n");
  }

  @Test
  void litellm_gets_exactly_these_variables() {
    assertThat(TaskDefinitions.environment(PLATFORM, "litellm", "litellm"))
        .isEqualTo(
            """
            AWS_REGION_NAME=us-west-2
            CUSTOM_LLM_API_BASE=https://h-chat-api.autoever.com/v2/api
            CUSTOM_LLM_CLAUDE_API_BASE=https://h-chat-api.autoever.com/v2/api/claude/messages
            DEFAULT_ENFORCEMENT_LEVEL=standard
            DISABLE_SCHEMA_UPDATE=true
            GUARDRAILS_ENABLED=true
            LANGFUSE_HOST=http://langfuse-web.coder-production.local:3000
            LITELLM_ANTHROPIC_DISABLE_URL_SUFFIX=true
            REDIS_URL=rediss://<data: redis/replication-group.primary_endpoint_address>:6379
            """);
    assertThat(TaskDefinitions.secrets(PLATFORM, "litellm", "litellm"))
        .isEqualTo(
            """
            ANTHROPIC_API_KEY=<data: secrets/litellm-anthropic-api-key/secret.arn>
            CUSTOM_LLM_API_KEY=<data: secrets/custom-llm-api-key/secret.arn>
            DATABASE_URL=<data: secrets/litellm-database/secret.arn>
            LANGFUSE_PUBLIC_KEY=<data: secrets/langfuse-api-keys/secret.arn>:public_key::
            LANGFUSE_SECRET_KEY=<data: secrets/langfuse-api-keys/secret.arn>:secret_key::
            LITELLM_MASTER_KEY=<data: secrets/litellm-master-key/secret.arn>
            LITELLM_SALT_KEY=<data: secrets/litellm-salt-key/secret.arn>
            """);
  }

  @Test
  void the_key_provisioner_gets_exactly_these_variables() {
    assertThat(TaskDefinitions.environment(PLATFORM, "key-provisioner", "key-provisioner"))
        .isEqualTo(
            """
            CODER_URL=https://coder.coder.company.com
            LITELLM_URL=http://litellm.coder-production.local:4000
            PORT=8100
            """);
    assertThat(TaskDefinitions.secrets(PLATFORM, "key-provisioner", "key-provisioner"))
        .isEqualTo(
            """
            LITELLM_MASTER_KEY=<data: secrets/litellm-master-key/secret.arn>
            PROVISIONER_SECRET=<data: secrets/key-provisioner-secret/secret.arn>
            """);
  }

  @Test
  void litellms_file_has_one_key_and_the_task_names_its_version() {
    Resource object = PLATFORM.at("litellm-config");

    assertThat(object.text("key")).isEqualTo("litellm/config.yaml");
    assertThat(PLATFORM.readable(object.text("bucket")))
        .isEqualTo("<data: bucket-artifacts/bucket.id>");
    assertThat(object.text("content"))
        .contains(
            """
            model_list:
              - model_name: "claude-sonnet"
                litellm_params:
                  model: bedrock/us.anthropic.claude-sonnet-5
                  aws_region_name: os.environ/AWS_REGION_NAME
              - model_name: "claude-haiku"
                litellm_params:
                  model: bedrock/us.anthropic.claude-haiku-5-5
                  aws_region_name: os.environ/AWS_REGION_NAME
              - model_name: "anthropic-claude-sonnet"
                litellm_params:
                  model: anthropic/claude-sonnet-5
                  api_key: os.environ/ANTHROPIC_API_KEY
              - model_name: "custom-gpt-4o"
                litellm_params:
                  model: openai/gpt-4o
                  api_base: os.environ/CUSTOM_LLM_API_BASE
                  api_key: os.environ/CUSTOM_LLM_API_KEY
              - model_name: "custom-gemini-2.5-flash"
                litellm_params:
                  model: openai/gemini-2.5-flash
                  api_base: os.environ/CUSTOM_LLM_API_BASE
                  api_key: os.environ/CUSTOM_LLM_API_KEY
              - model_name: "custom-claude-haiku"
                litellm_params:
                  model: anthropic/claude-3-5-haiku
                  api_base: os.environ/CUSTOM_LLM_CLAUDE_API_BASE
                  api_key: os.environ/CUSTOM_LLM_API_KEY

            litellm_settings:
            """)
        .contains("  cache: false\n");
  }

  @Test
  void litellm_keeps_completions_only_where_the_environment_asks_for_it() {
    assertThat(
            Synthesized.changed(
                    "coder",
                    "production",
                    yaml -> yaml.replace("  cache: false ", "  cache: true "))
                .stack("platform")
                .at("litellm-config")
                .text("content"))
        .contains("  cache: true\n  cache_params:\n    type: redis\n");
  }

  @Test
  void another_text_has_another_digest() {
    assertThat(DeployFiles.digest("model_list: []\n")).matches("[0-9a-f]{16}");
    assertThat(DeployFiles.digest("model_list: [ ]\n"))
        .isNotEqualTo(DeployFiles.digest("model_list: []\n"));
  }

  @Test
  void what_terraform_would_take_for_a_template_is_escaped_in_files() {
    assertThat(DeployFiles.literal("a ${b} %{c} $d")).isEqualTo("a $${b} %%{c} $d");
  }

  @Test
  void every_variable_that_litellms_file_asks_for_is_there() {
    Set<String> asked = new TreeSet<>();
    Matcher matcher =
        Pattern.compile("os\\.environ/(\\w+)")
            .matcher(PLATFORM.at("litellm-config").text("content"));
    while (matcher.find()) {
      asked.add(matcher.group(1));
    }
    Set<String> given = new TreeSet<>();
    JsonNode container = TaskDefinitions.containers(PLATFORM, "litellm").get("litellm");
    container.path("environment").forEach(each -> given.add(each.path("name").asText()));
    container.path("secrets").forEach(each -> given.add(each.path("name").asText()));

    assertThat(asked).isNotEmpty();
    assertThat(given).containsAll(asked);
  }

  @Test
  void with_a_hosted_zone_every_host_has_an_alias_record() {
    Table table = new Table();
    for (Resource record : WITH_HOSTED_ZONE.ofType("aws_route53_record")) {
      if (record.body().has("alias")) {
        table.row(
            record.path(),
            record.text("type"),
            record.text("name"),
            WITH_HOSTED_ZONE.readable(record.body().at("/alias/name")),
            WITH_HOSTED_ZONE.readable(record.body().at("/alias/zone_id")),
            record.text("zone_id"));
      }
    }
    table.assertReads(
        """
        coder/route/record-coder.coder.company.com           | A | coder.coder.company.com | <load-balancer/load-balancer.dns_name> | <load-balancer/load-balancer.zone_id> | Z08345672ABCDEF
        coder/route/record-wildcard.coder.company.com        | A | *.coder.company.com     | <load-balancer/load-balancer.dns_name> | <load-balancer/load-balancer.zone_id> | Z08345672ABCDEF
        key-provisioner/route/record-admin.coder.company.com | A | admin.coder.company.com | <load-balancer/load-balancer.dns_name> | <load-balancer/load-balancer.zone_id> | Z08345672ABCDEF
        litellm/route/record-ai.coder.company.com            | A | ai.coder.company.com    | <load-balancer/load-balancer.dns_name> | <load-balancer/load-balancer.zone_id> | Z08345672ABCDEF
        """);
  }

  @Test
  void eight_parameters_and_the_version_tell_workspaces_what_they_need() {
    Table table = new Table();
    for (Resource parameter : PLATFORM.ofType("aws_ssm_parameter")) {
      table.row(
          parameter.text("name"),
          parameter.text("type"),
          PLATFORM.readable(parameter.text("value")),
          parameter.text("description"));
    }
    table
        .sorted()
        .assertReads(
            """
            /coder-production/alb-listener-arn        | String     | <load-balancer/https.arn>           | HTTPS listener of the internal load balancer
            /coder-production/bridge-version          | String     | 1.0                                 | Version of the contract, major.minor
            /coder-production/cluster-arn             | String     | <cluster/cluster.arn>               | ARN of the ECS cluster
            /coder-production/cluster-name            | String     | <cluster/cluster.name>              | Name of the ECS cluster
            /coder-production/efs-id                  | String     | <data: file-system/file-system.id>  | Shared file system
            /coder-production/private-subnet-ids      | StringList | <network: network/app-us-west-2a.id>,<network: network/app-us-west-2b.id> | Subnets for workspace tasks, one a zone
            /coder-production/task-execution-role-arn | String     | <workspace-execution-role/role.arn> | Execution role for workspace tasks
            /coder-production/workspace-sg-id         | String     | <network: ecs-workspaces/group.id>  | Security group for workspace tasks
            /coder-production/workspace-task-role-arn | String     | <workspace-role/role.arn>           | Task role for workspace tasks
            """);
  }

  @Test
  void a_task_that_is_run_once_makes_the_databases_and_their_users() {
    TaskDefinitions.assertRunsOnFargate(
        PLATFORM, "database-setup/task-definition", "coder-production-database-setup");
    Resource task = PLATFORM.at("database-setup/task-definition");
    JsonNode container = task.json("container_definitions").get(0);
    assertThat(task.json("container_definitions")).hasSize(1);
    assertThat(task.body().has("task_role_arn")).isFalse();
    assertThat(TaskDefinitions.variables(PLATFORM, container.path("environment"), "value"))
        .isEqualTo(
            """
            PGHOST=<data: database/instance.address>
            PGPORT=5432
            PGSSLMODE=require
            PGUSER=terrace
            """);
    assertThat(TaskDefinitions.variables(PLATFORM, container.path("secrets"), "valueFrom"))
        .isEqualTo(
            """
            PASSWORD_CODER=<data: secrets/coder-database-password/secret.arn>
            PASSWORD_LANGFUSE=<data: secrets/langfuse-database-password/secret.arn>
            PASSWORD_LITELLM=<data: secrets/litellm-database-password/secret.arn>
            PGPASSWORD=<data: secrets/rds-master-password/secret.arn>
            """);
    assertThat(container.path("image").asText())
        .isEqualTo("public.ecr.aws/docker/library/postgres:16-alpine");
    assertThat(PLATFORM.readable(container.path("entryPoint"))).isEqualTo("/bin/sh, -c");
    assertThat(container.at("/command/0").asText())
        .isEqualTo(DeployFiles.literal(new DeployFiles("coder").read("setup-databases.sh")));
    assertThat(PLATFORM.ofType("aws_ecs_service")).hasSize(3);
  }

  @Test
  void a_service_that_scales_keeps_the_count_it_has_been_scaled_to() {
    Stack scaled =
        Synthesized.changed(
                "coder",
                "production",
                yaml ->
                    yaml.replace(
                        "    desiredCount: 2\n",
                        "    desiredCount: 2\n    autoscaling: {minimum: 2, maximum: 6, cpuPercent: 60}\n"))
            .stack("platform");

    assertThat(scaled.describe("litellm/service/service"))
        .contains("lifecycle.ignore_changes = desired_count\n");
    assertThat(scaled.describe("litellm/service/scaling-target"))
        .isEqualTo(
            """
            max_capacity = 6
            min_capacity = 2
            resource_id = service/<cluster/cluster.name>/<litellm/service/service.name>
            scalable_dimension = ecs:service:DesiredCount
            service_namespace = ecs
            """);
    assertThat(scaled.describe("litellm/service/scaling-policy"))
        .contains(
            "target_tracking_scaling_policy_configuration.predefined_metric_specification.predefined_metric_type = ECSServiceAverageCPUUtilization\n")
        .contains("target_tracking_scaling_policy_configuration.target_value = 60\n");
    assertThat(PLATFORM.count("aws_appautoscaling_target")).isZero();
  }

  private static Table policy(String path) {
    return Policies.table(PLATFORM, PLATFORM.at(path).json("policy"));
  }

  private static String listenerCertificate(Stack platform) {
    return platform.readable(platform.at("load-balancer/https").text("certificate_arn"));
  }
}
