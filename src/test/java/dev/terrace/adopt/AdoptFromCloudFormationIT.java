package dev.terrace.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.source.AdoptionSource;
import dev.terrace.adopt.source.CloudFormationFolder;
import dev.terrace.adopt.source.CloudFormationSource;
import dev.terrace.adopt.source.StackDescription;
import dev.terrace.files.FileTrees;
import dev.terrace.support.Aws;
import dev.terrace.support.Fixtures;
import dev.terrace.support.Launcher;
import dev.terrace.support.Launcher.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Adopts the resources of orcha's AWS CDK app, a CloudFormation stack in the simulated AWS. The
 * configuration is stricter than the stack: what it logs, encrypts and limits in addition is new,
 * or an accepted change that the next deploy makes without a new resource. The tests build on one
 * another, because each step takes minutes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AdoptFromCloudFormationIT {
  private static final Path TEMPLATE = Path.of("src/test/legacy/orcha/template.json");
  private static final String DATABASE_LOG = "/aws/rds/instance/v1-orcha-db/postgresql";

  /** Construct paths of adopted resources that the next deploy hardens, and the attributes. */
  private static final Map<String, List<String>> HARDENED =
      new TreeMap<>(
          Map.of(
              "data-key/key", List.of("policy"),
              "database/monitoring-role", List.of("assume_role_policy"),
              "database/postgresql-logs/group", List.of("retention_in_days"),
              "load-balancer/load-balancer", List.of("access_logs", "enable_deletion_protection"),
              "repository/lifecycle", List.of("policy"),
              "service-role/policy", List.of("policy"),
              "ssm-sessions-logs/group", List.of("kms_key_id")));

  /** Construct paths of new resources that overwrite a setting of an adopted one. */
  private static final List<String> NEW_SETTINGS =
      List.of(
          "bucket-artifacts/access-logs",
          "bucket-storage/access-logs",
          "network/default-security-group");

  private static final List<String> LAYERS =
      List.of("network", "data", "platform", "observability");

  private static final List<String> ACCEPTED =
      List.of(
          "aws_cloudwatch_log_group.database_postgresql-logs_*",
          "aws_cloudwatch_log_group.ssm-sessions-logs_*",
          "aws_default_security_group.*",
          "aws_ecr_lifecycle_policy.repository_*",
          "aws_iam_role.database_monitoring-role_*",
          "aws_iam_role_policy.service-role_*",
          "aws_kms_key.data-key_*",
          "aws_lb.load-balancer_*",
          "aws_s3_bucket_logging.*");

  private static final Launcher TERRACE = new Launcher();
  private static Aws aws;
  private static Path environments;
  private static Map<String, String> before;
  private static Map<String, List<String>> idsBefore;

  private static Path adoptions() {
    return TERRACE.stateFolder().resolve("adoptions");
  }

  private static Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("./terrace"));
    command.addAll(List.of(arguments));
    Map<String, String> variables =
        Map.of(
            "TERRACE_ADOPTIONS",
            adoptions().toString(),
            "TERRACE_ENVIRONMENTS",
            environments.toString());
    return TERRACE.run(variables, command);
  }

  /** The database's log group was kept for ever; the configuration deletes what is old. */
  private static Path withWaivers() throws IOException {
    Path folder = TERRACE.stateFolder().resolve("environments");
    FileTrees.copy(Fixtures.ENVIRONMENTS.resolve("orcha"), folder.resolve("orcha"));
    Files.writeString(
        folder.resolve("orcha/waivers.yaml"),
        """
        waivers:
          - rule: guard-unprotect
            resource: prod/data/database/postgresql-logs/group
            reason: Nobody needs what the database wrote a month ago
            who: owners of orcha
            expires: %s
        """
            .formatted(LocalDate.now(ZoneOffset.UTC).plusDays(30)));
    return folder;
  }

  @BeforeAll
  static void deploy_the_legacy_stack() throws IOException {
    environments = withWaivers();
    TERRACE.run("local", "up").exits(0);
    aws = new Aws(TERRACE, "eu-central-1");
    aws.json("ssm put-parameter --name /cdk-bootstrap/hnb659fds/version --type String --value 21");
    aws.json("cloudformation create-stack --stack-name Orcha --template-body file://" + TEMPLATE);
    // As RDS does when the database writes its first line.
    aws.call("logs", "create-log-group", "--log-group-name", DATABASE_LOG);
    before = physicalIds();
    assertThat(before).hasSizeGreaterThan(90);
    idsBefore = ids();
  }

  @AfterAll
  static void remove_everything() {
    TERRACE.close();
  }

  @Test
  @Order(1)
  void a_missing_stack_is_reported_and_nothing_is_written() {
    Result result =
        run("adopt", "plan", "orcha/prod/network", "--local", "--from-cloudformation", "Orca")
            .exits(2);
    assertThat(result.errors()).contains("stack Orca cannot be read in eu-central-1: ");
    assertThat(adoptions()).doesNotExist();
  }

  @Test
  @Order(2)
  void every_resource_on_both_sides_is_matched() throws IOException {
    Result result =
        run("adopt", "plan", "orcha/prod", "--local", "--from-cloudformation", "Orcha").exits(0);
    assertThat(result.output())
        .contains("orcha/prod/network: 32 matched, 5 open (0 tied, 0 near, 5 new)\n")
        .contains("orcha/prod/data: 43 matched, 8 open (0 tied, 0 near, 8 new)\n")
        .contains("orcha/prod/platform: 19 matched, 21 open (0 tied, 0 near, 21 new)\n")
        .contains("orcha/prod/observability: 16 matched, 4 open (0 tied, 0 near, 4 new)\n")
        .containsPattern(
            """
            unmatched existing resources \\(left unchanged\\): 3
              aws_cloudwatch_log_group: 1
                LegacyLogs0D1C2B3A \\(cloudformation Orcha\\)
              aws_security_group: 1
                BastionSecurityGroupDBD02AF3 \\(cloudformation Orcha\\)
              aws_vpc_security_group_egress_rule: 1
                RdsSgGroupF448D02A egress sgr-\\w+ \\(cloudformation Orcha, icmp 252-86 255.255.255.255/32\\)
            """)
        .contains("110 resources to adopt, written to adoptions/.")
        .contains(
            "CloudFormation still owns 91 adopted resources of Orcha: Orcha.retain.md explains how"
                + " to delete the stack and keep its resources. Orcha.retain.template retains every"
                + " resource, adopted or not.\n"
                + "resources that remain unmanaged: 2\n"
                + "  BastionSecurityGroupDBD02AF3 (AWS::EC2::SecurityGroup) "
                + before.get("BastionSecurityGroupDBD02AF3")
                + "\n  LegacyLogs0D1C2B3A (AWS::Logs::LogGroup) /v1-orcha/legacy\n");
    assertThat(result.lines())
        .filteredOn(line -> line.contains("differs"))
        .extracting(line -> line.replaceFirst(" is .*", ""))
        .containsExactly(
            "  differs: database/monitoring-role"
                + " (aws_iam_role.database_monitoring-role_DD73B2F2):"
                + " assume_role_policy.Statement[0].Condition",
            "  differs: repository/lifecycle"
                + " (aws_ecr_lifecycle_policy.repository_lifecycle_E10FE1C4):"
                + " policy.rules[0].description");
    assertThat(Files.readString(adoptions().resolve("orcha/prod/Orcha.retain.diff")))
        .startsWith("--- template\n+++ template, retaining\n@@ -");
  }

  @Test
  @Order(3)
  void files_of_the_AWS_CLI_give_the_same_matches() throws IOException {
    Path old = Files.createDirectory(TERRACE.stateFolder().resolve("old"));
    Files.copy(TEMPLATE, old.resolve("template.json"));
    Files.writeString(
        old.resolve("resources.json"),
        aws.json("cloudformation list-stack-resources --stack-name Orcha").toString());
    // The resources include a certificate of another account, so the account must be given.
    Files.writeString(
        old.resolve("stack.json"),
        aws.json("cloudformation describe-stacks --stack-name Orcha").toString());
    StackDescription stack = CloudFormationFolder.read("old", old, "eu-central-1");
    assertThat(stack.account()).isEqualTo("123456789012");
    AdoptionSource.Reading reading = new CloudFormationSource(stack).read();
    assertThat(reading.notes()).isEmpty();
    assertThat(reading.resources()).hasSize(96);
  }

  @Test
  @Order(4)
  void adopting_changes_nothing_in_AWS() {
    Map<String, String> secrets = aws.secretValues();
    List<String> command =
        new ArrayList<>(List.of("adopt", "apply", "orcha/prod", "--local", "--yes"));
    ACCEPTED.forEach(glob -> command.addAll(List.of("--accept", glob)));

    Result applied = run(command.toArray(String[]::new)).exits(0);

    assertThat(applied.lines())
        .contains(
            "orcha/prod/network: 32 to adopt, 4 new with the next deploy",
            "  new tags with the next deploy: 17",
            "orcha/prod/data: 43 to adopt, 6 new with the next deploy",
            "orcha/prod/platform: 19 to adopt, 21 new with the next deploy",
            "  new tags with the next deploy: 4",
            "orcha/prod/observability: 16 to adopt, 4 new with the next deploy",
            "110 resources adopted; nothing in AWS was changed. Create the new ones with: ./terrace"
                + " deploy orcha/prod --local");
    assertThat(applied.output()).doesNotContain("not accepted:", "blocked:");
    List<String> changes = new ArrayList<>(HARDENED.keySet());
    changes.addAll(NEW_SETTINGS);
    assertThat(paths(applied, "accepted")).containsExactlyInAnyOrderElementsOf(changes);
    assertThat(paths(applied, "new"))
        .filteredOn(path -> path.matches("(flow-logs|access-logs|database|.*-health-path)/.*"))
        .containsExactlyInAnyOrder(
            "flow-logs/logs/group",
            "flow-logs/flow-log",
            "flow-logs/role/role",
            "flow-logs/role/policy",
            "database/upgrade-logs/group",
            "access-logs/bucket",
            "access-logs/lifecycle",
            "access-logs/policy",
            "access-logs/public-access-block",
            "access-logs/encryption",
            "app-health-path/parameter",
            "admin-health-path/parameter",
            "link-health-path/parameter");
    assertThat(paths(applied, "new")).contains("default-session-document");
    assertThat(physicalIds()).isEqualTo(before);
    assertThat(ids()).isEqualTo(idsBefore);
    assertThat(aws.secretValues()).isEqualTo(secrets);
  }

  @Test
  @Order(5)
  void nothing_is_left_to_adopt() {
    JsonNode status = run("adopt", "status", "orcha/prod", "--local", "--json").exits(0).json();
    assertThat(Aws.texts(status.path("stacks"), "/adopted"))
        .containsExactly("0", "16", "19", "32", "43");
    status.path("stacks").forEach(stack -> assertThat(stack.path("left")).isEmpty());
  }

  @Test
  @Order(6)
  void an_ordinary_plan_only_tags_and_hardens_adopted_resources() throws IOException {
    List<String> adopted = adopted();
    assertThat(adopted).hasSize(110);
    Map<String, List<String>> hardened = new TreeMap<>();
    int tagged = 0;
    for (String layer : LAYERS) {
      String stack = "orcha/prod/" + layer;
      for (JsonNode change : changesOf(stack)) {
        String address = stack + " " + change.path("address").asText();
        if (change.path("action").asText().equals("create")) {
          assertThat(adopted).doesNotContain(address);
          continue;
        }
        String path = change.path("path").asText();
        // A repository has one document: it is put again, and the images stay.
        boolean document = path.equals("repository/lifecycle");
        assertThat(change.path("action").asText())
            .as(address)
            .isEqualTo(document ? "replace" : "update");
        List<String> attributes =
            document ? Aws.texts(change.path("replacedBecause"), "") : changed(address, change);
        if (attributes.isEmpty()) {
          tagged++;
        } else {
          hardened.put(path, attributes);
        }
      }
    }
    assertThat(hardened).isEqualTo(HARDENED);
    assertThat(tagged).isEqualTo(21);
  }

  /** What a plan of a stack changes; the next one reads outputs that only a deploy writes. */
  private static JsonNode changesOf(String stack) {
    JsonNode plan = run("plan", stack, "--local", "--json").exits(4).json();
    run("deploy", stack, "--local", "--yes").exits(0);
    return plan.at("/stacks/0/changes");
  }

  /** Attributes that change, without new tags. */
  private static List<String> changed(String address, JsonNode change) {
    Set<String> changed = new TreeSet<>();
    for (JsonNode attribute : change.path("attributes")) {
      String path = attribute.path("path").asText();
      if (path.matches("tags(_all)?\\..*")) {
        assertThat(attribute.path("before").asText()).as(address).isEqualTo("(none)");
      } else {
        changed.add(path.replaceFirst("[.\\[].*", ""));
      }
    }
    return List.copyOf(changed);
  }

  /** Construct paths in the lines that begin with a word. */
  private static List<String> paths(Result result, String word) {
    return result.lines().stream()
        .filter(line -> line.startsWith("  " + word + ": "))
        .map(line -> line.substring(word.length() + 4).replaceFirst(" .*", ""))
        .toList();
  }

  @Test
  @Order(7)
  void the_written_commands_delete_the_old_stack_and_keep_its_resources() throws IOException {
    Map<String, List<String>> ids = ids();
    ids.forEach((kind, all) -> assertThat(all).containsAll(idsBefore.get(kind)));
    Map<String, String> secrets = aws.secretValues();
    List<String> rules = aws.admitted("v1-orcha-");
    List<String> said = new ArrayList<>();
    for (String commands : commands(adoptions().resolve("orcha/prod/Orcha.retain.md"))) {
      said.add(
          aws.script(
              adoptions().resolve("orcha/prod"),
              "v1-orcha-pipeline-artifacts-700558745280",
              commands));
    }
    assertThat(said).hasSize(5);
    assertThat(said.get(1).strip()).isEqualTo("[]");
    assertThat(said.get(3).strip()).isEqualTo("0");
    assertThat(aws.json("cloudformation describe-stacks").path("Stacks")).isEmpty();
    assertThat(ids()).isEqualTo(ids);
    assertThat(aws.secretValues()).isEqualTo(secrets);
    assertThat(aws.admitted("v1-orcha-")).isEqualTo(rules).isNotEmpty();
    assertThat(Aws.texts(aws.json("logs describe-log-groups").path("logGroups"), "/logGroupName"))
        .contains("/v1-orcha/legacy");
  }

  /** The shell blocks of a document. */
  private static List<String> commands(Path markdown) throws IOException {
    return Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(markdown))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** Stack and address of each entry of the adoption files. */
  private static List<String> adopted() throws IOException {
    List<String> adopted = new ArrayList<>();
    for (String layer : LAYERS) {
      String stack = "orcha/prod/" + layer;
      Files.readString(adoptions().resolve(stack + ".yaml"))
          .lines()
          .takeWhile(line -> !line.startsWith("open:"))
          .filter(line -> line.startsWith("  - address: "))
          .forEach(line -> adopted.add(stack + " " + line.substring("  - address: ".length())));
    }
    return adopted;
  }

  /** Ids of the resources in AWS, without state buckets. */
  private static Map<String, List<String>> ids() {
    Map<String, List<String>> ids = new TreeMap<>();
    ids.put("vpcs", Aws.texts(aws.json("ec2 describe-vpcs").path("Vpcs"), "/VpcId"));
    ids.put(
        "databases",
        Aws.texts(aws.json("rds describe-db-instances").path("DBInstances"), "/DbiResourceId"));
    ids.put(
        "buckets",
        Aws.texts(aws.json("s3api list-buckets").path("Buckets"), "/Name").stream()
            .filter(name -> !name.contains("terraform-state"))
            .toList());
    ids.put("queues", Aws.texts(aws.json("sqs list-queues").path("QueueUrls"), ""));
    ids.put(
        "secrets", Aws.texts(aws.json("secretsmanager list-secrets").path("SecretList"), "/ARN"));
    ids.put(
        "balancers",
        Aws.texts(
            aws.json("elbv2 describe-load-balancers").path("LoadBalancers"), "/LoadBalancerArn"));
    assertThat(ids.values()).noneMatch(List::isEmpty);
    return ids;
  }

  private static Map<String, String> physicalIds() {
    Map<String, String> ids = new TreeMap<>();
    for (JsonNode each :
        aws.json("cloudformation list-stack-resources --stack-name Orcha")
            .path("StackResourceSummaries")) {
      ids.put(each.path("LogicalResourceId").asText(), each.path("PhysicalResourceId").asText());
    }
    return ids;
  }
}
