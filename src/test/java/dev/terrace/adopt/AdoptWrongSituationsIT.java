package dev.terrace.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong usage of {@code adopt} with the real tools: each case ends with a message that says what to
 * do, and nothing is written. Finally adopts a VPC by its id.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdoptWrongSituationsIT {
  private static final String NETWORK = "alva/staging/network";
  private static final String VPC = "aws_vpc.network_vpc_4E8F0223";
  private static final String SUBNET = "aws_subnet.network_public-us-east-1a_25D5F5CE";
  private static final String TABLE_A = "aws_route_table.network_app-us-east-1a-routes_5E45D0FD";
  private static final String TABLE_B = "aws_route_table.network_app-us-east-1b-routes_D7F92338";
  private static final String SECRET = "aws_secretsmanager_secret.secrets_cookie-secret_E6A9704E";
  private static final String DEFAULT_GROUP = "aws_default_security_group.*";
  private static final String BUCKET = "alva-terraform-state";
  private static final String STATE_KEY = "alva/staging/network.tfstate";

  @TempDir private static Path folder;

  private final Launcher terrace = new Launcher();
  private Aws aws;
  private Path adoptions;
  private String vpc;
  private String otherVpc;
  private String subnet;

  @BeforeAll
  void create_a_vpc_by_hand() throws IOException {
    terrace.run("backend", "bootstrap", "alva/staging", "--local").exits(0);
    aws = new Aws(terrace, "us-east-1");
    vpc = aws.json("ec2 create-vpc --cidr-block 10.20.0.0/16").at("/Vpc/VpcId").asText();
    otherVpc = aws.json("ec2 create-vpc --cidr-block 10.1.0.0/16").at("/Vpc/VpcId").asText();
    subnet =
        aws.json(
                "ec2 create-subnet --availability-zone us-east-1a --cidr-block 10.20.0.0/24"
                    + " --vpc-id "
                    + vpc)
            .at("/Subnet/SubnetId")
            .asText();
    adoptions = Files.createDirectories(folder.resolve("adoptions"));
  }

  @AfterAll
  void stop() {
    terrace.close();
  }

  @AfterEach
  void remove_adoption_files() throws IOException {
    try (Stream<Path> files = Files.walk(adoptions)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  static Stream<Arguments> sources() {
    String topic =
        "{'version': 4, 'resources': [{'mode': 'managed', 'type': 'aws_sns_topic', 'name': 't',"
            + " 'instances': [{'attributes': {'arn': 'arn:aws:sns:%s:%s:t'}}]}]}";
    return Stream.of(
        arguments(
            "{'version': 4, 'resources': [{'mode'",
            "the state ends in the middle (truncated?): fetch it again"),
        arguments(
            "{'version': 5}",
            "the state is of format version 5, newer than the 4 that is understood here"),
        arguments(
            topic.formatted("us-east-1", "999999999999"),
            "the existing resources are in account 999999999999, but the credentials are for"
                + " account 123456789012: use other credentials, or another source"),
        arguments(
            topic.formatted("eu-west-3", "123456789012"),
            "the existing resources are in region eu-west-3, but the stacks are for us-east-1: use"
                + " another target, or another source"));
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("sources")
  void a_state_that_cannot_be_adopted_from_is_named(String state, String message)
      throws IOException {
    Path file = Files.writeString(folder.resolve("old.tfstate"), state.replace('\'', '"'));

    refuses(2, message, "plan", NETWORK, "--from-state", file.toString());
  }

  @Test
  @Order(2)
  void a_missing_source_is_named() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.writeString(root.resolve("main.tf"), "terraform {\n  backend \"s3\" {}\n}\n");
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("template.json"), "{\"Resources\": ");
    Files.writeString(broken.resolve("resources.json"), "{\"StackResourceSummaries\": []}");

    refuses(2, "missing source: --from-state FILE|DIR", "plan", NETWORK);
    refuses(2, "does not exist; give a state file", "plan", NETWORK, "--from-state", "/nowhere");
    refuses(
        2,
        "its state cannot be pulled; is it a Terraform root in which you ran 'terraform init'?",
        "plan",
        NETWORK,
        "--from-state",
        root.toString());
    refuses(
        2,
        empty + ": is not a Terraform root: it contains no .tf file",
        "plan",
        NETWORK,
        "--from-state",
        empty.toString());
    refuses(
        2,
        "stack Orcha cannot be read in us-east-1",
        "plan",
        NETWORK,
        "--from-cloudformation",
        "Orcha");
    refuses(2, "template.json", "plan", NETWORK, "--from-cloudformation", empty + "/");
    refuses(
        2,
        "template of broken:1: is neither JSON nor YAML: ",
        "plan",
        NETWORK,
        "--from-cloudformation",
        broken + "/");
    refuses(2, "/nowhere/ids.yaml", "plan", NETWORK, "--from-ids", "/nowhere/ids.yaml");
  }

  @Test
  @Order(3)
  void a_target_that_is_not_one_environment_is_refused() {
    refuses(
        2,
        "target 'alva/*' matches 2 environments; adopt one at a time",
        "plan",
        "alva/*",
        "--from-state",
        "x");
    refuses(2, "alva/nowhere", "plan", "alva/nowhere", "--from-state", "x");
    refuses(
        2,
        "there is no adoption file for alva/staging/network in adoptions/; './terrace adopt plan'"
            + " writes them",
        "apply",
        NETWORK,
        "--yes");
  }

  @Test
  @Order(4)
  void every_problem_of_a_file_of_ids_is_reported_with_its_line() throws IOException {
    Path ids =
        ids(
            """
            network/vpcs: vpc-1
            network/vpc: {id: vpc-1, type: aws_subnet}
            network/public-us-east-1a: subnet-1
            network/public-us-east-1b: subnet-1
            """);

    Launcher.Result refused =
        refuses(2, ids + ":1 network/vpcs: is neither", "plan", NETWORK, "--from-ids", ids + "");

    assertThat(refused.errors())
        .contains(
            ids + ":2 network/vpc: is of type aws_vpc, the file says aws_subnet",
            ids
                + ":4 network/public-us-east-1b: has the id subnet-1, which"
                + " 'network/public-us-east-1a' also has");
  }

  @Test
  @Order(5)
  void manual_entries_are_validated_before_anything_is_planned() throws IOException {
    adoption(
        "network",
        """
        adopt:
          - {address: aws_vpc.gone, source: ids mine, from: v, import: vpc-1}
          - {address: %1$s, source: nowhere, from: v, import: vpc-1}
          - {address: %2$s, source: ids mine, from: s, import: subnet-1, sure: certainly}
        leave: [%2$s, aws_eip.gone]
        other: {}
        """
            .formatted(VPC, SUBNET));

    Launcher.Result refused =
        refuses(
            2,
            "adopt[0].address: is not a resource of alva/staging/network",
            "apply",
            NETWORK,
            "--yes");

    assertThat(refused.errors())
        .contains("adopt[1].source: must be 'state PATH', 'cloudformation STACK' or 'ids FILE'")
        .contains("adopt[2].sure: must be exact, identity, implied, name tag or hand")
        .contains("leave[0]: also has an entry under 'adopt': keep one")
        .contains("leave[1]: is not a resource of alva/staging/network")
        .contains("other: is not a known key; known keys: adopt, leave, open");
  }

  @Test
  @Order(6)
  void two_stacks_cannot_adopt_the_same_resource() throws IOException {
    String entry = "adopt: [{address: %s, source: ids mine, from: r, import: deployer}]\n";
    adoption("platform", entry.formatted("aws_iam_role.admin_execution-role_E50E6D00"));
    adoption("delivery", entry.formatted("aws_iam_role.deploy-role_94C806C7"));

    refuses(
        2,
        "two stacks adopt the aws_iam_role with the import id deployer:"
            + " aws_iam_role.admin_execution-role_E50E6D00 of alva/staging/platform, and"
            + " aws_iam_role.deploy-role_94C806C7 of alva/staging/delivery; remove it from one of"
            + " the adoption files",
        "apply",
        "alva/staging/delivery",
        "--yes");
  }

  @Test
  @Order(7)
  void an_id_that_does_not_exist_is_named_with_its_entry() throws IOException {
    byHand(entry(VPC, "vpc-00000000000000000"));

    refuses(
        1,
        "adoptions/alva/staging/network.yaml: "
            + VPC
            + " has the import id vpc-00000000000000000, which does not exist in this account and"
            + " region: correct it, or remove the entry\n"
            + "  Nothing was changed.",
        "apply",
        NETWORK,
        "--yes");
  }

  @Test
  @Order(8)
  void a_vpc_of_another_range_would_be_replaced_and_is_never_adopted() throws IOException {
    byHand(entry(VPC, otherVpc));

    assertThat(atTheGate())
        .contains(
            "  blocked: network/vpc ("
                + VPC
                + ") would be replaced, because of cidr_block is \"10.1.0.0/16\", the configuration"
                + " says \"10.20.0.0/16\"");
  }

  @Test
  @Order(9)
  void an_overwritten_setting_must_be_accepted() throws IOException {
    byHand(entry(VPC, vpc));

    assertThat(atTheGate())
        .contains(
            "  not accepted: network/default-security-group"
                + " (aws_default_security_group.network_default-security-group_F40826B8): would"
                + " overwrite a setting of "
                + VPC
                + " that no entry describes: give its import id by hand, or accept it");
  }

  @Test
  @Order(10)
  void an_old_state_that_a_newer_provider_wrote_is_refused() throws IOException {
    Path old = folder.resolve("newer.tfstate");
    Files.writeString(
        old,
        """
        {"version": 4, "resources": [{"mode": "managed", "type": "aws_vpc", "name": "v", "instances":
          [{"schema_version": 99, "attributes": {"id": "%s"}}]}]}
        """
            .formatted(vpc));
    adoption(
        "network", "adopt: [{address: " + VPC + ", source: state " + old + ", from: aws_vpc.v}]\n");

    refuses(1, "newer provider version", "apply", NETWORK, "--yes");
  }

  @Test
  @Order(11)
  void a_missing_address_in_the_old_state_is_named() throws IOException {
    Path old = folder.resolve("gone.tfstate");
    Files.writeString(old, "{\"version\": 4, \"resources\": []}");
    adoption(
        "network", "adopt: [{address: " + VPC + ", source: state " + old + ", from: aws_vpc.v}]\n");

    refuses(
        2,
        VPC + " comes from aws_vpc.v, which state gone.tfstate does not contain",
        "apply",
        NETWORK,
        "--yes");
  }

  @Test
  @Order(12)
  void a_second_adoption_at_the_same_time_is_refused() throws IOException {
    byHand(entry(VPC, vpc));
    Path lock = terrace.stateFolder().resolve("local/adopt/lock");

    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      channel.lock();
      List<String> before = everything();
      // A lock of this JVM is none for a command in it.
      Launcher.Result refused =
          terrace.launch(variables(), "adopt", "apply", NETWORK, "--yes", "--local").exits(1);
      assertThat(refused.errors()).contains("another './terrace adopt' is running in ");
      assertThat(everything()).isEqualTo(before);
    }
  }

  @Test
  @Order(13)
  void a_locked_state_is_reported_before_the_first_state_is_written() throws IOException {
    byHand(entry(VPC, vpc));
    String lock = STATE_KEY + ".tflock";
    Path info = folder.resolve("lock.json");
    Files.writeString(
        info,
        """
        {"ID": "6ea2a2ba-4ee6-5d5b-8ea4-a1c8d71b2c11", "Operation": "OperationTypeApply", "Info": "",
         "Who": "ann@laptop", "Version": "1.11.4", "Created": "2026-01-31T10:00:00Z", "Path": "x"}
        """);
    aws.call("s3api", "put-object", "--bucket", BUCKET, "--key", lock, "--body", info.toString());

    refuses(
        1,
        "alva/staging/network: its state is locked by ann@laptop since 2026-01-31 10:00:00 UTC"
            + " (apply).\n"
            + "  Wait for them to finish. If that run was killed, release the lock: ./terrace"
            + " backend unlock alva/staging --local\n"
            + "  Nothing was changed.",
        "apply",
        NETWORK,
        "--yes",
        "--accept",
        "aws_vpc.*",
        "--accept",
        DEFAULT_GROUP);

    aws.call("s3api", "delete-object", "--bucket", BUCKET, "--key", lock);
  }

  @Test
  @Order(14)
  void a_route_table_cannot_have_two_owners() throws IOException {
    String table =
        aws.json("ec2 create-route-table --vpc-id " + vpc).at("/RouteTable/RouteTableId").asText();
    Path old =
        Files.writeString(
            folder.resolve("table.tfstate"),
            """
            {"version": 4, "resources": [{"mode": "managed", "type": "aws_route_table", "name": "t",
              "instances": [{"schema_version": 0, "attributes": {"id": "%s", "vpc_id": "%s"}}]}]}
            """
                .formatted(table, vpc));
    byHand(
        entry(VPC, vpc),
        "  - {address: " + TABLE_A + ", source: state " + old + ", from: aws_route_table.t}\n",
        entry(TABLE_B, table));

    refuses(
        3,
        "refused, nothing was changed: a resource would have two owners\n  aws_route_table "
            + table
            + ": ",
        "apply",
        NETWORK,
        "--yes",
        "--accept",
        "aws_vpc.*",
        "--accept",
        DEFAULT_GROUP,
        "--accept",
        "aws_route_table.*");
  }

  @Test
  @Order(15)
  void a_missing_secret_is_reported_before_anything_is_planned() throws IOException {
    adoption(
        "data",
        "adopt:\n"
            + entry(SECRET, "arn:aws:secretsmanager:us-east-1:123456789012:secret:gone-AbCdEf"));

    Launcher.Result refused =
        refuses(
            1,
            "some of the secrets, security groups and addresses to adopt do not exist in this"
                + " account and region: correct the source, or the entry.",
            "apply",
            "alva/staging/data",
            "--yes");

    assertThat(refused.errors()).contains("gone-AbCdEf", "\n  Nothing was changed.");
  }

  @Test
  @Order(16)
  void a_vpc_is_adopted_by_its_id_and_more_can_be_added_later() throws IOException {
    Path ids = ids("network/vpc: " + otherVpc + "\n");
    terrace("plan", NETWORK, "--from-ids", ids.toString()).exits(0);
    Path left = terrace.stateFolder().resolve("local/adopt/alva-staging-network/terraform.tfstate");
    Files.writeString(left, "of a run that was killed");
    Files.writeString(ids, "network/vpc: " + vpc + "\n");
    assertThat(terrace("plan", NETWORK, "--from-ids", ids.toString()).exits(0).lines())
        .contains("alva/staging/network: 1 matched, 41 open (0 tied, 0 near, 41 new)");
    assertThat(apply().exits(0).output())
        .contains("1 resources adopted; nothing in AWS was changed.");

    Files.writeString(ids, "network/public-us-east-1a: " + subnet + "\nnetwork/vpc: " + vpc + "\n");
    terrace("plan", NETWORK, "--from-ids", ids.toString()).exits(0);
    assertThat(apply().exits(0).output())
        .contains("1 resources adopted; nothing in AWS was changed.");
    assertThat(apply().exits(0).output()).contains("Nothing is left to adopt.");
    assertThat(terrace("status", NETWORK).exits(0).lines())
        .contains("alva/staging/network: 2 of 2 adopted, 40 open");
  }

  @Test
  @Order(17)
  void a_deployed_resource_cannot_become_another_one() throws IOException {
    byHand(entry(VPC, otherVpc));

    refuses(
        2,
        VPC + " is already deployed as " + vpc + ", but the entry assigns " + otherVpc,
        "apply",
        NETWORK,
        "--yes");
  }

  /** The result of the gate if only changes of the VPC are accepted. */
  private List<String> atTheGate() {
    return refuses(
            3, "refused, nothing was changed", "apply", NETWORK, "--yes", "--accept", "aws_vpc.*")
        .lines();
  }

  private Launcher.Result apply() {
    return terrace("apply", NETWORK, "--yes", "--accept", "aws_vpc.*", "--accept", DEFAULT_GROUP);
  }

  private static String entry(String address, String id) {
    return "  - {address: "
        + address
        + ", source: ids mine, from: "
        + id
        + ", import: "
        + id
        + "}\n";
  }

  private void byHand(String... entries) throws IOException {
    adoption("network", "adopt:\n" + String.join("", entries));
  }

  private void adoption(String layer, String text) throws IOException {
    Path file = adoptions.resolve("alva/staging/" + layer + ".yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Path ids(String text) throws IOException {
    return Files.writeString(folder.resolve("ids.yaml"), text);
  }

  /** Requires the exit code and the message, and unchanged states and adoption files. */
  private Launcher.Result refuses(int exitCode, String message, String... words) {
    List<String> before = everything();
    Launcher.Result result = terrace(words).exits(exitCode);
    assertThat(result.errors()).contains(message).doesNotContain("not expected");
    assertThat(everything()).isEqualTo(before);
    return result;
  }

  private List<String> everything() {
    List<String> all = new ArrayList<>();
    JsonNode objects = aws.json("s3api list-objects-v2 --bucket " + BUCKET).path("Contents");
    objects.forEach(
        object -> {
          if (object.path("Key").asText().endsWith(".tfstate")) {
            all.add(object.path("Key").asText() + " " + object.path("ETag").asText());
          }
        });
    try (Stream<Path> files = Files.walk(adoptions)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.add(file + " " + Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private Launcher.Result terrace(String... words) {
    List<String> command = new ArrayList<>(List.of("./terrace", "adopt"));
    command.addAll(List.of(words));
    command.add("--local");
    return terrace.run(variables(), command);
  }

  private Map<String, String> variables() {
    return Map.of("TERRACE_ADOPTIONS", adoptions.toString());
  }
}
