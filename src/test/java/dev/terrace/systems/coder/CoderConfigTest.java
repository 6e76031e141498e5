package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Backend;
import dev.terrace.config.Cidr;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.ConfigProblems;
import dev.terrace.support.Fixtures;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What people read when the file of an environment is wrong: whole messages.
 *
 * <p>An expected message starts with a text of the changed file in angle brackets, which stands for
 * the file's name and the first line that holds the text, {@code +2} for two lines below.
 */
class CoderConfigTest {

  @Test
  void the_environments_of_the_repository_have_no_problems() {
    assertProblems("production", yaml -> yaml + "\n# no change\n");
    assertProblems("development", yaml -> yaml + "\n# no change\n");
  }

  @Test
  void an_unknown_key_of_a_service_is_named_with_the_nearest() {
    String service =
        "autoscaling, command, container, cpu, desiredCount, environment, extraPorts, fileSystem,"
            + " fromWorkspaces, healthCheckCommand, healthCheckPath, image, layer, memoryMiB, port,"
            + " routes, secrets, singleWriter, startSeconds";
    assertProblems(
        yaml -> yaml.replace("  coder:\n", "  coder:\n    healtCheckPath: /\n    xyz: 1\n"),
        "<healtCheckPath> services.coder.healtCheckPath: is not a known key; did you mean"
            + " 'healthCheckPath'? Known here: "
            + service,
        "<xyz> services.coder.xyz: is not a known key; known here: " + service);
  }

  @Test
  void a_slip_in_a_word_is_answered_with_the_nearest() {
    assertProblems(
        yaml -> yaml.replace("natGateways: one", "natGateways: onePerZome"),
        "<natGateways> network.natGateways: must be one of none, one, onePerZone (did you mean"
            + " 'onePerZone'?), got 'onePerZome'");
  }

  @Test
  void an_unknown_key_is_named_with_the_keys_there_are() {
    assertProblems(
        yaml -> yaml.replace("  replicas: 1\n", "  replicas: 1\n  replica: 1\n"),
        "<  replica: 1> redis.replica: is not a known key; did you mean 'replicas'? Known here: auth, engineVersion, nodeType, replicas, snapshotDays");
  }

  @Test
  void a_missing_key_is_named_at_the_place_it_belongs() {
    assertProblems(
        yaml -> yaml.replace("  storageGiB: 100\n", ""),
        "<database:> database.storageGiB: is required");
  }

  @Test
  void a_missing_section_is_named() {
    assertProblems(
        yaml -> yaml.replace("customLlm:\n  apiBase: https://h-chat-api.autoever.com/v2/api\n", ""),
        "<namePrefix> customLlm: is required",
        "<CUSTOM_LLM_API_BASE:> services.litellm.environment.CUSTOM_LLM_API_BASE: has no value for"
            + " {customLlm.apiBase}; known: bucket.artifacts, bucket.backups,"
            + " bucket.langfuse-events, bucket.langfuse-media, domain, namespace, network.cidr, oidc.issuer,"
            + " region, got '{customLlm.apiBase}'",
        "<CUSTOM_LLM_CLAUDE_API_BASE:> services.litellm.environment.CUSTOM_LLM_CLAUDE_API_BASE: has"
            + " no value for {customLlm.apiBase}; known: bucket.artifacts, bucket.backups,"
            + " bucket.langfuse-events, bucket.langfuse-media, domain, namespace, network.cidr, oidc.issuer,"
            + " region, got '{customLlm.apiBase}/claude/messages'");
  }

  @Test
  void a_value_of_a_wrong_type_is_named() {
    assertProblems(
        yaml -> yaml.replace("port: 4000", "port: four"),
        "<port: four> services.litellm.port: must be of type integer, got 'four'");
  }

  @Test
  void a_number_where_a_text_is_meant_is_named() {
    assertProblems(
        yaml -> yaml.replace("PORT: \"8100\"", "PORT: 8100"),
        "<PORT: 8100> services.key-provisioner.environment.PORT: must be a text: write it in quotes, as \"8100\"");
  }

  @Test
  void a_placeholder_without_quotes_is_a_map_for_yaml() {
    assertProblems(
        yaml -> yaml.replace("AWS_REGION_NAME: \"{region}\"", "AWS_REGION_NAME: {region}"),
        "<AWS_REGION_NAME> services.litellm.environment.AWS_REGION_NAME: must be of type string, got"
            + " {\"region\":null}");
  }

