package dev.terrace.actions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.actions.guard.StackGuard;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.config.Target;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.support.FakeTerraform;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.ui.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a plan of several stacks goes on, with a program for Terraform. */
final class PlanStacksTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "test");
  private static final StackId NETWORK = SHOP.stack("network");
  private static final StackId DATA = SHOP.stack("data");
  private static final String READ =
      "data.terraform_remote_state.cross-stack-reference-input-shop-test-network";

  private static final String DEPLOYED =
      FakeTerraform.state("one", 7, 1)
          .replace(
              "\"outputs\": {}",
              "\"outputs\": {\"vpc\": {\"value\": \"v\", \"type\": \"string\"}}");

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final FolderLocks locks = new FolderLocks("./terrace plan shop/test");
  private FakeTerraform fake;
  private RunContext run;
  private List<Stack> stacks;

  @BeforeEach
  void begin() throws IOException {
    fake = new FakeTerraform(folder.resolve("bin"));
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    Project project = fake.project(folder);
    run =
        new RunContext(project, new Console(stream, stream, false, false), new Interrupts(), locks);
    stacks =
        List.of(
            stack(NETWORK, "{\"output\": {\"vpc\": {\"value\": \"v\"}}}", List.of()),
            stack(
                DATA,
                """
                {"data": {"terraform_remote_state":
                   {"cross-stack-reference-input-shop-test-network": {"backend": "s3"}}},
                 "resource": {"aws_subnet": {"each": {"for_each": "${%s.outputs.vpc}"}}}}"""
                    .formatted(READ),
                List.of(NETWORK)));
  }

  @AfterEach
  void end() {
    locks.close();
  }

  @Test
  void an_output_that_no_state_has_is_unknown_in_a_scratch_copy() throws IOException {
    PlanStacks.Result result = plan("shop/test");

    assertThat(result.stopped()).isEmpty();
    assertThat(result.plans()).extracting(PlanStacks.StackPlan::stack).isEqualTo(stacks);
    assertThat(result.plans().get(1).awaited())
        .extracting(each -> each.describe() + " " + each.uses().get(0))
        .containsExactly("shop/test/network: vpc Use[address=aws_subnet.each, attribute=for_each]");
    assertThat(fake.planned().path("resource").path("aws_subnet").path("each"))
        .isEqualTo(
            Json.parse(
                "{\"for_each\":"
                    + " \"${local.cross-stack-reference-input-shop-test-network.outputs.vpc}\"}"));
    Path working = folder.resolve(".terrace/aws/shop-test-data");
    assertThat(Json.read(working.resolve("cdk.tf.json"))).isEqualTo(stacks.get(1).file().tree());
    assertThat(working.resolveSibling("shop-test-data.plan")).doesNotExist();
  }

  @Test
  void what_terraform_cannot_count_is_named_and_is_no_failure() {
    fake.failsToPlan(
        FakeTerraform.diagnostic(
            "Invalid for_each argument", "The map cannot be determined until apply."));

    PlanStacks.Result result = plan("shop/test/data");

    assertThat(result.stopped()).isEmpty();
    assertThat(result.notPlanned())
        .extracting(NotPlanned::reason)
        .containsExactly(NotPlanned.Reason.NEEDS_APPLIED_VALUES);
    assertThat(result.notPlanned().get(0).message())
        .endsWith("output vpc of shop/test/network (aws_subnet.each: for_each)");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(
            "shop/test/data reads outputs of shop/test/network that are not deployed yet; deploy"
                + " that first: ./terrace deploy shop/test/network");
    assertThat(folder.resolve(".terrace/aws/shop-test-data.plan")).doesNotExist();
  }

  @Test
  void a_stack_after_one_that_failed_is_not_planned() {
    fake.failsToPlan(FakeTerraform.diagnostic("Invalid credentials", "They have expired."));

    PlanStacks.Result result = plan("shop/test");

    assertThat(result.plans()).isEmpty();
    assertThat(result.notPlanned())
        .extracting(NotPlanned::reason)
        .containsExactly(NotPlanned.Reason.FAILED, NotPlanned.Reason.EARLIER_FAILED);
    assertThat(result.stopped().orElseThrow())
        .startsWith("shop/test/network failed")
        .endsWith("shop/test/data reads outputs of shop/test/network, which could not be planned");
  }

  @Test
  void stacks_are_planned_together_where_the_states_have_what_they_read() {
    fake.holds(DEPLOYED);
    plan("shop/test", 1);
    String inSequence = said.toString(StandardCharsets.UTF_8);
    said.reset();
    fake.plansTogether(2);

    PlanStacks.Result result = plan("shop/test", 2);

    assertThat(result.stopped()).isEmpty();
    assertThat(result.plans()).extracting(PlanStacks.StackPlan::stack).isEqualTo(stacks);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualTo(inSequence)
        .isEqualTo(
            """
            [1/2] shop/test/network: planning
            [1/2] shop/test/network: no changes
            [2/2] shop/test/data: planning
            [2/2] shop/test/data: no changes
            """);
    assertThat(fake.calls("shop-test-data.plan")).as("commands in a scratch copy").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_stack_is_planned_with_the_outputs_that_the_plans_before_it_change(int parallel) {
    fake.holds(DEPLOYED);
    fake.plansTogether(parallel);
    fake.plans(
        "shop-test-network",
        """
        {"output_changes": {"vpc": {"actions": ["update"], "before": "v", "after": "w"}},
         "planned_values": {"outputs": {"vpc": {"value": "w", "type": "string"}}}}""");

    PlanStacks.Result result = plan("shop/test", parallel);

    assertThat(result.stopped()).isEmpty();
    assertThat(result.plans()).hasSize(2);
    assertThat(fake.calls("shop-test-data")).contains("state pull").doesNotContain("show -json");
    assertThat(fake.calls("shop-test-data.plan")).containsExactly("plan -json");
    assertThat(fake.planned().path("locals").toString())
        .isEqualTo(
            "{\"cross-stack-reference-input-shop-test-network\":{\"outputs\":{\"vpc\":\"w\"}}}");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            [1/2] shop/test/network: planning
            [1/2] shop/test/network: 1 outputs to change
            [2/2] shop/test/data: planning
            [2/2] shop/test/data: no changes
            """);
  }

  @Test
  void after_ctrl_c_no_further_stack_is_begun() {
    fake.holds(DEPLOYED);
    run.interrupts().interrupt();

    PlanStacks.Result result = plan("shop/test", 2);

    assertThat(result.plans()).isEmpty();
    assertThat(result.notPlanned())
        .extracting(NotPlanned::reason)
        .containsExactly(NotPlanned.Reason.INTERRUPTED, NotPlanned.Reason.INTERRUPTED);
  }

  private PlanStacks.Result plan(String target) {
    return plan(target, 2);
  }

  private PlanStacks.Result plan(String target, int parallel) {
    Synthesis synthesis =
        new Synthesis(new Selection(List.of(), List.of(Target.parse(target))), stacks);
    return new PlanStacks(run.ui(), StackGuard.of(run.project(), true))
        .run(
            new PlanStacks.Request(new DeployContext(DeployTarget.real(run), synthesis), parallel));
  }

  private Stack stack(StackId id, String json, List<StackId> dependencies) throws IOException {
    Path synthesized = Files.createDirectories(folder.resolve("out").resolve(id.layer()));
    Json.write(synthesized.resolve("cdk.tf.json"), Json.parse(json));
    return new Stack(
        id,
        StackFile.read(synthesized.resolve("cdk.tf.json")),
        synthesized,
        "us-west-2",
        new Backend.S3("states", "us-west-2", Backend.Lock.s3, null),
        dependencies);
  }
}
