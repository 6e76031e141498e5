package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrchaPlatformTest {
  private static final Synthesized PRODUCTION = Synthesized.environment("orcha", "prod");
  private static final Stack PLATFORM = PRODUCTION.stack("platform");

  @Test
  void the_repository_scans_images_never_moves_a_tag_and_encrypts_with_the_key() {
    assertThat(PLATFORM.count("aws_ecr_repository")).isEqualTo(1);
    assertThat(PLATFORM.describe("repository/repository"))
        .isEqualTo(
            """
            encryption_configuration[0].encryption_type = KMS
            encryption_configuration[0].kms_key = <data: data-key/key.arn>
            image_scanning_configuration.scan_on_push = true
            image_tag_mutability = IMMUTABLE
            name = v1-orcha
            """);
  }

  @Test
  void the_repository_keeps_its_last_five_images() {
    assertThat(PLATFORM.readable(PLATFORM.at("repository/lifecycle").text("repository")))
        .isEqualTo("<repository/repository.name>");
    assertThat(PLATFORM.describe(PLATFORM.at("repository/lifecycle").json("policy")))
        .isEqualTo(
            """
            rules[0].action.type = expire
            rules[0].description = Keep the last 10 released images
            rules[0].rulePriority = 1
            rules[0].selection.countNumber = 10
            rules[0].selection.countType = imageCountMoreThan
            rules[0].selection.tagPrefixList = released-
            rules[0].selection.tagStatus = tagged
            rules[1].action.type = expire
            rules[1].description = Keep the last 5 images
            rules[1].rulePriority = 2
            rules[1].selection.countNumber = 5
            rules[1].selection.countType = imageCountMoreThan
            rules[1].selection.tagStatus = any
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "app, v1-orcha-tg, 8888",
    "admin, v1-orcha-admin-tg, 7777",
    "link, v1-orcha-link-tg, 9999"
  })
  void every_service_has_a_target_group_of_instances_that_are_asked_for_their_health(
      String service, String name, int port) {
    assertThat(PLATFORM.describe(service + "-targets/group"))
        .isEqualTo(
            """
            deregistration_delay = 60
            health_check.enabled = true
            health_check.healthy_threshold = 2
            health_check.interval = 30
            health_check.matcher = 200
            health_check.path = /health
            health_check.port = traffic-port
            health_check.protocol = HTTP
            health_check.timeout = 5
            health_check.unhealthy_threshold = 3
            name = %s
            port = %d
            protocol = HTTP
            target_type = instance
            vpc_id = <network: network/vpc.id>
            """
                .formatted(name, port));
    assertThat(PLATFORM.count("aws_lb_target_group")).isEqualTo(3);
  }

  @Test
  void the_load_balancer_is_public() {
    assertThat(PLATFORM.count("aws_lb")).isEqualTo(1);
    assertThat(PLATFORM.describe("load-balancer/load-balancer"))
        .isEqualTo(
            """
            access_logs.bucket = <data: access-logs/policy.bucket>
            access_logs.enabled = true
            access_logs.prefix = v1-orcha-alb
            drop_invalid_header_fields = true
            enable_deletion_protection = true
            idle_timeout = 60
            internal = false
            load_balancer_type = application
            name = v1-orcha-alb
            security_groups = <network: alb-sg/group.id>
            subnets = <network: network/public-eu-central-1a.id>, <network: network/public-eu-central-1b.id>
            """);
  }

  @Test
  void port_80_leads_to_port_443() {
    assertThat(PLATFORM.count("aws_lb_listener")).isEqualTo(2);
    assertThat(PLATFORM.describe("load-balancer/http-redirect"))
        .isEqualTo(
            """
            default_action[0].redirect.port = 443
            default_action[0].redirect.protocol = HTTPS
            default_action[0].redirect.status_code = HTTP_301
            default_action[0].type = redirect
            load_balancer_arn = <load-balancer/load-balancer.arn>
            port = 80
            protocol = HTTP
            """);
  }

  @Test
  void port_443_speaks_current_tls_and_what_no_rule_takes_goes_to_the_app() {
    assertThat(PLATFORM.describe("load-balancer/https"))
        .isEqualTo(
            """
            certificate_arn = arn:aws:acm:eu-central-1:700558745280:certificate/11111111-1111-1111-1111-111111111111
            default_action[0].target_group_arn = <app-targets/group.arn>
            default_action[0].type = forward
            load_balancer_arn = <load-balancer/load-balancer.arn>
            port = 443
            protocol = HTTPS
            ssl_policy = ELBSecurityPolicy-TLS13-1-2-2021-06
            """);
  }

  @Test
  void the_other_certificates_are_chosen_by_the_name_that_a_client_asks_for() {
    sniCertificates(PLATFORM)
        .assertReads(
            """
            load-balancer/certificate-admin | <load-balancer/https.arn> | arn:aws:acm:eu-central-1:700558745280:certificate/22222222-2222-2222-2222-222222222222
            load-balancer/certificate-link  | <load-balancer/https.arn> | arn:aws:acm:eu-central-1:700558745280:certificate/33333333-3333-3333-3333-333333333333
            """);
  }

  @Test
  void a_certificate_that_two_services_share_is_not_added_twice() {
    Stack shared =
        Synthesized.changed(
                "orcha",
                "prod",
                yaml ->
                    yaml.replace(
                        "33333333-3333-3333-3333-333333333333",
                        "11111111-1111-1111-1111-111111111111"))
            .stack("platform");

    sniCertificates(shared)
        .assertReads(
            "load-balancer/certificate-admin | <load-balancer/https.arn> |"
                + " arn:aws:acm:eu-central-1:700558745280:certificate/22222222-2222-2222-2222-222222222222");
  }

  /** Two resources for one entry of the listener: whichever goes takes the other's away. */
  @Test
  void a_certificate_that_two_other_services_share_is_added_once() {
    Stack shared =
        Synthesized.changed(
                "orcha",
                "prod",
                yaml ->
                    yaml.replace(
                        "33333333-3333-3333-3333-333333333333",
                        "22222222-2222-2222-2222-222222222222"))
            .stack("platform");

    assertThat(shared.ofType("aws_lb_listener_certificate"))
        .extracting(certificate -> certificate.text("certificate_arn"))
        .containsExactly(
            "arn:aws:acm:eu-central-1:700558745280:certificate/22222222-2222-2222-2222-222222222222");
  }

  @Test
  void admin_logs_people_in_first_and_link_does_not() {
    rules(PLATFORM)
        .assertReads(
            """
            10 | admin-route/rule-10 | <load-balancer/https.arn> | [0].host_header.values = admin.prod.getorcha.com, admin.getorcha.com | 1 authenticate-cognito, 2 forward <admin-targets/group.arn>
            20 | link-route/rule-20  | <load-balancer/https.arn> | [0].host_header.values = link.prod.getorcha.com, link.getorcha.com   | 1 forward <link-targets/group.arn>
            """);
    assertThat(PLATFORM.describe(PLATFORM.at("admin-route/rule-10").body().at("/action/0")))
        .isEqualTo(
            """
            authenticate_cognito.on_unauthenticated_request = authenticate
            authenticate_cognito.scope = openid profile email
            authenticate_cognito.user_pool_arn = <login/pool.arn>
            authenticate_cognito.user_pool_client_id = <login/client.id>
            authenticate_cognito.user_pool_domain = <login/domain.domain>
            order = 1
            type = authenticate-cognito
            """);
  }

  @Test
  void administrators_make_the_users_who_need_a_second_factor() {
    assertThat(PLATFORM.describe("login/pool"))
        .isEqualTo(
            """
            account_recovery_setting.recovery_mechanism[0].name = verified_email
            account_recovery_setting.recovery_mechanism[0].priority = 1
            admin_create_user_config.allow_admin_create_user_only = true
            auto_verified_attributes = email
            deletion_protection = ACTIVE
            mfa_configuration = ON
            name = v1-orcha-users
            password_policy.minimum_length = 14
            password_policy.require_lowercase = true
            password_policy.require_numbers = true
            password_policy.require_symbols = true
            password_policy.require_uppercase = true
            password_policy.temporary_password_validity_days = 3
            software_token_mfa_configuration.enabled = true
            username_attributes = email
            """);
  }

  @Test
  void the_load_balancer_is_the_one_client_of_the_users_on_both_hosts_of_admin() {
    assertThat(PLATFORM.count("aws_cognito_user_pool_client")).isEqualTo(1);
    assertThat(PLATFORM.describe("login/client"))
        .isEqualTo(
            """
            allowed_oauth_flows = code
            allowed_oauth_flows_user_pool_client = true
            allowed_oauth_scopes = email, openid, profile
            callback_urls = https://admin.prod.getorcha.com/oauth2/idpresponse, https://admin.getorcha.com/oauth2/idpresponse
            generate_secret = true
            name = v1-orcha-users-alb
            prevent_user_existence_errors = ENABLED
            supported_identity_providers = COGNITO
            user_pool_id = <login/pool.id>
            """);
    assertThat(PLATFORM.describe("login/domain"))
        .isEqualTo(
            """
            domain = v1-orcha-700558745280
            user_pool_id = <login/pool.id>
            """);
  }

  @Test
  void without_a_service_that_asks_for_a_login_there_are_no_users() {
    Synthesized open =
        Synthesized.changed("orcha", "prod", yaml -> yaml.replace("    login: cognito\n", ""));

    assertThat(open.stack("platform").paths()).noneMatch(path -> path.contains("cognito"));
    assertThat(open.stack("platform").text()).doesNotContain("user_pool_id");
    rules(open.stack("platform"))
        .assertReads(
            """
            10 | admin-route/rule-10 | <load-balancer/https.arn> | [0].host_header.values = admin.prod.getorcha.com, admin.getorcha.com | 1 forward <admin-targets/group.arn>
            20 | link-route/rule-20  | <load-balancer/https.arn> | [0].host_header.values = link.prod.getorcha.com, link.getorcha.com   | 1 forward <link-targets/group.arn>
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "admin", "link"})
  void the_host_in_the_zone_has_a_record_and_the_one_of_the_other_account_has_none(String service) {
    String host = service + ".prod.getorcha.com";
    assertThat(PLATFORM.describe(service + "-route/record-" + host))
        .isEqualTo(
            """
            alias.evaluate_target_health = true
            alias.name = <load-balancer/load-balancer.dns_name>
            alias.zone_id = <load-balancer/load-balancer.zone_id>
            name = %s
            type = A
            zone_id = <network: zone.zone_id>
            """
                .formatted(host));
    assertThat(PLATFORM.count("aws_route53_record")).isEqualTo(3);
  }

  @Test
  void the_outputs_tell_where_each_service_is() {
    assertThat(outputs(PLATFORM))
        .isEqualTo(
            """
            admin_certificate_arn = arn:aws:acm:eu-central-1:700558745280:certificate/22222222-2222-2222-2222-222222222222
            admin_target_group_arn = <admin-targets/group.arn>
            admin_url = https://admin.prod.getorcha.com
            app_certificate_arn = arn:aws:acm:eu-central-1:700558745280:certificate/11111111-1111-1111-1111-111111111111
            app_target_group_arn = <app-targets/group.arn>
            app_url = https://app.prod.getorcha.com
            link_certificate_arn = arn:aws:acm:eu-central-1:700558745280:certificate/33333333-3333-3333-3333-333333333333
            link_target_group_arn = <link-targets/group.arn>
            link_url = https://link.prod.getorcha.com
            load_balancer_dns_name = <load-balancer/load-balancer.dns_name>
            repository_url = <repository/repository.repository_url>
            session_document = v1-orcha-session
            user_pool_id = <login/pool.id>
            """);
  }

  @ParameterizedTest
  @CsvSource({"app, 8888", "admin, 7777", "link, 9999"})
  void the_instances_read_the_ports_of_the_services_from_parameters(String service, int port) {
    assertThat(PLATFORM.describe(service + "-port/parameter"))
        .isEqualTo(
            """
            description = Port of %1$s
            name = /v1-orcha/services/%1$s
            type = String
            value = %2$d
            """
                .formatted(service, port));
    assertThat(PLATFORM.paths())
        .filteredOn(path -> path.endsWith("-port/parameter  aws_ssm_parameter"))
        .hasSize(3);
  }

  @Test
  void instances_have_imdsv2_for_containers_an_encrypted_disk_and_no_key_pair() {
    assertThat(PLATFORM.count("aws_launch_template")).isEqualTo(1);
    assertThat(
            PLATFORM
                .describe("instances/launch-template")
                .replaceFirst("user_data = [\\w+/=]+\n", "user_data = a script\n"))
        .isEqualTo(
            """
            block_device_mappings[0].device_name = /dev/xvda
            block_device_mappings[0].ebs.delete_on_termination = true
            block_device_mappings[0].ebs.encrypted = true
            block_device_mappings[0].ebs.volume_size = 30
            block_device_mappings[0].ebs.volume_type = gp3
            ebs_optimized = true
            iam_instance_profile.arn = <instances/profile.arn>
            image_id = resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64
            instance_type = t4g.medium
            metadata_options.http_endpoint = enabled
            metadata_options.http_put_response_hop_limit = 2
            metadata_options.http_tokens = required
            name = v1-orcha
            network_interfaces[0].associate_public_ip_address = true
            network_interfaces[0].delete_on_termination = true
            network_interfaces[0].security_groups = <network: ec2-sg/group.id>
            tag_specifications[0].resource_type = instance
            tag_specifications[0].tags.Environment = prod
            tag_specifications[0].tags.ManagedBy = cdktf
            tag_specifications[0].tags.Name = v1-orcha-app
            tag_specifications[0].tags.Project = orcha
            tag_specifications[1].resource_type = volume
            tag_specifications[1].tags.Environment = prod
            tag_specifications[1].tags.ManagedBy = cdktf
            tag_specifications[1].tags.Name = v1-orcha-app
            tag_specifications[1].tags.Project = orcha
            tag_specifications[2].resource_type = network-interface
            tag_specifications[2].tags.Environment = prod
            tag_specifications[2].tags.ManagedBy = cdktf
            tag_specifications[2].tags.Name = v1-orcha-app
            tag_specifications[2].tags.Project = orcha
            update_default_version = true
            user_data = a script
            """);
    assertThat(PLATFORM.describe("instances/profile"))
        .isEqualTo(
            """
            name = v1-orcha
            role = <service-role/role.name>
            """);
  }

  @ParameterizedTest
  @CsvSource({"prod, v1-orcha", "dev, v1-orcha-dev"})
  void the_script_of_the_first_start_knows_its_prefix_and_region(String environment, String prefix)
      throws IOException {
    Stack platform = Synthesized.environment("orcha", environment).stack("platform");
    String encoded = platform.at("instances/launch-template").text("user_data");
    String script = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);

    assertThat(script)
        .startsWith("#!/bin/bash\n")
        .contains("\nPREFIX=\"" + prefix + "\"\nREGION=\"eu-central-1\"\n")
        .doesNotContain("$${", "%%{", "TfToken", "${aws_", "${data.")
        .doesNotContainPattern("(?<!\\$)\\{[A-Za-z][A-Za-z0-9.-]*}")
        .isEqualTo(
            Files.readString(Path.of("deploy", "orcha", "user-data.sh"))
                .replace("{prefix}", prefix)
                .replace("{region}", "eu-central-1"));
  }

  @Test
  void one_instance_runs_in_a_public_subnet_of_either_zone_and_serves_all_three() {
    assertThat(PLATFORM.count("aws_autoscaling_group")).isEqualTo(1);
    assertThat(PLATFORM.describe("instances/group"))
        .isEqualTo(
            """
            desired_capacity = 1
            enabled_metrics = GroupDesiredCapacity, GroupInServiceInstances, GroupMaxSize, GroupMinSize, GroupPendingInstances, GroupStandbyInstances, GroupTerminatingInstances, GroupTotalInstances
            health_check_grace_period = 300
            health_check_type = EC2
            launch_template.id = <instances/launch-template.id>
            launch_template.version = ${tostring(<instances/launch-template.latest_version>)}
            max_size = 1
            min_size = 1
            name = v1-orcha
            tag[0].key = Environment
            tag[0].propagate_at_launch = false
            tag[0].value = prod
            tag[1].key = ManagedBy
            tag[1].propagate_at_launch = false
            tag[1].value = cdktf
            tag[2].key = Name
            tag[2].propagate_at_launch = false
            tag[2].value = v1-orcha-app
            tag[3].key = Project
            tag[3].propagate_at_launch = false
            tag[3].value = orcha
            target_group_arns = <app-targets/group.arn>, <admin-targets/group.arn>, <link-targets/group.arn>
            vpc_zone_identifier = <network: network/public-eu-central-1a.id>, <network: network/public-eu-central-1b.id>
            """);
  }

  @Test
  void the_service_role_is_for_instances() {
    assertThat(PLATFORM.count("aws_iam_role")).isEqualTo(1);
    assertThat(PLATFORM.at("service-role/role").text("name")).isEqualTo("v1-orcha-service-role");
    Policies.table(PLATFORM, PLATFORM.at("service-role/role").json("assume_role_policy"))
        .assertReads("Assume for Service ec2.amazonaws.com | sts:AssumeRole | | always");
  }

  @Test
  void the_service_role_may_do_what_the_application_and_the_agents_need() {
    policy("service-role/policy")
        .assertReads(
            """
            ReadParameters    | ssm:GetParameter, ssm:GetParameters, ssm:GetParametersByPath | arn:aws:ssm:eu-central-1:<read account.account_id>:parameter/v1-orcha/*, arn:aws:ssm:eu-central-1:<read account.account_id>:parameter/v1-orcha | always
            ReadSecrets       | secretsmanager:DescribeSecret, secretsmanager:GetSecretValue | arn:aws:secretsmanager:eu-central-1:<read account.account_id>:secret:/v1-orcha/* | always
            EncryptAndDecrypt | kms:Decrypt, kms:GenerateDataKey | <data: data-key/key.arn> | always
            DocumentsList | s3:GetBucketLocation, s3:ListBucket | <data: bucket-storage/bucket.arn> | always
            Documents | s3:DeleteObject, s3:GetObject, s3:PutObject | <data: bucket-storage/bucket.arn>/* | always
            ReadRevisions | s3:GetObject, s3:GetObjectVersion | <data: bucket-artifacts/bucket.arn>/* | always
            Queues            | sqs:ChangeMessageVisibility, sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:GetQueueUrl, sqs:ReceiveMessage, sqs:SendMessage | <data: ingest/queue.arn>, <data: ingest/dead-letters.arn>, <data: email-acquire/queue.arn>, <data: email-acquire/dead-letters.arn> | always
            EcrToken          | ecr:GetAuthorizationToken | * | always
            EcrPull           | ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer | <repository/repository.arn> | always
            WriteLogs         | logs:CreateLogStream, logs:PutLogEvents | arn:aws:logs:eu-central-1:<read account.account_id>:log-group:/v1-orcha/*:* | always
            FindLogGroups     | logs:DescribeLogGroups | * | always
            FindLogStreams    | logs:DescribeLogStreams | arn:aws:logs:eu-central-1:<read account.account_id>:log-group:/v1-orcha/*:* | always
            Sessions          | ssm:UpdateInstanceInformation, ssmmessages:CreateControlChannel, ssmmessages:CreateDataChannel, ssmmessages:OpenControlChannel, ssmmessages:OpenDataChannel | * | always
            Commands          | ec2messages:AcknowledgeMessage, ec2messages:DeleteMessage, ec2messages:FailMessage, ec2messages:GetEndpoint, ec2messages:GetMessages, ec2messages:SendReply | * | always
            """);
  }

  @Test
  void the_service_role_may_neither_change_images_parameters_secrets_logs_nor_other_machines() {
    assertThat(Policies.actions(PLATFORM.at("service-role/policy").json("policy")))
        .isNotEmpty()
        .noneMatch(action -> action.matches("(iam|sts|ec2|rds|autoscaling|codedeploy|lambda):.*"))
        .noneMatch(action -> action.matches("ssm:(Put|Delete|Send|Start|Create).*"))
        .noneMatch(action -> action.matches("secretsmanager:(Put|Update|Delete|Create|List).*"))
        .noneMatch(
            action -> action.matches("ecr:(Put|Upload|Initiate|Complete|Delete|BatchDelete).*"))
        .noneMatch(action -> action.matches("sqs:(Purge|Delete|Create)Queue|sqs:SetQueue.*"))
        .noneMatch(action -> action.matches("logs:(Delete|CreateLogGroup|PutRetention).*"))
        .noneMatch(action -> action.matches("s3:(DeleteBucket|PutBucket|DeleteObjectVersion).*"));
  }

  @Test
  void no_role_of_any_layer_may_do_everything_or_has_a_policy_of_somebody_else() {
    for (Stack stack : PRODUCTION.stacks()) {
      assertThat(stack.text()).doesNotContain("managed_policy_arns");
      for (Resource policy : stack.ofType("aws_iam_role_policy")) {
        assertThat(Policies.actions(policy.json("policy")))
            .as(policy.path())
            .isNotEmpty()
            .noneMatch(action -> action.contains("*"));
      }
    }
    assertThat(
            PRODUCTION.stacks().stream()
                .flatMap(stack -> stack.ofType("aws_iam_role_policy_attachment").stream())
                .map(each -> each.path() + " " + each.text("policy_arn")))
        .containsExactly(
            "database/monitoring-policy"
                + " arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole");
  }

  @Test
  void every_resource_is_meant_only_where_an_action_takes_no_resource() {
    Table table = new Table();
    for (Stack stack : PRODUCTION.stacks()) {
      for (Resource policy : stack.ofType("aws_iam_role_policy")) {
        for (JsonNode statement : policy.json("policy").path("Statement")) {
          if (stack.readable(statement.path("Resource")).equals("*")) {
            table.row(policy.path(), statement.path("Sid").asText());
          }
        }
      }
    }
    table.assertReads(
        """
            flow-logs/role/policy  | FindLogGroups
        service-role/policy    | EcrToken
            service-role/policy    | FindLogGroups
        service-role/policy    | Sessions
        service-role/policy    | Commands
        codebuild-role/policy  | EcrToken
        codedeploy-role/policy | Describe
        codedeploy-role/policy | RunInstances
        """);
  }

  @Test
  void what_is_typed_and_shown_in_a_session_is_logged() throws IOException {
    Resource document = PLATFORM.at("session-document");
    assertThat(document.text("name")).isEqualTo("v1-orcha-session");
    assertThat(document.text("document_type")).isEqualTo("Session");
    assertThat(document.text("document_format")).isEqualTo("JSON");
    assertThat(new ObjectMapper().readTree(PLATFORM.readable(document.text("content"))))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {
                      "schemaVersion": "1.0",
                      "description": "A shell whose session is logged",
                      "sessionType": "Standard_Stream",
                      "inputs": {
                        "cloudWatchLogGroupName": "/v1-orcha/ssm-sessions",
                        "cloudWatchEncryptionEnabled": true,
                        "cloudWatchStreamingEnabled": true,
                        "idleSessionTimeout": "20",
                        "kmsKeyId": "<data: data-key/key.arn>",
                        "runAsEnabled": false
                      }
                    }
                    """));
    assertThat(PRODUCTION.stack("observability").at("ssm-sessions-logs/group").text("name"))
        .isEqualTo(document.json("content").at("/inputs/cloudWatchLogGroupName").asText());
    assertThat(PRODUCTION.stack("observability").describe("ssm-sessions-logs/group"))
        .contains("kms_key_id = <data: data-key/key.arn>\n");
  }

  /** 'aws ssm start-session' without a document uses the one of the account and region. */
  @Test
  void sessions_that_name_no_document_are_logged_in_production() {
    Resource standard = PLATFORM.at("default-session-document");

    assertThat(standard.text("name")).isEqualTo("SSM-SessionManagerRunShell");
    assertThat(standard.text("content")).isEqualTo(PLATFORM.at("session-document").text("content"));
    assertThat(Synthesized.environment("orcha", "staging").stack("platform").text())
        .doesNotContain("SSM-SessionManagerRunShell");
  }

  @Test
  void in_production_certificates_are_the_given_ones_and_none_is_made() {
    for (Stack stack : PRODUCTION.stacks()) {
      assertThat(stack.count("aws_acm_certificate")).as(stack.name()).isZero();
      assertThat(stack.count("aws_acm_certificate_validation")).as(stack.name()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dev, app",
    "dev, admin",
    "dev, link",
    "staging, app",
    "staging, admin",
    "staging, link"
  })
  void elsewhere_a_certificate_is_made_for_each_service_and_validated_in_the_zone(
      String environment, String service) {
    Stack platform = Synthesized.environment("orcha", environment).stack("platform");
    String host = service + "." + environment + ".getorcha.com";
    String made = service + "-certificate/";
    assertThat(platform.count("aws_acm_certificate")).isEqualTo(3);
    assertThat(platform.describe(made + "certificate"))
        .isEqualTo(
            """
            domain_name = %s
            lifecycle.create_before_destroy = true
            validation_method = DNS
            """
                .formatted(host));
    String option =
        "${[for option in <"
            + made
            + "certificate.domain_validation_options> : option if trimprefix(option.domain_name,"
            + " \"*.\") == \""
            + host
            + "\"][0]";
    assertThat(platform.describe(made + "validation-" + host))
        .isEqualTo(
            """
            allow_overwrite = true
            name = %1$s.resource_record_name}
            records = %1$s.resource_record_value}
            ttl = 300
            type = %1$s.resource_record_type}
            zone_id = <network: zone.zone_id>
            """
                .formatted(option));
    Resource validation = platform.at(made + "validation-" + host);
    assertThat(platform.describe(made + "issued"))
        .isEqualTo(
            """
            certificate_arn = <%1$scertificate.arn>
            depends_on = %2$s
            timeouts.create = 2h
            validation_record_fqdns = <%1$svalidation-%3$s.fqdn>
            """
                .formatted(made, validation.address(), host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging"})
  void the_listener_waits_until_a_made_certificate_is_issued(String environment) {
    Stack platform = Synthesized.environment("orcha", environment).stack("platform");
    assertThat(platform.readable(platform.at("load-balancer/https").text("certificate_arn")))
        .isEqualTo("<app-certificate/issued.certificate_arn>");
    sniCertificates(platform)
        .assertReads(
            """
            load-balancer/certificate-admin | <load-balancer/https.arn> | <admin-certificate/issued.certificate_arn>
            load-balancer/certificate-link  | <load-balancer/https.arn> | <link-certificate/issued.certificate_arn>
            """);
    assertThat(outputs(platform))
        .contains(
            "admin_certificate_arn = <admin-certificate/issued.certificate_arn>\n",
            "app_certificate_arn = <app-certificate/issued.certificate_arn>\n",
            "link_certificate_arn = <link-certificate/issued.certificate_arn>\n",
            "link_url = https://link." + environment + ".getorcha.com\n");
  }

  /** The listener's rules by priority: path, listener, hosts, actions in their order. */
  static Table rules(Stack stack) {
    Table table = new Table();
    stack.ofType("aws_lb_listener_rule").stream()
        .sorted(Comparator.comparing(rule -> rule.body().path("priority").asInt()))
        .forEach(
            rule -> {
              List<String> actions = new ArrayList<>();
              for (JsonNode action : rule.body().path("action")) {
                JsonNode target = action.path("target_group_arn");
                actions.add(
                    action.path("order").asText()
                        + " "
                        + action.path("type").asText()
                        + (target.isMissingNode() ? "" : " " + stack.readable(target)));
              }
              table.row(
                  rule.text("priority"),
                  rule.path(),
                  stack.readable(rule.text("listener_arn")),
                  stack.describe(rule.body().path("condition")).strip(),
                  String.join(", ", actions));
            });
    return table;
  }

  /** The outputs for people, a line each. */
  static String outputs(Stack stack) {
    StringBuilder lines = new StringBuilder();
    stack
        .tree()
        .path("output")
        .properties()
        .forEach(
            output -> {
              if (!output.getKey().startsWith("cross-stack-output-")) {
                assertThat(output.getValue().path("description").asText())
                    .as(output.getKey())
                    .isNotBlank();
                lines
                    .append(output.getKey())
                    .append(" = ")
                    .append(stack.readable(output.getValue().path("value")))
                    .append('\n');
              }
            });
    return lines.toString();
  }

  /** Path, listener, certificate. */
  static Table sniCertificates(Stack stack) {
    Table table = new Table();
    for (Resource certificate : stack.ofType("aws_lb_listener_certificate")) {
      table.row(
          certificate.path(),
          stack.readable(certificate.text("listener_arn")),
          stack.readable(certificate.text("certificate_arn")));
    }
    return table;
  }

  private static Table policy(String path) {
    return Policies.table(PLATFORM, PLATFORM.at(path).json("policy"));
  }
}