  @Test
  void a_topic_of_another_workspace_is_named_by_a_whole_path_and_has_its_own_subscribers() {
    assertProblems(
        yaml -> yaml.replace("email: \"\"", "email: ops@company.com\n  topicParameter: topic arn"),
        "<topicParameter> alarms.topicParameter: must be a parameter's name such as"
            + " /company/alerts/topic-arn, of at most 15 parts, got 'topic arn'",
        "<ops@company.com> alarms.email: must be empty with topicParameter: whoever owns that topic"
            + " subscribes to it, got 'ops@company.com'");
  }

  @Test
  void a_block_that_is_none_is_named() {
    assertProblems(
        yaml -> yaml.replace("cidr: 10.0.0.0/16", "cidr: 10.0.0.0/33"),
        "<10.0.0.0/33> network.cidr: must be an IPv4 block such as 10.0.0.0/16, got '10.0.0.0/33'");
  }

  @Test
  void a_block_that_does_not_start_at_its_network_address_is_named_with_the_one_that_is_meant() {
    assertProblems(
        yaml -> yaml.replace("10.0.20.0/24", "10.0.20.1/24"),
        "<10.0.20.1/24> network.dataSubnets[0]: must start at its network address: 10.0.20.0/24 is"
            + " meant, got '10.0.20.1/24'");
  }

  @Test
  void subnets_lie_inside_the_vpc_and_apart_from_one_another() {
    assertProblems(
        yaml ->
            yaml.replace(
                "appSubnets: [10.0.10.0/24, 10.0.11.0/24]",
                "appSubnets: [10.0.0.128/25, 10.9.0.0/24]"),
        "<appSubnets> network.appSubnets[0]: must not overlap publicSubnets[0], which is 10.0.0.0/24,"
            + " got '10.0.0.128/25'",
        "<appSubnets> network.appSubnets[1]: must lie inside the VPC's 10.0.0.0/16, got '10.9.0.0/24'");
  }

  @Test
  void a_vpc_is_neither_too_large_nor_too_small() {
    assertProblems(
        yaml -> yaml.replace("cidr: 10.0.0.0/16", "cidr: 10.0.0.0/8"),
        "<10.0.0.0/8> network.cidr: must be a block from /16 to /28, got '10.0.0.0/8'");
  }

  @Test
  void every_tier_has_a_block_for_each_zone() {
    assertProblems(
        yaml ->
            yaml.replace(
                "publicSubnets: [10.0.0.0/24, 10.0.1.0/24]", "publicSubnets: [10.0.0.0/24]"),
        "<publicSubnets> network.publicSubnets: must have one block for each of the 2 zones, got"
            + " '[10.0.0.0/24]'");
  }

  @Test
  void zones_are_two_of_the_region_and_different() {
    assertProblems(
        yaml -> yaml.replace("[us-west-2a, us-west-2b]", "[us-west-2a, us-east-1b]"),
        "<zones> zones[1]: must be a zone of us-west-2, got 'us-east-1b'");
    assertProblems(
        yaml -> yaml.replace("[us-west-2a, us-west-2b]", "[us-west-2a, us-west-2a]"),
        "<zones> zones[1]: must be named once, got 'us-west-2a'");
    assertProblems(
        yaml ->
            yaml.replace("[us-west-2a, us-west-2b]", "[us-west-2a]")
                .replace("[10.0.0.0/24, 10.0.1.0/24]", "[10.0.0.0/24]")
                .replace("[10.0.10.0/24, 10.0.11.0/24]", "[10.0.10.0/24]")
                .replace("[10.0.20.0/24, 10.0.21.0/24]", "[10.0.20.0/24]"),
        "<zones> zones: must name two zones or more: the load balancer and the database need them,"
            + " got '[us-west-2a]'");
  }

  @Test
  void two_rules_with_one_priority_are_named_both() {
    assertProblems(
        yaml -> yaml.replace("priority: 300", "priority: 400"),
        "<langfuse.{domain}\"], priority: 400> services.langfuse-web.routes[0].priority: this"
            + " priority is taken by services.litellm.routes[0].priority already: give it another, got 400");
  }

