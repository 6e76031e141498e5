package dev.terrace.actions.deploy.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.actions.deploy.Deploy;
import dev.terrace.actions.deploy.DeployResult;
import dev.terrace.actions.deploy.NotPlanned;
import dev.terrace.actions.deploy.PlanStacks;
import dev.terrace.actions.guard.StackGuard;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.config.Target;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.Outcome;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.support.AskedUi;
import dev.terrace.support.FakeTerraform;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Journal;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plan and deploy do after an apply that was interrupted, with a program for Terraform. */
final class KilledApplyRecoveryTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "test");
  private static final String STATE =
      """
      {"version": 4, "terraform_version": "1.11.4", "serial": 7, "lineage": "one", "outputs": {}, \
      "resources": [
        {"mode": "managed", "type": "aws_db_instance", "name": "cut_off",
         "instances": [{"status": "tainted", "attributes": {"id": "db"}}]}]}
      """;
  private static final String REFUSED =
      """
      {"mode": "managed", "type": "aws_cloudwatch_log_group", "name": "refused",
       "instances": [{"status": "tainted", "attributes": {"id": "group"}}]}""";

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final FolderLocks locks = new FolderLocks("./terrace deploy shop/test");
  private final List<String> asked = new ArrayList<>();
  private String answer = "yes";
  private FakeTerraform fake;
  private RunContext run;
  private List<Stack> stacks;

  @BeforeEach
  void begin() throws IOException {
    fake = new FakeTerraform(folder.resolve("bin"));
    fake.holds(STATE);
    Map<String, String> shell = new TreeMap<>(fake.shell());
    shell.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1"); // where nothing listens
    shell.put("AWS_ACCESS_KEY_ID", "id");
    shell.put("AWS_SECRET_ACCESS_KEY", "secret");
    Project given = fake.project(folder);
    Project project = new Project(given.home(), given.state(), given.environments(), shell);
    Console console =
        new Console(System.out, new PrintStream(said, true, StandardCharsets.UTF_8), true, false);
    run = new RunContext(project, new AskedUi(console, () -> answer), new Interrupts(), locks);
    stacks =
        List.of(
            stack(
                SHOP.stack("data"),
                """
                {"provider": {"aws": [{"region": "us-west-2"}]}, "resource": {
                  "aws_db_instance": {"cut_off": {"identifier": "db"}},
                  "aws_cloudwatch_log_group": {"refused": {"name": "group"}},
                  "aws_vpc": {"asked": {"cidr_block": "10.0.0.0/16"}},
                  "aws_ecr_repository": {"made": {"name": "shop/made"}, "begun": {"name": "shop/begun"}},
                  "aws_s3_bucket_policy": {"again": {"bucket": "b"}}}}"""));
  }

  @AfterEach
  void end() {
    locks.close();
  }

  @Test
  void a_plan_says_what_was_cut_off_and_what_aws_has_and_changes_nothing() throws IOException {
    interrupted(
        start("aws_db_instance.cut_off")
            + error("aws_db_instance.cut_off", "waiting for create: context canceled")
            + start("aws_ecr_repository.made")
            + complete("aws_ecr_repository.made", "shop/made")
            + start("aws_ecr_repository.begun")
            + start("aws_s3_bucket_policy.again"));
    fake.lacks("aws_ecr_repository.begun");

    PlanStacks.Result result = plan();

    assertThat(result.stopped()).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(
            """
            warning: shop/test/data: an earlier deploy was interrupted; what it created or was creating:
              in AWS, imported: aws_ecr_repository.made, shop/made
              in AWS, kept and not replaced: aws_db_instance.cut_off
              not in AWS, created: aws_ecr_repository.begun
              created again: aws_s3_bucket_policy.again
              Nothing was changed. A deploy does what this plan shows: ./terrace deploy shop/test/data
            """);
    assertThat(fake.plannedImports())
        .isEqualTo(
            Json.parse(
                "{\"import\": [{\"to\": \"aws_ecr_repository.made\", \"id\": \"shop/made\"}]}"));
    assertThat(fake.plannedState().orElseThrow()).doesNotContain("tainted").contains("\"db\"");
    assertThat(fake.planned().at("/terraform/backend").fieldNames())
        .toIterable()
        .as("the plan cannot reach the state")
        .containsExactly("local");
    assertThat(fake.held()).isEqualTo(STATE);
    assertThat(calls()).doesNotContain("untaint", "apply");
    assertThat(working().resolve("applying")).exists();
    assertThat(working().resolve("terrace_recovery.tf.json")).doesNotExist();
    assertThat(working().resolveSibling("shop-test-data.plan")).doesNotExist();
  }

  @Test
  void what_failed_for_another_reason_stays_tainted_in_the_plan() throws IOException {
    fake.holds(STATE.replace("[\n", "[\n" + REFUSED + ",\n"));
    interrupted(
        start("aws_db_instance.cut_off")
            + error("aws_db_instance.cut_off", "waiting for create: context canceled")
            + start("aws_cloudwatch_log_group.refused")
            + error("aws_cloudwatch_log_group.refused", "AccessDenied"));

    plan();

    assertThat(Json.parse(fake.plannedState().orElseThrow()).findValuesAsText("status"))
        .containsExactly("tainted");
    assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("log_group");
  }

  @Test
  void a_stack_whose_leftovers_cannot_be_looked_up_is_not_planned() throws IOException {
    interrupted(start("aws_vpc.asked"));

    PlanStacks.Result result = plan();

    assertThat(result.notPlanned())
        .extracting(NotPlanned::reason)
        .containsExactly(NotPlanned.Reason.FAILED);
    assertThat(result.stopped().orElseThrow())
        .startsWith(
            "shop/test/data: an earlier deploy was interrupted, and AWS cannot be asked for what it"
                + " created: ")
        .endsWith("\n  Nothing was changed.");
  }

  @Test
  void after_an_apply_that_ended_nothing_is_looked_at() {
    plan();

    assertThat(calls()).containsExactly("init", "state", "plan");
    assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("interrupted");
  }

  @Test
  void a_deploy_changes_no_state_before_its_plan_is_agreed_to() throws IOException {
    cutOff();
    answer = "no";

    assertThat(deploy().stacks())
        .extracting(DeployResult.StackResult::outcome)
        .containsExactly(Outcome.DECLINED);

    assertThat(asked).containsExactly("shop/test/data: 1 to change");
    assertThat(fake.held()).isEqualTo(STATE);
    assertThat(calls()).containsExactly("init", "state", "init", "plan", "show");
    assertThat(working().resolve("applying")).exists();
  }

  @Test
  void after_the_answer_the_marks_go_and_the_same_plan_is_applied() throws IOException {
    cutOff();

    assertThat(deploy().isClean()).isTrue();

    assertThat(asked).containsExactly("shop/test/data: 1 to change");
    assertThat(calls())
        .containsSubsequence("init", "plan", "show", "untaint", "plan", "show", "apply");
    assertThat(fake.held()).doesNotContain("tainted");
    assertThat(working().resolve("applying")).doesNotExist();
  }

  @Test
  void a_mark_alone_is_removed_after_the_answer() throws IOException {
    cutOff();
    fake.plans("{\"resource_changes\": []}");

    assertThat(deploy().isClean()).isTrue();

    assertThat(asked).containsExactly("shop/test/data: no changes");
    assertThat(fake.held()).doesNotContain("tainted");
    assertThat(calls()).doesNotContain("apply");
    assertThat(working().resolve("applying")).doesNotExist();
  }

  @Test
  void a_plan_that_has_changed_since_the_answer_is_not_applied() throws IOException {
    cutOff();
    fake.plansLater(change("8"));

    assertThat(deploy().stacks())
        .extracting(DeployResult.StackResult::outcome)
        .containsExactly(Outcome.FAILED);

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(
            "error: shop/test/data: the plan is not the one that was shown; nothing but the marks of"
                + " what is kept was changed. Run the same command again.\n");
    assertThat(calls()).doesNotContain("apply");
    assertThat(working().resolve("applying")).exists();
  }

  @Test
  void protections_that_are_lifted_first_do_not_forget_what_was_created() throws IOException {
    interrupted(
        start("aws_ecr_repository.made") + complete("aws_ecr_repository.made", "shop/made"));
    fake.plans(
        """
        {"format_version": "1.2", "resource_changes": [{
          "address": "aws_db_instance.old", "mode": "managed", "type": "aws_db_instance",
          "name": "old", "provider_name": "registry.terraform.io/hashicorp/aws",
          "action_reason": "delete_because_no_resource_config",
          "change": {"actions": ["delete"],
            "before": {"identifier": "old", "deletion_protection": true}, "after": null,
            "after_unknown": {}, "before_sensitive": {}, "after_sensitive": {}}}]}""");

    assertThat(deploy().stacks())
        .extracting(DeployResult.StackResult::outcome)
        .containsExactly(Outcome.FAILED);

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("protections lifted: 1", "the plan has changed while protections were lifted");
    assertThat(Journal.ofKilledApply(working()).orElseThrow().made())
        .containsOnly(Map.entry("aws_ecr_repository.made", "shop/made"));
  }

  private void cutOff() throws IOException {
    interrupted(
        start("aws_db_instance.cut_off")
            + error("aws_db_instance.cut_off", "waiting for create: context canceled"));
    fake.plans(change("7"));
  }

  private static String change(String days) {
    return """
        {"format_version": "1.2", "resource_changes": [{
          "address": "aws_db_instance.cut_off", "mode": "managed", "type": "aws_db_instance",
          "name": "cut_off", "provider_name": "registry.terraform.io/hashicorp/aws",
          "change": {"actions": ["update"], "before": {"backup_retention_period": 0},
            "after": {"backup_retention_period": %s}, "after_unknown": {},
            "before_sensitive": {}, "after_sensitive": {}}}]}"""
        .formatted(days);
  }

  private void interrupted(String log) throws IOException {
    Files.createDirectories(working().resolve("log"));
    Files.writeString(working().resolve("applying"), "");
    Files.writeString(working().resolve("log/apply.jsonl"), log);
  }

  private Path working() {
    return folder.resolve(".terrace/aws/shop-test-data");
  }

  private PlanStacks.Result plan() {
    return new PlanStacks(run.ui(), StackGuard.of(run.project(), true))
        .run(new PlanStacks.Request(context(), 2));
  }

  private DeployResult deploy() {
    return new Deploy(
            run,
            Confirmation.of(run.ui(), false, "deploy"),
            (stack, plan) -> asked.add(stack.id() + ": " + plan.counts()))
        .run(new Deploy.Request(context(), 1, true));
  }

  private DeployContext context() {
    Selection selection = new Selection(List.of(), List.of(Target.parse("shop/test")));
    return new DeployContext(DeployTarget.real(run), new Synthesis(selection, stacks));
  }

  private List<String> calls() {
    return fake.calls().stream().map(call -> call.split(" ", 2)[0]).toList();
  }

  private Stack stack(StackId id, String json) throws IOException {
    Path synthesized = Files.createDirectories(folder.resolve("out").resolve(id.layer()));
    Json.write(synthesized.resolve("cdk.tf.json"), Json.parse(json));
    return new Stack(
        id,
        StackFile.read(synthesized.resolve("cdk.tf.json")),
        synthesized,
        "us-west-2",
        new Backend.S3("states", "us-west-2", Backend.Lock.s3, null),
        List.of());
  }

  private static String start(String address) {
    return hook("apply_start", address, "");
  }

  private static String complete(String address, String id) {
    return hook("apply_complete", address, ",\"id_key\":\"id\",\"id_value\":\"" + id + "\"");
  }

  private static String hook(String type, String address, String more) {
    return "{\"type\":\"%s\",\"hook\":{\"resource\":{\"addr\":\"%s\"},\"action\":\"create\"%s}}\n"
        .formatted(type, address, more);
  }

  private static String error(String address, String summary) {
    return hook("apply_errored", address, "")
        + "{\"@level\":\"error\",\"type\":\"diagnostic\",\"diagnostic\":{\"severity\":\"error\","
        + "\"summary\":\"%s\",\"detail\":\"\",\"address\":\"%s\"}}\n".formatted(summary, address);
  }
}
