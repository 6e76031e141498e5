package dev.terrace.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.support.Terrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Adopts the resources of a legacy Terraform root for coder, deployed with plain Terraform to the
 * simulated AWS. The configuration is stricter than the root: what it adds is new, or an accepted
 * change in place. The tests build on one another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdoptFromStateIT {
  private static final String TARGET = "coder/production";
  private static final String PASSWORD = "legacy-Password-of-the-database-1";
  private static final String SECRET = "prod/rds/master-password";

  /** What the configuration does that the legacy root does not. */
  private static final List<String> ACCEPTED =
      List.of(
          "aws_default_security_group.*",
          "aws_ecs_service.*",
          "aws_ecs_task_definition.*",
          "aws_efs_file_system_policy.*",
          "aws_iam_role.*",
          "aws_iam_role_policy.*",
          "aws_kms_key.data-key_*",
          "aws_lb.load-balancer_*",
          "aws_s3_bucket_lifecycle_configuration.*",
          "aws_s3_bucket_logging.*",
          "aws_sns_topic.alerts_*",
          "aws_ssm_parameter.bridge_task-execution-role-arn_*");

  /** Construct paths of what these globs accept. */
  private static final List<String> CHANGES =
      List.of(
          "network/default-security-group",
          "bucket-artifacts/access-logs",
          "bucket-artifacts/lifecycle",
          "bucket-backups/access-logs",
          "bucket-langfuse-events/access-logs",
          "bucket-langfuse-events/lifecycle",
          "bucket-langfuse-media/access-logs",
          "bucket-langfuse-media/lifecycle",
          "data-key/key",
          "database/monitoring-role",
          "file-system/policy",
          "aem-workspace-role/policy",
          "aem-workspace-role/role",
          "bridge/task-execution-role-arn/parameter",
          "coder/service/service",
          "coder/task-role/policy",
          "coder/task-role/role",
          "coder/task/task-definition",
          "execution-role/role",
          "key-provisioner/service/service",
          "key-provisioner/task-role/role",
          "key-provisioner/task/task-definition",
          "litellm/service/service",
          "litellm/task-role/policy",
          "litellm/task-role/role",
          "litellm/task/task-definition",
          "load-balancer/load-balancer",
          "workspace-role/policy",
          "workspace-role/role",
          "alerts/topic",
          "clickhouse/service/service",
          "clickhouse/task-role/role",
          "clickhouse/task/task-definition",
          "langfuse-web/service/service",
          "langfuse-web/task-role/policy", // reads the password of the first user
          "langfuse-web/task-role/role",
          "langfuse-web/task/task-definition");

  private static final List<String> LAYERS =
      List.of("network", "data", "platform", "observability");

  @TempDir private static Path folder;

  private final Launcher terrace = new Launcher();
  private final Map<String, String> variables = new TreeMap<>();
  private Path root;
  private Path adoptions;
  private Aws aws;
  private Map<String, List<String>> before;

  @BeforeAll
  void deploy_with_plain_terraform() throws IOException {
    terrace.run("backend", "bootstrap", TARGET, "--local").exits(0);
    variables.putAll(terrace.localVariables());
    variables.put("TF_VAR_db_password", PASSWORD);
    variables.put("AWS_MAX_ATTEMPTS", "3");
    root = copy(Path.of("src/test/legacy/coder"), folder.resolve("legacy"));
    adoptions = folder.resolve("adoptions");
    terraform("init", "-input=false").exits(0);
    terraform("apply", "-auto-approve", "-input=false").exits(0);
    aws = new Aws(terrace, "us-west-2");
    before = ids();
  }

  @AfterAll
  void stop() {
    terrace.close();
  }

  @Test
  @Order(1)
  void a_plan_matches_everything_that_exists_in_both() {
    Launcher.Result planned =
        terrace("adopt", "plan", TARGET, "--local", "--from-state", root.toString()).exits(0);

    assertThat(planned.lines())
        .contains(
            "coder/production/network: 73 matched, 6 open (0 tied, 1 near, 5 new)",
            "coder/production/data: 52 matched, 34 open (0 tied, 1 near, 33 new)",
            "coder/production/platform: 46 matched, 7 open (0 tied, 0 near, 7 new)",
            "coder/production/observability: 30 matched, 14 open (0 tied, 0 near, 14 new)",
            "unmatched existing resources (left unchanged): 4",
            "  aws_cloudwatch_log_group: 1",
            "    aws_cloudwatch_log_group.old (state legacy)",
            "    aws_s3_bucket.uploads (state legacy)",
            "    aws_security_group.bastion (state legacy)",
            "  module.vpc aws_vpc_endpoint: 1",
            "    module.vpc.aws_vpc_endpoint.interface[\"kms\"] (state legacy)",
            "201 resources to adopt, written to adoptions/. Review and commit the files, then run:"
                + " ./terrace adopt apply coder/production --local");
    assertThat(planned.output()).doesNotContain(PASSWORD);
    assertThat(planned.lines())
        .filteredOn(line -> line.startsWith("  differs: "))
        .extracting(line -> line.replaceAll("  differs: (\\S+) \\S+ (\\w+).*", "$1 $2"))
        .containsExactlyInAnyOrder(
            "data-key/key policy",
            "database/monitoring-role assume_role_policy",
            "aem-workspace-role/role assume_role_policy",
            "coder/task-role/role assume_role_policy",
            "execution-role/role assume_role_policy",
            "key-provisioner/task-role/role assume_role_policy",
            "litellm/task-role/role assume_role_policy",
            "workspace-role/role assume_role_policy",
            "load-balancer/load-balancer access_logs",
            "load-balancer/load-balancer enable_deletion_protection",
            "alerts/topic kms_master_key_id",
            "clickhouse/task/task-definition volume",
            "clickhouse/task-role/role assume_role_policy",
            "langfuse-web/task-role/role assume_role_policy");
  }

  @Test
  @Order(2)
  void invalid_manual_entries_are_refused_before_anything_happens() throws IOException {
    Path file = adoptions.resolve("coder/production/network.yaml");
    String good = Files.readString(file);
    Files.writeString(file, good.replaceFirst("- address: aws_vpc\\.", "- address: aws_vpcs."));

    Launcher.Result refused = terrace("adopt", "apply", TARGET, "--local", "--yes");

    Files.writeString(file, good);
    assertThat(refused.exits(2).errors())
        .contains(
            "is not a resource of coder/production/network; './terrace synth"
                + " coder/production/network' writes all resources, got"
                + " 'aws_vpcs.network_vpc_4E8F0223'");
    assertThat(states()).isEmpty();
  }

  @Test
  @Order(3)
  void an_id_that_does_not_exist_stops_before_anything_is_written() throws IOException {
    Path file = adoptions.resolve("coder/production/network.yaml");
    String good = Files.readString(file);
    Files.writeString(file, good.replaceFirst("import: sgr-\\w+", "import: sgr-00000000000000000"));

    Launcher.Result refused =
        terrace("adopt", "apply", TARGET + "/network", "--local", "--yes").exits(1);

    assertThat(refused.errors())
        .contains("coder/production/network failed", "Cannot import non-existent remote object")
        .contains("Nothing was changed.");
    Files.writeString(file, good);
    assertThat(states()).isEmpty();
  }

  @Test
  @Order(4)
  void differences_must_be_accepted_before_anything_is_written() {
    Launcher.Result refused = terrace("adopt", "apply", TARGET, "--local", "--yes").exits(3);

    assertThat(refused.output()).doesNotContain("blocked:");
    assertThat(refused.lines())
        .contains(
            "  not accepted: network/default-security-group"
                + " (aws_default_security_group.network_default-security-group_F40826B8):"
                + " would overwrite a setting of aws_vpc.network_vpc_4E8F0223 that no"
                + " entry describes: give its import id by hand, or accept it",
            "  not accepted: key-provisioner/task/task-definition"
                + " (aws_ecs_task_definition.key-provisioner_task_task-definition_DFE10E5A):"
                + " would register a new revision, because of"
                + " container_definitions[key-provisioner].healthCheck is (not shown), the"
                + " configuration says something else");
    assertThat(refused.lines())
        .filteredOn(line -> line.startsWith("  not accepted: "))
        .extracting(line -> line.replaceAll("  not accepted: (\\S+) .*", "$1"))
        .containsExactlyInAnyOrderElementsOf(CHANGES);
    assertThat(states()).isEmpty();
  }

  @Test
  @Order(4)
  void an_interrupted_apply_says_what_was_written_and_leaves_no_draft() throws IOException {
    Terrace.Running apply =
        new Terrace(terrace.stateFolder())
            .with("TERRACE_ADOPTIONS", adoptions.toString())
            .start("adopt", "apply", TARGET, "--local", "--yes", "--accept", "aws_iam_*");
    Terrace.await(() -> !drafts().isEmpty(), "a drafted state");

    new ProcessBuilder("kill", "-TERM", Long.toString(apply.process().pid())).start();
    Terrace.Said said = apply.await();

    assertThat(said.err())
        .contains(
            "Interrupted: nothing in AWS was changed; states written: none.\n"
                + "Resume with: ./terrace adopt apply coder/production --local --accept"
                + " 'aws_iam_*'\n");
    assertThat(drafts()).isEmpty();
    assertThat(states()).isEmpty();
  }

  /** Drafted states in the scratch folders. */
  private List<Path> drafts() {
    try (Stream<Path> files = Files.walk(terrace.stateFolder().resolve("local/adopt"))) {
      return files
          .filter(file -> file.endsWith("terraform.tfstate"))
          .filter(file -> !file.getParent().endsWith(".terraform")) // names the backend only
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // the folders are being created
    }
  }

  @Test
  @Order(5)
  void one_layer_can_be_adopted_first_and_the_old_root_keeps_the_others() throws IOException {
    Launcher.Result applied = apply(TARGET + "/network").exits(0);

    assertThat(applied.lines())
        .contains(
            "coder/production/network: 73 to adopt, 5 new with the next deploy",
            "  new tags with the next deploy: 26",
            "73 resources adopted; nothing in AWS was changed. Create the new ones with: ./terrace"
                + " deploy coder/production/network --local");
    assertThat(states()).hasSize(1);
    assertThat(adoptions.resolve("coder/production/removed.tf"))
        .content()
        .contains("#     'module.vpc.aws_vpc.this' ")
        .contains("#   module.vpc keeps ")
        .contains("  from = module.sg\n")
        .doesNotContain("from = module.db")
        .doesNotContain("'module.db.");
  }

  @Test
  @Order(6)
  void the_other_layers_follow_and_nothing_in_aws_changes() {
    Launcher.Result applied = apply(TARGET).exits(0);

    assertThat(applied.lines())
        .contains(
            "coder/production/network: all 73 adopted",
            "coder/production/data: 52 to adopt, 26 new with the next deploy",
            "coder/production/platform: 46 to adopt, 7 new with the next deploy",
            "coder/production/observability: 30 to adopt, 14 new with the next deploy",
            "128 resources adopted; nothing in AWS was changed. Create the new ones with: ./terrace"
                + " deploy coder/production --local");
    assertThat(applied.output()).doesNotContain("not accepted:").doesNotContain("blocked:");
    assertThat(ids()).isEqualTo(before);
    assertThat(secretsWithAValue()).containsExactly(SECRET);
    assertThat(
            aws.json("secretsmanager get-secret-value --secret-id " + SECRET).path("SecretString"))
        .hasToString('"' + PASSWORD + '"');
  }

  @Test
  @Order(7)
  void no_secret_of_the_old_state_is_in_the_new_ones_or_on_the_disk() throws IOException {
    assertThat(states()).hasSize(LAYERS.size());
    states().values().forEach(state -> assertThat(state).doesNotContain(PASSWORD));
    try (Stream<Path> files = Files.walk(terrace.stateFolder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.size(file) < 20_000_000 && !file.toString().contains("/plugins/")) {
          assertThat(
                  new String(
                      Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(PASSWORD);
        }
      }
    }
  }

  @Test
  @Order(8)
  void a_second_apply_has_nothing_to_adopt_and_status_lists_everything() {
    assertThat(terrace("adopt", "apply", TARGET, "--local", "--yes").exits(0).lines())
        .contains("Nothing is left to adopt.");

    JsonNode status = terrace("adopt", "status", TARGET, "--local", "--json").exits(0).json();
    assertThat(Aws.texts(status.path("stacks"), "/adopted"))
        .containsExactly("30", "46", "52", "73");
    assertThat(Aws.texts(status.path("stacks"), "/open")).containsExactly("14", "34", "6", "7");
    assertThat(status.path("orphans").path("state legacy")).hasSize(4);
  }

  @Test
  @Order(9)
  void an_ordinary_plan_changes_no_adopted_resource() {
    List<String> changes = new ArrayList<>();
    for (String layer : List.of("network", "data")) {
      JsonNode plan = terrace("plan", TARGET + "/" + layer, "--local", "--json").exits(4).json();
      plan.at("/stacks/0/changes")
          .forEach(
              change -> {
                if (!change.path("action").asText().equals("create")) {
                  changes.add(
                      change.path("action").asText()
                          + " "
                          + change.path("address").asText().replaceAll("\\..*", ""));
                }
              });
    }
    // Rules that are inline in their groups have no tags yet.
    assertThat(new TreeSet<>(changes))
        .containsExactly(
            "update aws_iam_role",
            "update aws_kms_key",
            "update aws_vpc_security_group_egress_rule",
            "update aws_vpc_security_group_ingress_rule");
    assertThat(changes).hasSize(28);
  }

  @Test
  @Order(10)
  void the_old_root_removes_resources_without_destroying_them() throws IOException {
    Path removed = adoptions.resolve("coder/production/removed.tf");
    String text = Files.readString(removed);
    String kept = kept();
    String keptInVpc = keptInVpc();
    List<String> command = new ArrayList<>(List.of("state", "rm"));
    text.lines()
        .filter(line -> line.startsWith("#     '"))
        .forEach(line -> command.add(line.replaceFirst("#     '(.*)'.*", "$1")));
    terraform(command.toArray(String[]::new)).exits(0);
    Path emptied = Files.createDirectories(folder.resolve("emptied"));
    for (String name : List.of("versions.tf", "variables.tf", "terraform.tfstate")) {
      Files.copy(root.resolve(name), emptied.resolve(name));
    }
    Files.copy(removed, emptied.resolve("removed.tf"));
    Files.writeString(emptied.resolve("kept.tf"), kept);
    Files.createDirectories(emptied.resolve("vpc"));
    Files.writeString(emptied.resolve("vpc/main.tf"), keptInVpc);
    root = emptied;
    terraform("init", "-input=false").exits(0);

    Launcher.Result planned = terraform("plan", "-input=false", "-no-color").exits(0);

    assertThat(planned.output()).contains("Plan: 0 to add, 0 to change, 0 to destroy.");
    terraform("apply", "-auto-approve", "-input=false").exits(0);
    assertThat(terraform("state", "list").exits(0).lines())
        .filteredOn(address -> !address.contains("data."))
        .containsExactlyInAnyOrder(
            "aws_cloudwatch_log_group.old",
            "aws_s3_bucket.uploads",
            "aws_security_group.bastion",
            "module.vpc.aws_vpc_endpoint.interface[\"kms\"]");
    assertThat(ids()).isEqualTo(before);
  }

  private List<String> secretsWithAValue() {
    List<String> names = new ArrayList<>();
    for (JsonNode secret : aws.json("secretsmanager list-secrets").path("SecretList")) {
      if (!secret.path("SecretVersionsToStages").isEmpty()) {
        names.add(secret.path("Name").asText());
      }
    }
    return names;
  }

  /** Unmatched resources remain in the old root's code. */
  private String kept() {
    String vpc = one("aws_vpc", "this").path("id").asText();
    return """
    resource "aws_s3_bucket" "uploads" {
      bucket = "coder-webide-uploads"
    }
    resource "aws_cloudwatch_log_group" "old" {
      name              = "/ecs/coder-webide"
      retention_in_days = 14
    }
    resource "aws_security_group" "bastion" {
      name        = "coder-bastion"
      description = "Jump host, nobody remembers for what"
      vpc_id      = "%s"
      ingress {
        protocol    = "tcp"
        from_port   = 22
        to_port     = 22
        cidr_blocks = ["203.0.113.0/24"]
      }
    }
    module "vpc" {
      source = "./vpc"
    }
    """
        .formatted(vpc);
  }

  private String keptInVpc() {
    JsonNode endpoint = one("aws_vpc_endpoint", "interface");
    return """
    resource "aws_vpc_endpoint" "interface" {
      for_each            = toset(["kms"])
      vpc_id              = "%s"
      service_name        = "com.amazonaws.us-west-2.${each.value}"
      vpc_endpoint_type   = "Interface"
      private_dns_enabled = true
      subnet_ids          = %s
      security_group_ids  = %s
      tags                = { Name = "coder-production-${each.value}" }
    }
    """
        .formatted(
            endpoint.path("vpc_id").asText(),
            endpoint.path("subnet_ids"),
            endpoint.path("security_group_ids"));
  }

  /** The attributes of a resource in the old state. */
  private JsonNode one(String type, String name) {
    for (JsonNode resource : terraform("state", "pull").exits(0).json().path("resources")) {
      if (resource.path("type").asText().equals(type)
          && resource.path("name").asText().equals(name)) {
        return resource.at("/instances/0/attributes");
      }
    }
    throw new AssertionError(type + "." + name);
  }

  /** Ids of the resources in AWS. */
  private Map<String, List<String>> ids() {
    Map<String, List<String>> ids = new LinkedHashMap<>();
    record Ask(String command, String list, String pointer) {}
    for (Ask ask :
        List.of(
            new Ask("ec2 describe-vpcs", "Vpcs", "/VpcId"),
            new Ask("ec2 describe-subnets", "Subnets", "/SubnetId"),
            new Ask("ec2 describe-security-groups", "SecurityGroups", "/GroupId"),
            new Ask(
                "ec2 describe-security-group-rules", "SecurityGroupRules", "/SecurityGroupRuleId"),
            new Ask("ec2 describe-route-tables", "RouteTables", "/RouteTableId"),
            new Ask("ec2 describe-vpc-endpoints", "VpcEndpoints", "/VpcEndpointId"),
            new Ask("ec2 describe-nat-gateways", "NatGateways", "/NatGatewayId"),
            new Ask("rds describe-db-instances", "DBInstances", "/DbiResourceId"),
            new Ask("efs describe-file-systems", "FileSystems", "/FileSystemId"),
            new Ask("kms list-keys", "Keys", "/KeyId"),
            new Ask("secretsmanager list-secrets", "SecretList", "/ARN"),
            new Ask("elbv2 describe-load-balancers", "LoadBalancers", "/LoadBalancerArn"),
            new Ask("elbv2 describe-target-groups", "TargetGroups", "/TargetGroupArn"),
            new Ask("iam list-roles", "Roles", "/RoleId"))) {
      ids.put(ask.list(), Aws.texts(aws.json(ask.command()).path(ask.list()), ask.pointer()));
    }
    return ids;
  }

  /** The text of each stack's state in the bucket; stacks without a state are omitted. */
  private Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    JsonNode keys =
        aws.json("s3api list-objects-v2 --bucket coder-terraform-state").path("Contents");
    for (String key : Aws.texts(keys, "/Key")) {
      if (key.startsWith(TARGET) && key.endsWith(".tfstate")) {
        states.put(key, aws.call("s3", "cp", "s3://coder-terraform-state/" + key, "-").output());
      }
    }
    return states;
  }

  private Launcher.Result apply(String target) {
    List<String> command = new ArrayList<>(List.of("adopt", "apply", target, "--local", "--yes"));
    ACCEPTED.forEach(glob -> command.addAll(List.of("--accept", glob)));
    return terrace(command.toArray(String[]::new));
  }

  private Launcher.Result terrace(String... words) {
    List<String> command = new ArrayList<>(List.of("./terrace"));
    command.addAll(List.of(words));
    return terrace.run(Map.of("TERRACE_ADOPTIONS", adoptions.toString()), command);
  }

  private Launcher.Result terraform(String... words) {
    List<String> command = new ArrayList<>(List.of("terraform", "-chdir=" + root));
    command.addAll(List.of(words));
    return terrace.run(variables, command);
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