  @Test
  void a_priority_that_a_listener_does_not_take_is_named() {
    assertProblems(
        yaml -> yaml.replace("priority: 300", "priority: 50001"),
        "<*.{domain}> services.coder.routes[1].priority: must be the highest, since the host"
            + " *.{domain} takes what comes after it; services.langfuse-web has 50001, got 500",
        "<priority: 50001> services.langfuse-web.routes[0].priority: must be 1-50000, got 50001");
  }

  @Test
  void an_empty_image_says_what_to_do() {
    assertProblems(
        yaml ->
            yaml.replace("image: registry.company.com/coder/key-provisioner:1.0.0", "image: \"\""),
        "<image: \"\"> services.key-provisioner.image: must name an image: push the service's image"
            + " and give its reference here before the service is deployed, got ''");
  }

  @Test
  void sizes_are_those_that_fargate_has() {
    assertProblems(
        yaml -> yaml.replace("cpu: 256", "cpu: 257"),
        "<cpu: 257> services.key-provisioner.cpu: must be one of [256, 512, 1024, 2048, 4096, 8192,"
            + " 16384], got 257");
    assertProblems(
        yaml -> yaml.replace("memoryMiB: 512\n", "memoryMiB: 4096\n"),
        "<key-provisioner:1.0.0+2> services.key-provisioner.memoryMiB: must be one of [512, 1024, 2048] with"
            + " cpu 256, got 4096");
  }

  @Test
  void a_name_that_aws_would_refuse_is_named_with_its_length() {
    assertProblems(
        yaml ->
            yaml.replace("namePrefix: coder-production", "namePrefix: coder-production-in-oregon"),
        "<  litellm:> services.litellm: makes the target group name 'coder-production-in-oregon-litellm' of 34 characters; AWS takes at most 32",
        "<  key-provisioner:> services.key-provisioner: makes the target group name 'coder-production-in-oregon-key-provisioner' of 42 characters; AWS takes at most 32",
        "<  langfuse-web:> services.langfuse-web: makes the target group name 'coder-production-in-oregon-langfuse-web' of 39 characters; AWS takes at most 32");
  }

  @Test
  void a_prefix_is_in_small_letters() {
    assertProblems(
        yaml -> yaml.replace("namePrefix: coder-production", "namePrefix: Coder_Prod"),
        "<namePrefix> namePrefix: must be lower-case letters, digits and hyphens, starting with a letter, got 'Coder_Prod'");
  }

  @Test
  void a_secret_that_there_is_none_of_is_named() {
    assertProblems(
        yaml -> yaml.replace("litellm/salt-key", "litellm/salt"),
        "<LITELLM_SALT_KEY> services.litellm.secrets.LITELLM_SALT_KEY: must name a secret of coder,"
            + " and #field where it has fields; there are: "
            + String.join(", ", CoderSecrets.NAMES)
            + ", got 'litellm/salt'");
  }

  @Test
  void a_field_that_a_secret_does_not_have_is_named() {
    assertProblems(
        yaml -> yaml.replace("coder/oidc#client_id", "coder/oidc#clientId"),
        "<coder/oidc#clientId> services.coder.secrets.CODER_OIDC_CLIENT_ID: must name a secret of coder, and #field where it has fields; there are: "
            + String.join(", ", CoderSecrets.NAMES)
            + ", got 'coder/oidc#clientId'");
  }

  @Test
  void a_variable_is_plain_or_secret_but_not_both() {
    assertProblems(
        yaml ->
            yaml.replace(
                "      LITELLM_SALT_KEY: litellm/salt-key\n",
                "      LITELLM_SALT_KEY: litellm/salt-key\n      GUARDRAILS_ENABLED: litellm/salt-key\n"),
        "<GUARDRAILS_ENABLED: litellm> services.litellm.secrets.GUARDRAILS_ENABLED: is set in"
            + " environment as well: keep one of the two");
  }

  @Test
  void a_placeholder_without_a_value_is_named() {
    assertProblems(
        yaml ->
            yaml.replace(
                "NODE_ENV: production\n      HOSTNAME: 0.0.0.0",
                "NODE_ENV: \"{enviroment}\"\n      HOSTNAME: 0.0.0.0"),
        "<NODE_ENV: \"{env> services.langfuse-web.environment.NODE_ENV: has no value for {enviroment}; known: bucket.artifacts, bucket.backups, bucket.langfuse-events, bucket.langfuse-media, customLlm.apiBase, domain, namespace, network.cidr, oidc.issuer, region, got '{enviroment}'",
        "<langfuse-worker:3+8> services.langfuse-worker.environment.NODE_ENV: has no value for {enviroment}; known: bucket.artifacts, bucket.backups, bucket.langfuse-events, bucket.langfuse-media, customLlm.apiBase, domain, namespace, network.cidr, oidc.issuer, region, got '{enviroment}'");
  }

