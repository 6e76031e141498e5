package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.aws.AwsApi;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.local.LocalVariables;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Running;
import dev.terrace.support.Terrace.Said;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.LockInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The life of one state: in a file, in the bucket, under one lock and another, written over and
 * brought back. The tests tell one story in order: one layer is deployed once.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class StateBackendIT {
  private static final StackId STACK = new EnvironmentId("orcha", "dev").stack("network");
  private static final String NETWORK = STACK.toString();
  private static final String BUCKET = "v1-orcha-dev-terraform-state-700558745280";
  private static final String KEY = "orcha/dev/network.tfstate";
  private static final String REGION = "eu-central-1";
  private static final String TABLE = "orcha-dev-locks";
  private static final String RESTORE = "./terrace backend restore orcha/dev/network --local";
  private static final String DAMAGED =
      NETWORK + ": its state s3://" + BUCKET + "/" + KEY + " is damaged and cannot be read";
  private static final String LOCKED =
      "orcha/dev/network: its state is locked by \\S+@\\S+ since"
          + " \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\(plan\\)\\.\n"
          + "  Wait for them to finish\\. If that run was killed, release the lock:"
          + " \\./terrace backend unlock orcha/dev";

  private static final Terrace TERRACE = new Terrace(Path.of("target/it-state"));

  /** A second machine: a state folder of its own, and the simulation as if it were AWS. */
  private static final Terrace OTHER_MACHINE = new Terrace(Path.of("target/it-state-other"));

  private static Path environments;
  private static AwsApi aws;

  @BeforeAll
  static void begin_with_nothing() {
    TERRACE.run("local", "down");
    TERRACE.run("local", "up");
    String endpoint =
        Json.parse(TERRACE.run("local", "status", "--json").out()).path("endpoint").asText();
    Map<String, String> variables = LocalVariables.of(Map.of(), endpoint);
    aws = new AwsApi(variables);
    environments =
        ChangedEnvironment.of(
            "orcha",
            "dev",
            yaml -> yaml.replace(backend("s3", "s3", null), backend("local", null, null)));
    TERRACE.with("TERRACE_ENVIRONMENTS", environments.toString());
    OTHER_MACHINE.with("TERRACE_ENVIRONMENTS", environments.toString());
    variables.forEach(OTHER_MACHINE::with);
  }

  @AfterAll
  static void leave_nothing() {
    aws.close();
    assertThat(TERRACE.run("local", "down").out()).isEqualTo("stopped, all state discarded\n");
  }

  @Test
  @Order(1)
  void a_state_in_a_file_needs_no_bucket() {
    assertThat(done("backend", "bootstrap", "orcha/dev", "--local").out())
        .isEqualTo(
            "backend 'local': states are files next to the stacks, there is nothing to create\n");
    assertThat(done("deploy", NETWORK, "--local", "--yes").out()).contains("planned again");
    assertThat(stateFile()).exists();
  }

  @Test
  @Order(2)
  void a_state_moves_from_a_file_into_the_bucket_and_is_the_same_there() throws IOException {
    configure("local", null, null, "s3", "dynamodb", TABLE);
    StoredState before = StoredState.parse(Files.readAllBytes(stateFile())).orElseThrow();
    Said migrate = done("backend", "migrate", "orcha/dev", "--local", "--yes");
    Path away = stateFile().resolveSibling("migrated").resolve("orcha-dev-network.tfstate");
    assertThat(migrate.err()).contains("state backend " + BUCKET + ": created\n");
    assertThat(migrate.out())
        .isEqualTo(
            "orcha/dev/network: "
                + before.resources().size()
                + " resources, serial "
                + before.serial()
                + " -> s3://"
                + BUCKET
                + "/"
                + KEY
                + "; the file is now "
                + away
                + "\n");
    assertThat(stored().sameAs(before)).isTrue();
    assertThat(stateFile()).doesNotExist();
    assertThat(StoredState.parse(Files.readAllBytes(away)).orElseThrow().sameAs(before)).isTrue();
    assertThat(done("backend", "migrate", "orcha/dev", "--local", "--yes").out())
        .isEqualTo("s3://" + BUCKET + ": nothing to migrate, lock: dynamodb\n");
  }

  @Test
  @Order(3)
  void a_state_of_another_lineage_in_the_bucket_is_never_overwritten() throws IOException {
    Path folder = Files.createDirectories(TERRACE.state().resolve("elsewhere"));
    Path file = folder.resolve("orcha-dev-network.tfstate");
    StoredState state = stored();
    state.tree().put("lineage", "00000000-0000-0000-0000-000000000000");
    Files.writeString(file, state.text());
    Said migrate =
        TERRACE.run(
            "backend", "migrate", "orcha/dev", "--local", "--yes", "--from", folder.toString());
    assertThat(migrate.exitCode()).isEqualTo(3);
    assertThat(migrate.err())
        .endsWith(
            "error: orcha/dev/network: the bucket already holds another state, of lineage "
                + stored().lineage()
                + " with 38 resources; the file has lineage"
                + " 00000000-0000-0000-0000-000000000000, serial "
                + state.serial()
                + ", 38 resources: "
                + file
                + "\n");
    assertThat(file).exists();
  }

  @Test
  @Order(4)
  void two_deploys_at_once_under_the_lock_table() throws IOException {
    while_a_deploy_runs(
        () -> {
          refuses_a_second_deploy();
          configure("s3", "dynamodb", TABLE, "s3", "both", TABLE);
          Said migrate = TERRACE.run("backend", "migrate", "orcha/dev", "--local", "--yes");
          assertThat(migrate.exitCode()).isEqualTo(3);
          assertThat(migrate.err()).containsPattern("error: " + LOCKED + " --local\n$");
        });
  }

  @Test
  @Order(5)
  void a_changed_lock_is_migrated_before_the_next_deployment() {
    Said deploy = TERRACE.run("deploy", NETWORK, "--local", "--yes");
    assertThat(deploy.exitCode()).isEqualTo(3);
    assertThat(deploy.err())
        .endsWith(
            "error: the states in s3://"
                + BUCKET
                + " are locked by 'dynamodb', but the configuration says 'both': migrate them first"
                + " with ./terrace backend migrate\n");
    assertThat(done("backend", "migrate", "orcha/dev", "--local", "--yes").out())
        .isEqualTo("s3://" + BUCKET + ": lock dynamodb -> both, 1 state read through it\n");
  }

  @Test
  @Order(6)
  void two_deploys_at_once_under_both_locks() throws IOException {
    while_a_deploy_runs(
        () -> {
          refuses_a_second_deploy();
          assertThat(lockFileExists()).isTrue();
          assertThat(items()).contains(BUCKET + "/" + KEY);
        });
  }

  @Test
  @Order(7)
  void the_lock_file_alone_leaves_no_digest_behind() {
    byte[] state = aws.bucket(BUCKET, REGION).read(KEY).orElseThrow();
    putDigest(StateObject.md5(state)); // as a deploy that changes something leaves it
    configure("s3", "both", TABLE, "s3", "s3", null);
    Said migrate = done("backend", "migrate", "orcha/dev", "--local", "--yes");
    assertThat(migrate.out())
        .isEqualTo(
            "s3://"
                + BUCKET
                + ": lock both -> s3, 1 state read through it, 1 leftover digest corrected\n");
    assertThat(migrate.err()).doesNotContain("warning:");
    assertThat(items()).isEmpty();
  }

  @Test
  @Order(8)
  void two_deploys_at_once_under_the_lock_file() throws IOException {
    while_a_deploy_runs(
        () -> {
          refuses_a_second_deploy();
          assertThat(items()).isEmpty();
        });
  }

  @Test
  @Order(9)
  void the_return_to_the_table_corrects_a_stale_digest_and_warns() {
    putDigest("d41d8cd98f00b204e9800998ecf8427e");
    configure("s3", "s3", null, "s3", "dynamodb", TABLE);
    Said migrate = done("backend", "migrate", "orcha/dev", "--local", "--yes");
    assertThat(migrate.err())
        .contains(
            "warning: users who still configure lock 's3' do not see lock 'dynamodb': make sure that"
                + " nobody deploys with it, or migrate to 'both' first\n");
    assertThat(migrate.out())
        .isEqualTo(
            "s3://"
                + BUCKET
                + ": lock s3 -> dynamodb, 1 state read through it, 1 leftover digest"
                + " corrected\n");
    planIsClean();
  }

  @Test
  @Order(10)
  void a_truncated_state_is_restored_as_a_new_version() {
    StoredState good = stored();
    write(good.text().substring(0, 500));
    Said plan = TERRACE.run("plan", NETWORK, "--local");
    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.err())
        .contains(
            NETWORK
                + ": its state s3://"
                + BUCKET
                + "/"
                + KEY
                + " is not what was last written: the digest in the lock table is another one.")
        .contains("restore the one that is right")
        .contains(RESTORE);

    putDigest(StateObject.md5(aws.bucket(BUCKET, REGION).read(KEY).orElseThrow()));
    for (List<String> command :
        List.of(
            List.of("plan", NETWORK),
            List.of("deploy", NETWORK, "--yes"),
            List.of("destroy", NETWORK, "--yes", "--with-data"),
            List.of("output", NETWORK))) {
      Said said = local(command);
      assertThat(said.exitCode()).as(command + said.err()).isEqualTo(1);
      assertThat(said.err())
          .contains("error: " + DAMAGED + "; nothing was changed.\n")
          .contains("could not be parsed as JSON")
          .contains("\n  List the earlier versions and restore one: " + RESTORE + "\n");
    }
    namesTheDamagedState();

    JsonNode versions = versions();
    assertThat(versions.path(0).path("current").asBoolean()).isTrue();
    assertThat(versions.path(0).has("serial")).isFalse();
    JsonNode last = versions.path(1);
    assertThat(last.path("serial").asLong()).isEqualTo(good.serial());
    assertThat(last.path("lineage").asText()).isEqualTo(good.lineage());
    assertThat(last.path("resources").asInt()).isEqualTo(38);

    Said restore = restore("--version", last.path("id").asText(), "--yes");
    assertThat(restore.exitCode()).as(restore.err()).isZero();
    assertThat(restore.err())
        .contains(
            "orcha/dev/network: from no readable state back to serial "
                + good.serial()
                + " (38 resources)\n  38 would be added to the state:\n    + aws_");
    long next = good.serial() + 1;
    assertThat(restore.out())
        .isEqualTo(
            "orcha/dev/network: restored 38 resources of serial "
                + good.serial()
                + ", written as serial "
                + next
                + "\n");
    assertThat(stored().sameAs(good.withSerial(next))).isTrue();
    assertThat(items()).containsExactly(BUCKET + "/" + KEY + "-md5");
    planIsClean();
  }

  @Test
  @Order(11)
  void a_state_with_another_digest_is_restored_as_it_is() {
    StoredState good = stored();
    putDigest("00000000000000000000000000000000");
    Said output = TERRACE.run("output", NETWORK, "--local");
    assertThat(output.exitCode()).isEqualTo(1);
    assertThat(output.err())
        .contains("the digest in the lock table is another one")
        .contains(RESTORE)
        .doesNotContain("update the Digest");

    Said restore = restore("--version", versions().path(0).path("id").asText(), "--yes");
    assertThat(restore.exitCode()).as(restore.err()).isZero();
    assertThat(restore.err())
        .contains(", with its digest corrected, to serial " + good.serial() + " (38 resources)\n");
    assertThat(stored().holdsTheSameAs(good)).isTrue();
    planIsClean();
  }

  @Test
  @Order(12)
  void a_state_of_an_unknown_version_names_restore() {
    StoredState good = stored();
    String unknown = good.text().replaceFirst("\"version\" *: *4", "\"version\": 99");
    write(unknown);
    putDigest(StateObject.md5(unknown.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    Said deploy = TERRACE.run("deploy", NETWORK, "--local", "--yes");
    assertThat(deploy.exitCode()).isEqualTo(1);
    assertThat(deploy.err())
        .contains("error: " + DAMAGED + "; nothing was changed.\n")
        .contains("The state file uses format version 99")
        .contains("List the earlier versions and restore one: " + RESTORE);
    String last = versions().path(1).path("id").asText();
    assertThat(restore("--version", last, "--yes").exitCode()).isZero();
    planIsClean();
  }

  @Test
  @Order(13)
  void a_lock_table_that_was_deleted_is_created_again_by_bootstrap() {
    aws.dynamoDb(REGION)
        .updateTable(request -> request.tableName(TABLE).deletionProtectionEnabled(false));
    aws.dynamoDb(REGION).deleteTable(request -> request.tableName(TABLE));
    Said plan = TERRACE.run("plan", NETWORK, "--local");
    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.err())
        .contains(
            "orcha/dev/network: the lock table "
                + TABLE
                + " does not exist, so the state cannot be locked; nothing was changed.\n"
                + "  Create it again: ./terrace backend bootstrap orcha/dev --local\n")
        .doesNotContain("-lock=false");
    assertThat(done("backend", "bootstrap", "orcha/dev", "--local").out())
        .isEqualTo("state backend " + BUCKET + ": updated\n");
    planIsClean();
  }

  @Test
  @Order(14)
  void versions_differ_by_resources_and_a_deleted_state_is_restored() {
    StoredState good = stored();
    StoredState bad = good.withSerial(good.serial() + 1);
    ((com.fasterxml.jackson.databind.node.ArrayNode) bad.tree().path("resources")).removeAll();
    write(bad.text());
    aws.s3(REGION).deleteObject(request -> request.bucket(BUCKET).key(KEY));
    Said deploy = TERRACE.run("deploy", NETWORK, "--local", "--yes");
    assertThat(deploy.exitCode()).isEqualTo(3);
    assertThat(deploy.err())
        .contains("refused, nothing was changed: its state is empty and had 38 resources")
        .contains(RESTORE);

    Said listed = restore();
    assertThat(listed.exitCode()).isEqualTo(2);
    assertThat(listed.out())
        .containsPattern("\n   1  [0-9: -]+ UTC +deleted +0 bytes  \\S+  \\(current\\)\n")
        .containsPattern("\n   2  [0-9: -]+ UTC  serial \\d+ +0 resources +\\d+ bytes  \\S+\n")
        .containsPattern("\n   3  [0-9: -]+ UTC  serial \\d+ +38 resources +\\d+ bytes  \\S+\n");
    assertThat(listed.err())
        .endsWith(
            "error: there is no terminal to ask at: name one of them with --version ID, and add"
                + " --yes\n");

    String id = versions().path(2).path("id").asText();
    assertThat(restore("--version", id, "--yes").exitCode()).isZero();
    assertThat(stored().sameAs(good.withSerial(bad.serial() + 1))).isTrue();
    planIsClean();
  }

  @Test
  @Order(15)
  void a_version_that_cannot_be_restored_is_refused() {
    JsonNode versions = versions();
    Said unknown = restore("--version", "nowhere", "--yes");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .isEqualTo(
            "error: there is no version 'nowhere' of the state of orcha/dev/network; without"
                + " --version they are listed\n");
    String deletion = // S3 says when in whole seconds: what is of one second has no order
        versions.findParents("deletion").stream()
            .filter(version -> version.path("deletion").asBoolean())
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();
    Said deleted = restore("--version", deletion, "--yes");
    assertThat(deleted.exitCode()).isEqualTo(3);
    assertThat(deleted.err())
        .isEqualTo("error: version " + deletion + " is a deletion and cannot be restored\n");
    String current = versions.path(0).path("id").asText();
    Said same = restore("--version", current, "--yes");
    assertThat(same.exitCode()).isEqualTo(3);
    assertThat(same.err())
        .isEqualTo(
            "error: version " + current + " is the current one: there is nothing to restore\n");
    assertThat(versions()).isEqualTo(versions);
  }

  @Test
  @Order(16)
  void a_lock_of_a_former_kind_is_found_and_released() {
    configure("s3", "dynamodb", TABLE, "s3", "s3", null);
    done("backend", "migrate", "orcha/dev", "--local", "--yes");
    aws.dynamoDb(REGION)
        .putItem(
            request ->
                request
                    .tableName(TABLE)
                    .item(
                        Map.of(
                            "LockID",
                            AttributeValue.fromS(BUCKET + "/" + KEY),
                            "Info",
                            AttributeValue.fromS(
                                "{\"ID\":\"1-2-3\",\"Operation\":\"OperationTypeApply\","
                                    + "\"Who\":\"ann@laptop\","
                                    + "\"Created\":\"2026-01-31T10:00:00.123Z\"}"))));
    String earlier =
        versions().findParents("resources").stream()
            .filter(version -> !version.path("current").asBoolean())
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();
    Said restore = restore("--version", earlier, "--yes");
    assertThat(restore.exitCode()).isEqualTo(3);
    String holder = "ann@laptop since 2026-01-31 10:00:00 UTC (apply)";
    assertThat(restore.err())
        .contains("error: orcha/dev/network: its state is locked by " + holder + ".\n");
    assertThat(lockFileExists()).isFalse();
    Said unlock = done("backend", "unlock", NETWORK, "--local", "--yes");
    assertThat(unlock.err()).isEqualTo("orcha/dev/network: locked by " + holder + "\n");
    assertThat(unlock.out()).isEqualTo("orcha/dev/network: lock released\n");
  }

  @Test
  @Order(17)
  void an_unused_lock_table_is_dropped() {
    assertThat(done("backend", "migrate", "orcha/dev", "--local", "--yes", "--drop-table").out())
        .isEqualTo("table " + TABLE + ": destroyed\n");
    assertThat(aws.dynamoDb(REGION).listTables().tableNames()).doesNotContain(TABLE);
    planIsClean();
  }

  @Test
  @Order(18)
  void a_damaged_state_without_a_file_of_its_environment_is_named_and_restored()
      throws IOException {
    StoredState good = stored();
    write(good.text().substring(0, 500));
    Files.delete(environments.resolve("orcha/dev.yaml"));
    namesTheDamagedState();
    Said output = TERRACE.run("output", "orcha/dev", "--local");
    assertThat(output.exitCode()).isEqualTo(1);
    assertThat(output.err()).contains("error: " + DAMAGED).contains(RESTORE);
    Said destroy = TERRACE.run("destroy", "orcha/dev", "--local", "--yes", "--with-data");
    assertThat(destroy.exitCode()).isEqualTo(3);
    assertThat(destroy.err())
        .isEqualTo(
            "error: refused, nothing was changed: "
                + DAMAGED
                + ".\n  List the earlier versions and restore one: "
                + RESTORE
                + "\n");

    Said restore = restore("--version", versions().path(1).path("id").asText(), "--yes");
    assertThat(restore.exitCode()).as(restore.err()).isZero();
    assertThat(restore.err())
        .contains("See the effect: ./terrace list --deployed " + NETWORK + " --local");
    assertThat(stored().holdsTheSameAs(good)).isTrue();
  }

  @Test
  @Order(19)
  void a_stack_whose_environment_has_no_file_is_listed_read_and_destroyed() {
    String way = "orcha/dev has no file any more; destroy it with: ./terrace destroy orcha/dev";
    Said status = done("local", "status");
    assertThat(status.out()).endsWith("\ndeployed: " + NETWORK + "\n");
    assertThat(status.err()).contains(way + " --local");
    Said list = done("list", "--deployed", "--local");
    assertThat(list.out())
        .containsPattern(
            "\n  " + NETWORK + " +38 resources +serial \\d+ +s3://" + BUCKET + "/" + KEY);
    assertThat(list.err()).contains(way + " --local");
    assertThat(done("output", "orcha/dev", "--local").out()).startsWith(NETWORK + "\n");

    Said destroy = done("destroy", "orcha/dev", "--local", "--yes");
    assertThat(destroy.err())
        .contains(
            "warning: orcha/dev: there is no file of it in "
                + environments
                + ", so its stacks are taken from their states\n");
    assertThat(destroy.out())
        .isEqualTo("1 stack destroyed, 38 resources; nothing is left of them.\n");
    assertThat(stored().resources()).isEmpty();
    assertThat(done("local", "status").out()).endsWith("\nnothing is deployed\n");
  }

  /** Commands that look at every stack go on, and say what they could not read. */
  private static void namesTheDamagedState() {
    String problem =
        "warning: " + DAMAGED + ".\n  List the earlier versions and restore one: " + RESTORE + "\n";
    for (Said said : List.of(done("list", "--deployed", "--local"), done("local", "status"))) {
      assertThat(said.err()).contains(problem);
      assertThat(said.out()).endsWith("no state that can be read holds anything\n");
    }
  }

  private static Said local(List<String> command) {
    List<String> arguments = new java.util.ArrayList<>(command);
    arguments.add("--local");
    return TERRACE.run(arguments.toArray(String[]::new));
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Terraform is stopped while it holds the lock; what follows finds nothing to change. */
  private static void while_a_deploy_runs(Step step) throws IOException {
    Running deploy = TERRACE.start("deploy", NETWORK, "--local", "--yes");
    Terrace.await(
        () -> holder().isPresent() || !deploy.process().isAlive(), "the lock of " + deploy);
    Path pid = TERRACE.state().resolve("local/orcha-dev-network/terraform.pid");
    String terraform = Files.readString(pid).strip();
    signal("-STOP", terraform);
    try {
      assertThat(holder()).as("the lock of the first deploy").isPresent();
      step.run();
    } finally {
      signal("-CONT", terraform);
    }
    Said said = deploy.await();
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out()).endsWith("No changes: 1 stack matches the configuration.\n");
    assertThat(holder()).isEmpty();
  }

  private static void refuses_a_second_deploy() {
    Said second = OTHER_MACHINE.run("deploy", NETWORK, "--yes");
    assertThat(second.exitCode()).as(second.err()).isEqualTo(1);
    assertThat(second.err()).containsPattern("error: " + LOCKED + "\n");
    String lockFile = "/" + STACK.stackName() + "/.terraform.lock.hcl";
    assertThat(OTHER_MACHINE.state().resolve("aws" + lockFile))
        .as("against an account every command compares the provider with its checksum")
        .content()
        .contains("hashes = [");
    assertThat(TERRACE.state().resolve("local" + lockFile)).content().doesNotContain("hashes");
  }

  private static Optional<LockInfo> holder() {
    Backend.S3 s3 = new Backend.S3(BUCKET, REGION, Backend.Lock.both, TABLE);
    try (StateBucket bucket = StateBucket.open(s3, aws).orElseThrow()) {
      return bucket.object(STACK).holder();
    }
  }

  private static void signal(String signal, String pid) throws IOException {
    try {
      new ProcessBuilder("kill", signal, pid).start().waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void putDigest(String md5) {
    aws.table(TABLE, "LockID", REGION).put(BUCKET + "/" + KEY + "-md5", "Digest", md5);
  }

  private static boolean lockFileExists() {
    return aws.bucket(BUCKET, REGION).read(KEY + ".tflock").isPresent();
  }

  private static List<String> items() {
    return aws.table(TABLE, "LockID", REGION).keys();
  }

  private static StoredState stored() {
    return aws.bucket(BUCKET, REGION).read(KEY).flatMap(StoredState::parse).orElseThrow();
  }

  private static void write(String text) {
    aws.s3(REGION)
        .putObject(request -> request.bucket(BUCKET).key(KEY), RequestBody.fromString(text));
  }

  private static JsonNode versions() {
    return Json.parse(
            done("backend", "restore", NETWORK, "--local", "--limit", "5", "--json").out())
        .path("versions");
  }

  private static Said restore(String... options) {
    List<String> arguments =
        new java.util.ArrayList<>(List.of("backend", "restore", NETWORK, "--local"));
    arguments.addAll(List.of(options));
    return TERRACE.run(arguments.toArray(String[]::new));
  }

  private static void planIsClean() {
    done("plan", NETWORK, "--local");
  }

  private static Said done(String... arguments) {
    Said said = TERRACE.run(arguments);
    assertThat(said.exitCode()).as(said.err()).isZero();
    return said;
  }

  private static Path stateFile() {
    return TERRACE.state().resolve("local/orcha-dev-network.tfstate");
  }

  private static void configure(
      String type, String lock, String table, String newType, String newLock, String newTable) {
    Path file = environments.resolve("orcha/dev.yaml");
    try {
      String before = Files.readString(file);
      String after =
          before.replace(backend(type, lock, table), backend(newType, newLock, newTable));
      assertThat(after).isNotEqualTo(before);
      Files.writeString(file, after);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The key {@code backend} of the environment's file; type s3 is inherited. */
  private static String backend(String type, String lock, String table) {
    return type.equals("local")
        ? "backend:\n  type: local\n  bucket: null\n  lock: null\n  dynamodbTable: null\n"
        : "backend:\n  bucket: "
            + BUCKET
            + "\n  lock: "
            + lock
            + "\n  dynamodbTable: "
            + table
            + "\n";
  }
}
