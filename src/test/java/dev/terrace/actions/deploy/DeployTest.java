package dev.terrace.actions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.config.Target;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.Outcome;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.support.AskedUi;
import dev.terrace.support.FakeTerraform;
import dev.terrace.terraform.Interrupts;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commands a deploy of two stacks starts, with a program for Terraform. */
final class DeployTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "test");
  private static final StackId NETWORK = SHOP.stack("network");
  private static final StackId DATA = SHOP.stack("data");
  private static final String CHANGE =
      """
      {"resource_changes": [{"address": "aws_vpc.vpc1", "mode": "managed", "type": "aws_vpc",
        "change": {"actions": ["update"], "before": {"tags": {}}, "after": {"tags": {"a": "b"}}}}]}""";

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final FolderLocks locks = new FolderLocks("./terrace deploy shop/test");
  private final List<Integer> atWork = new ArrayList<>();
  private FakeTerraform fake;

  @BeforeEach
  void begin() {
    fake = new FakeTerraform(folder.resolve("bin"));
    fake.holds(
        FakeTerraform.state("one", 7, 1)
            .replace(
                "\"outputs\": {}",
                "\"outputs\": {\"vpc\": {\"value\": \"v\", \"type\": \"string\"}}"));
  }

  @AfterEach
  void end() {
    locks.close();
  }

  @Test
  void an_unchanged_stack_is_read_and_planned_once() throws IOException {
    DeployResult result = deploy("");

    assertThat(result.stacks())
        .extracting(DeployResult.StackResult::outcome)
        .containsExactly(Outcome.UNCHANGED, Outcome.UNCHANGED);
    for (String stack : List.of("shop-test-network", "shop-test-data")) {
      assertThat(fake.calls(stack)).containsExactly("init -json", "state pull", "plan -json");
    }
    assertThat(result.outputs().get(DATA).get("vpc").value().asText()).isEqualTo("v");
    assertThat(planFiles()).isEmpty();
  }

  @Test
  void a_plan_made_ahead_counts_no_longer_once_something_is_applied() throws IOException {
    fake.plans("shop-test-network", CHANGE);

    DeployResult result = deploy("y");

    assertThat(result.stacks())
        .extracting(DeployResult.StackResult::outcome)
        .containsExactly(Outcome.APPLIED, Outcome.UNCHANGED);
    List<String> calls = fake.allCalls();
    int applied = calls.indexOf("shop-test-network: apply -json");
    assertThat(applied).isNotNegative();
    assertThat(calls.subList(applied, calls.size()))
        .as("the plan and the second plan")
        .filteredOn("shop-test-data: plan -json"::equals)
        .hasSize(2);
    assertThat(planFiles()).isEmpty();
  }

  @Test
  void no_terraform_is_at_work_while_the_user_is_asked_and_no_plan_is_left() throws IOException {
    fake.plans("shop-test-network", CHANGE);
    fake.plansTogether(2);
    fake.isSlowIn("shop-test-data");

    DeployResult result = deploy("n");

    assertThat(atWork).containsExactly(0);
    assertThat(result.stacks())
        .extracting(DeployResult.StackResult::outcome)
        .containsExactly(Outcome.DECLINED, Outcome.NOT_STARTED);
    assertThat(planFiles()).isEmpty();
  }

  private List<Path> planFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(each -> each.toString().endsWith(".tfplan")).toList();
    }
  }

  private DeployResult deploy(String answer) throws IOException {
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    AskedUi ui =
        new AskedUi(
            new Console(stream, stream, true, false),
            () -> {
              atWork.add(fake.atWork());
              return answer;
            });
    RunContext run = new RunContext(fake.project(folder), ui, new Interrupts(), locks);
    List<Stack> stacks =
        List.of(
            stack(NETWORK, "{\"output\": {\"vpc\": {\"value\": \"v\"}}}", List.of()),
            stack(
                DATA,
                """
                {"data": {"terraform_remote_state":
                   {"cross-stack-reference-input-shop-test-network": {"backend": "s3"}}},
                 "locals": {"vpc":
                   "${data.terraform_remote_state.cross-stack-reference-input-shop-test-network.outputs.vpc}"}}""",
                List.of(NETWORK)));
    Selection selection = new Selection(List.of(), List.of(Target.parse("shop/test")));
    return new Deploy(run, Confirmation.of(ui, false, "deploy"), (stack, plan) -> {})
        .run(
            new Deploy.Request(
                new DeployContext(DeployTarget.real(run), new Synthesis(selection, stacks)),
                2,
                true));
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