  @Test
  void a_host_with_a_placeholder_without_a_value_is_named() {
    assertProblems(
        yaml -> yaml.replace("ai.{domain}", "ai.{domian}"),
        "<ai.{domian}> services.litellm.routes[0].hosts[0]: has no value for {domian}; known: bucket.artifacts, bucket.backups, bucket.langfuse-events, bucket.langfuse-media, customLlm.apiBase, domain, namespace, network.cidr, oidc.issuer, region, got 'ai.{domian}'");
  }

  @Test
  void docker_in_workspaces_is_refused_with_the_reason() {
    assertProblems(
        yaml -> yaml.replace("docker: false", "docker: true"),
        "<docker: true> workspaces.docker: must be false: Fargate runs no privileged containers,"
            + " which docker needs, got true");
  }

  @Test
  void langfuse_4_needs_a_newer_clickhouse() {
    assertProblems(
        yaml -> yaml.replace("langfuse/langfuse:3", "langfuse/langfuse:4"),
        "<langfuse/langfuse:4> services.langfuse-web.image: needs ClickHouse 25.12 or newer, and"
            + " services.clickhouse.image is clickhouse/clickhouse-server:24-alpine, got"
            + " 'langfuse/langfuse:4'");
    assertProblems(
        yaml ->
            yaml.replace("langfuse/langfuse:3", "langfuse/langfuse:4")
                .replace("clickhouse-server:24-alpine", "clickhouse-server:25.12-alpine"));
  }

  @Test
  void the_port_of_a_registry_is_no_version() {
    assertProblems(
        yaml -> yaml.replace("langfuse/langfuse:3", "registry.company.com:5000/langfuse:3.10"));
    assertProblems(
        yaml ->
            yaml.replace("langfuse/langfuse:3", "langfuse/langfuse:4")
                .replace("clickhouse/clickhouse-server:24", "registry:5000/clickhouse:24"),
        "<langfuse/langfuse:4> services.langfuse-web.image: needs ClickHouse 25.12 or newer, and"
            + " services.clickhouse.image is registry:5000/clickhouse:24-alpine, got"
            + " 'langfuse/langfuse:4'");
  }

  @Test
  void the_digest_of_an_image_is_no_version() {
    assertProblems(
        yaml ->
            yaml.replace(
                "langfuse/langfuse:3",
                "langfuse/langfuse@sha256:96cab09ac5d2e6b1fd3a3e6ab3f5a5b3c1f0f9e8d7c6b5a4938271605f4e3d2c"));
  }

  @Test
  void the_backend_has_what_its_lock_needs_and_no_more() {
    assertProblems(
        yaml -> yaml.replace("  dynamodbTable: terraform-locks\n", ""),
        "<backend:> backend.dynamodbTable: is required with lock 'dynamodb'");
    assertProblems(
        yaml -> yaml.replace("lock: dynamodb", "lock: s3"),
        "<dynamodbTable> backend.dynamodbTable: must be absent with lock 's3'; lock 'both' uses the"
            + " table as well, got 'terraform-locks'");
    assertProblems(
        yaml -> yaml.replace("type: s3", "type: local"),
        "<bucket: coder-terraform-state> backend.bucket: must be absent with type 'local', got"
            + " 'coder-terraform-state'",
        "<lock: dynamodb> backend.lock: must be absent with type 'local', got 'dynamodb'",
        "<dynamodbTable> backend.dynamodbTable: must be absent with type 'local', got"
            + " 'terraform-locks'");
    assertProblems(
        yaml -> yaml.replace("type: s3", "type: gcs"),
        "<type: gcs> backend.type: must be one of s3, cloud, local, got 'gcs'");
  }

  @Test
  void the_database_has_classes_versions_and_bounds_of_rds() {
    assertProblems(
        yaml ->
            yaml.replace("instanceClass: db.r6g.large", "instanceClass: r6g.large")
                .replace("engineVersion: \"16\"", "engineVersion: \"16-latest\"")
                .replace("storageGiB: 100\n", "storageGiB: 480\n")
                .replace("backupDays: 30", "backupDays: 36"),
        "<instanceClass> database.instanceClass: must be an instance class such as db.r6g.large, got 'r6g.large'",
        "<16-latest> database.engineVersion: must be a version such as 16 or 16.4, got '16-latest'",
        "<maxStorageGiB> database.maxStorageGiB: must be at least 10 % above storageGiB, which is 480, got 500",
        "<backupDays> database.backupDays: must be 1-35, got 36");
  }

  @Test
  void redis_has_types_versions_and_bounds_of_elasticache() {
    assertProblems(
        yaml ->
            yaml.replace("nodeType: cache.r6g.large", "nodeType: db.r6g.large")
                .replace("engineVersion: \"7.1\"", "engineVersion: \"6.2\"")
                .replace("replicas: 1", "replicas: 6")
                .replace("snapshotDays: 7", "snapshotDays: 36"),
        "<nodeType> redis.nodeType: must be a node type such as cache.r6g.large, got 'db.r6g.large'",
        "<\"6.2\"> redis.engineVersion: must be 7.0 or 7.1: later versions are Valkey's alone, got '6.2'",
        "<replicas> redis.replicas: must be 0-5, got 6",
        "<snapshotDays> redis.snapshotDays: must be 0-35, got 36");
  }

  @Test
  void the_domain_has_forms() {
    assertProblems(
        yaml ->
            yaml.replace("name: coder.company.com", "name: coder")
                .replace("hostedZoneId: \"\"", "hostedZoneId: company.com")
                .replace("certificateArn: \"\"", "certificateArn: certificate/1"),
        "<name: coder> domain.name: must be a domain such as example.com, got 'coder'",
        "<hostedZoneId> domain.hostedZoneId: must be a zone's id such as Z08345672ABCDEF, got 'company.com'",
        "<certificateArn> domain.certificateArn: must be the ARN of an ACM certificate in the partition 'aws', got 'certificate/1'");
  }

  @Test
  void a_retention_is_one_that_cloudwatch_has() {
    assertProblems(
        yaml -> yaml.replace("logRetentionDays: 30", "logRetentionDays: 31"),
        "<logRetentionDays> logRetentionDays: must be one of [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], got 31");
  }

  @Test
  void a_value_outside_of_a_list_is_named_with_the_list() {
    assertProblems(
        yaml -> yaml.replace("natGateways: one", "natGateways: two"),
        "<natGateways> network.natGateways: must be one of none, one, onePerZone, got 'two'");
    assertProblems(
        yaml -> yaml.replace("natGateways: one", "natGateways: none"),
        "<natGateways> network.natGateways: must be one or onePerZone: images come through it, got"
            + " 'none'");
  }

  @Test
  void a_secret_version_belongs_to_a_secret_and_counts_from_1() {
    assertProblems(
        yaml -> yaml + "\nsecretVersions:\n  litellm/salt: 2\n  langfuse/auth: 0\n",
        "<langfuse/auth: 0> secretVersions.langfuse/auth: must be 1-2147483647, got 0",
        "<litellm/salt: 2> secretVersions.litellm/salt: is no secret of coder; there are: "
            + String.join(", ", CoderSecrets.NAMES));
  }

  @Test
  void services_that_others_are_wired_to_are_required() {
    assertProblems(
        yaml -> yaml.substring(0, yaml.indexOf("services:\n")) + "services: {}\nalarms: {}\n",
        "<services: {}> services.coder: is required: other parts of coder are wired to it",
        "<services: {}> services.litellm: is required: other parts of coder are wired to it",
        "<services: {}> services.langfuse-web: is required: other parts of coder are wired to it",
        "<services: {}> services.langfuse-worker: is required: other parts of coder are wired to it",
        "<services: {}> services.clickhouse: is required: other parts of coder are wired to it");
  }

  @Test
  void a_service_with_rules_says_where_its_health_is_asked_for() {
    assertProblems(
        yaml -> yaml.replace("    healthCheckPath: /api/v2/buildinfo\n", ""),
        "<  coder:> services.coder.healthCheckPath: is required for a service with routes");
  }

  @Test
  void a_service_has_bounds() {
    assertProblems(
        yaml ->
            yaml.replace("port: 7080", "port: 70800")
                .replace("extraPorts: [9000]", "extraPorts: [0]")
                .replace(
                    "startSeconds: 120\n    singleWriter",
                    "startSeconds: 301\n    desiredCount: 2\n    singleWriter")
                .replace("uid: 101", "uid: -1")
                .replace("healthCheckPath: /health\n", "healthCheckPath: health\n")
                .replace(
                    "layer: observability\n    image: langfuse/langfuse-worker",
                    "layer: tracing\n    image: langfuse/langfuse-worker"),
        "<port: 70800> services.coder.port: must be 1-65535, got 70800",
        "<healthCheckPath: health> services.key-provisioner.healthCheckPath: must start with / and hold what a URL's path may: no spaces, braces, or letters with accents, got 'health'",
        "<extraPorts> services.clickhouse.extraPorts[0]: must be 1-65535, got 0",
        "<startSeconds: 301> services.clickhouse.startSeconds: must be 0-300, got 301",
        "<uid: -1> services.clickhouse.fileSystem.uid: must be 0-4294967295, got -1",
        "<startSeconds: 301+1> services.clickhouse.desiredCount: must be 0 or 1 for a single writer, got 2",
        "<layer: tracing> services.langfuse-worker.layer: must be platform or observability, got 'tracing'");
  }

  @Test
  void a_rule_matches_something_and_not_too_much() {
    assertProblems(
        yaml -> yaml.replace("hosts: [\"ai.{domain}\"]", "hosts: []"),
        "<hosts: []> services.litellm.routes[0]: must have hosts or paths");
    assertProblems(
        yaml -> yaml.replace("hosts: [\"ai.{domain}\"]", "paths: [/a, /b, /c, /d, /e, /f]"),
        "</f]> services.litellm.routes[0]: must have at most 5 hosts and paths, got 6");
  }

  @Test
  void scaling_has_an_order() {
    assertProblems(
        yaml ->
            yaml.replace(
                "    singleWriter: true\n",
                "    singleWriter: true\n    autoscaling: {minimum: 3, maximum: 2, cpuPercent: 101}\n"),
        "<autoscaling> services.clickhouse.autoscaling.cpuPercent: must be 1-100, got 101",
        "<autoscaling> services.clickhouse.autoscaling.maximum: must be at least minimum, which is 3, got 2",
        "<autoscaling> services.clickhouse.autoscaling: must be absent for a single writer");
  }

  @Test
  void a_name_of_a_service_is_in_small_letters() {
    assertProblems(
        yaml -> yaml.replace("  key-provisioner:\n", "  Key_Provisioner:\n"),
        "<Key_Prov> services.Key_Provisioner: must be lower-case letters, digits and single hyphens, beginning with a letter, got 'Key_Provisioner'");
  }

  @Test
  void every_problem_is_reported_at_once() {
    assertProblems(
        yaml ->
            yaml.replace("region: us-west-2\n", "region: us-west-2\nregoin: x\n")
                .replace("cidr: 10.0.0.0/16", "cidr: 10.0.0.0/33")
                .replace(
                    "appSubnets: [10.0.10.0/24, 10.0.11.0/24]",
                    "appSubnets: [10.0.0.128/25, 10.9.0.0/24]")
                .replace("[us-west-2a, us-west-2b]", "[us-west-2a, us-east-1b]")
                .replace("priority: 300", "priority: 400")
                .replace("image: ghcr.io/coder/coder:latest", "image: \"\"")
                .replace("port: 4000", "port: four")
                .replace("cpu: 256", "cpu: 257")
                .replace("backupDays: 30", "backupDays: 99")
                .replace("natGateways: one", "natGateways: two")
                .replace("  storageGiB: 100\n", ""),
        "<database:> database.storageGiB: is required",
        "<10.0.0.0/33> network.cidr: must be an IPv4 block such as 10.0.0.0/16, got '10.0.0.0/33'",
        "<natGateways> network.natGateways: must be one of none, one, onePerZone, got 'two'",
        "<port: four> services.litellm.port: must be of type integer, got 'four'",
        "<regoin> regoin: is not a known key; did you mean 'region'? Known here: accessLogs, accessLogsBucket, alarms, alb, backend, bedrock, bucketSuffix, customLlm, database, domain, fileSystem, flowLogs, images, litellm, logRetentionDays, namePrefix, network, oidc, overrides, redis, region, registries, secretVersions, secretsPrefix, services, tags, usage, workspaces, zones, extends",
        "<zones> zones[1]: must be a zone of us-west-2, got 'us-east-1b'",
        "<backupDays> database.backupDays: must be 1-35, got 99",
        "<appSubnets> network.appSubnets[0]: must not overlap publicSubnets[0], which is 10.0.0.0/24, got '10.0.0.128/25'",
        "<image: \"\"> services.coder.image: must name an image: push the service's image and give its reference here before the service is deployed, got ''",
        "<cpu: 257> services.key-provisioner.cpu: must be one of [256, 512, 1024, 2048, 4096, 8192, 16384], got 257",
        "<langfuse.{domain}\"], priority: 400> services.langfuse-web.routes[0].priority: this priority is taken by services.litellm.routes[0].priority already: give it another, got 400");
  }

  @Test
  void yaml_that_is_none_is_named_with_its_line() {
    assertProblems(
        yaml -> yaml.replace("zones: [us-west-2a, us-west-2b]", "zones: [us-west-2a"),
        "<tags:>: is no valid YAML: expected ',' or ']', but got :");
    assertProblems(
        yaml ->
            yaml.replace(
                "CODER_WILDCARD_ACCESS_URL: \"*.{domain}\"",
                "CODER_WILDCARD_ACCESS_URL: *.{domain}"),
        "<CODER_WILDCARD_ACCESS_URL>: is no valid YAML: unexpected character found .(46);"
            + " a text that starts with a special character such as * or { must be quoted");
    assertProblems(
        yaml -> yaml.replace("  storageGiB: 100", "\tstorageGiB: 100"),
        "<storageGiB>: is no valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)");
  }

  @Test
  void a_key_that_stands_twice_is_named_with_its_line() {
    assertProblems(
        yaml -> yaml.replace("  replicas: 1\n", "  replicas: 1\n  nodeType: cache.r6g.xlarge\n"),
        "<cache.r6g.xlarge> redis.nodeType: is given twice, first in <nodeType: cache.r6g.large>");
  }

  @Test
  void a_key_that_is_no_text_is_named_with_its_line() {
    assertProblems(
        yaml ->
            yaml.replace(
                "      LANGFUSE_WORKER_PORT:", "      {domain}: x\n      LANGFUSE_WORKER_PORT:"),
        "<{domain}: x> services.langfuse-worker.environment: has a key that is a map or a list; a text that starts with a bracket needs quotes");
  }

  @Test
  void a_file_that_holds_no_keys_is_named() {
    assertProblems(yaml -> "", "environments/coder/production.yaml: must hold keys and values");
    assertProblems(
        yaml -> "- a\n", "environments/coder/production.yaml:1: must hold keys and values");
  }

  @Test
  void a_value_in_development_is_located_in_the_file_that_it_comes_from() {
    assertProblems(
        "development",
        yaml -> yaml.replace("storageGiB: 20\n", "storageGiB: 10\n"),
        "<storageGiB: 10> database.storageGiB: must be 20-65536, got 10");
  }

  @Test
  void an_unknown_base_is_named_with_those_there_are() {
    assertProblems(
        "development",
        yaml -> yaml.replace("extends: production", "extends: prodction"),
        "<extends> extends: must name an environment of this system (development, production), got 'prodction'");
  }

  @Test
  void an_environment_that_extends_itself_is_named() {
    assertProblems(
        "development",
        yaml -> yaml.replace("extends: production", "extends: development"),
        "<extends> extends: must not lead back to this file");
  }

  @Test
  void environments_that_extend_one_another_are_named() {
    assertProblems(
        "production",
        yaml -> yaml.replace("namePrefix:", "extends: development\nnamePrefix:"),
        "<extends: development> extends: must not lead back to this file");
  }

  @Test
  void an_unknown_environment_is_named_with_those_there_are() {
    assertThat(ConfigProblems.read(Fixtures.ENVIRONMENTS, new EnvironmentId("coder", "staging")))
        .isEqualTo(
            "environments/coder/staging.yaml: does not exist; there are: development, production");
  }

  @Test
  void an_environment_that_extends_another_has_its_values_where_it_says_nothing() {
    CoderConfig development = config(Fixtures.ENVIRONMENTS, "development");

    assertThat(development.namePrefix()).isEqualTo("coder-dev");
    assertThat(development.zones()).containsExactly("us-west-2a", "us-west-2b");
    assertThat(development.tags())
        .isEqualTo(
            Map.of("Project", "coder-webide", "Environment", "development", "ManagedBy", "cdktf"));
    assertThat(development.database().instanceClass()).isEqualTo("db.t4g.medium");
    assertThat(development.database().engineVersion()).isEqualTo("16");
    assertThat(development.network().appSubnets())
        .containsExactly(Cidr.parse("10.1.10.0/24"), Cidr.parse("10.1.11.0/24"));
    assertThat(development.services().keySet())
        .containsExactlyElementsOf(config(Fixtures.ENVIRONMENTS, "production").services().keySet());
    assertThat(development.services().get("litellm").desiredCount()).isEqualTo(1);
    assertThat(development.services().get("litellm").port()).isEqualTo(4000);
  }

  @Test
  void null_takes_a_key_of_the_base_away() {
    Path environments =
        ChangedEnvironment.of(
            "coder",
            "development",
            yaml ->
                yaml
                    + """

                    backend: {lock: s3, dynamodbTable: null}
                    """);

    assertThat(config(environments, "development").stateBackend())
        .isEqualTo(new Backend.S3("coder-terraform-state", "us-west-2", Backend.Lock.s3, null));
  }

  /** Completions would share Redis with Langfuse's queues, which may not be evicted. */
  @Test
  void litellm_keeps_completions_in_redis_only_on_request() {
    assertThat(LiteLlm.standard().cache()).isFalse();
    assertThat(new LiteLlm(null, true).cache()).isTrue();
  }

  private static CoderConfig config(Path environments, String environment) {
    return new Environments(environments)
        .read(new EnvironmentId("coder", environment), new CoderSystem())
        .config();
  }

  @Test
  void warnings_name_what_works_but_should_not_stay() {
    assertThat(config(Fixtures.ENVIRONMENTS, "production").warnings())
        .containsExactly(
            "services.coder.image: 'ghcr.io/coder/coder:latest' moves: two tasks may run different"
                + " versions; pin a version or a digest",
            "services.litellm.image: 'ghcr.io/berriai/litellm:main-latest' moves: two tasks may run"
                + " different versions; pin a version or a digest",
            "services.langfuse-web: Langfuse's documentation asks for 2 vCPU and 4 GiB a container,"
                + " and it has 1.0 vCPU and 2.0 GiB",
            "services.langfuse-worker: Langfuse's documentation asks for 2 vCPU and 4 GiB a"
                + " container, and it has 0.5 vCPU and 1.0 GiB",
            "services.clickhouse: Langfuse's documentation asks for 2 vCPU and 8 GiB, and it has 1.0 vCPU and 4.0 GiB",
            "domain: without hostedZoneId the certificate for coder.company.com is validated by"
                + " hand: while the platform layer is deployed, create the CNAME that AWS"
                + " Certificate Manager shows for it; the deploy waits for it. Or give an issued"
                + " certificate as certificateArn.",
            "bucketSuffix: is empty, and the names of buckets are global: coder-backups and the"
                + " others may belong to another account already");
  }

  @Test
  void what_has_been_put_right_is_warned_of_no_more() {
    Path environments =
        ChangedEnvironment.of(
            "coder",
            "production",
            yaml ->
                yaml.replace("coder/coder:latest", "coder/coder:v2.28.3")
                    .replace("bucketSuffix: \"\"", "bucketSuffix: team")
                    .replace("litellm:main-latest", "litellm@sha256:" + "0a".repeat(32))
                    .replaceAll("cpu: 1024\n    memoryMiB: 2048", "cpu: 2048\n    memoryMiB: 4096")
                    .replaceAll("cpu: 512\n    memoryMiB: 1024", "cpu: 2048\n    memoryMiB: 4096")
                    .replaceAll("cpu: 1024\n    memoryMiB: 4096", "cpu: 2048\n    memoryMiB: 8192")
                    .replace("hostedZoneId: \"\"", "hostedZoneId: Z08345672ABCDEF")
                    .replace(
                        "00000000-0000-0000-0000-000000000000",
                        "11111111-2222-3333-4444-555555555555"));

    assertThat(config(environments, "production").warnings()).isEmpty();
  }

  private static void assertProblems(UnaryOperator<String> change, String... expected) {
    assertProblems("production", change, expected);
  }

  private static void assertProblems(
      String environment, UnaryOperator<String> change, String... expected) {
    ConfigProblems.assertProblems("coder", environment, change, expected);
  }
}
