package dev.terrace.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.project.OrphanStacks.Orphan;
import dev.terrace.state.StoredState;
import dev.terrace.support.FakeTerraform;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
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

/** Stacks whose environments have no file, and the roots that destroy them. */
final class OrphanStacksTest {
  private static final EnvironmentId GONE = new EnvironmentId("alva", "gone");
  private static final EnvironmentId STAGING = new EnvironmentId("alva", "staging");

  @TempDir private Path folder;
  private final FolderLocks locks = new FolderLocks("./terrace destroy alva/gone");
  private Project project;
  private DeployTarget target;

  @BeforeEach
  void begin() throws IOException {
    FakeTerraform fake = new FakeTerraform(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("environments/alva"));
    Files.writeString(folder.resolve("environments/alva/staging.yaml"), "broken: [");
    project =
        new Project(
            folder, folder.resolve(".terrace"), folder.resolve("environments"), fake.shell());
    PrintStream stream = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    target =
        DeployTarget.real(
            new RunContext(
                project, new Console(stream, stream, false, false), new Interrupts(), locks));
    Files.createDirectories(target.folder());
  }

  @AfterEach
  void end() {
    locks.close();
  }

  @Test
  void a_state_belongs_to_an_orphan_when_no_file_has_its_environments_name() {
    List<EnvironmentId> files = List.of(STAGING);
    assertThat(OrphanStacks.ofKey("alva/gone/data.tfstate", files)).contains(GONE.stack("data"));
    assertThat(OrphanStacks.ofKey("alva/staging/data.tfstate", files)).isEmpty();
    assertThat(OrphanStacks.ofKey("terrace/backend.tfstate", files)).isEmpty();
    assertThat(OrphanStacks.ofKey("alva/gone/data.tfstate.tflock", files)).isEmpty();
  }

  @Test
  void a_file_names_its_stack_even_if_the_environment_has_hyphens() {
    assertThat(OrphanStacks.ofName("coder-blue-green-data"))
        .contains(new EnvironmentId("coder", "blue-green").stack("data"));
    assertThat(OrphanStacks.ofName("coder-data")).isEmpty();
    assertThat(OrphanStacks.ofName("other-gone-data")).isEmpty();
  }

  @Test
  void only_targets_without_any_file_mean_orphans() {
    assertThat(OrphanStacks.areMeant(project, true, List.of("alva/gone"))).isTrue();
    assertThat(OrphanStacks.areMeant(project, true, List.of("alva/gone/data"))).isTrue();
    assertThat(OrphanStacks.areMeant(project, true, List.of("alva/staging"))).isFalse();
    assertThat(OrphanStacks.areMeant(project, true, List.of("alva/*"))).isFalse();
    assertThat(OrphanStacks.areMeant(project, true, List.of())).isFalse();
    assertThat(OrphanStacks.areMeant(project, true, List.of("alva"))).isFalse();
  }

  @Test
  void states_in_files_are_found_and_described_ones_are_left_out() throws IOException {
    Files.writeString(
        target.folder().resolve("alva-gone-data.tfstate"), FakeTerraform.state("one", 3, 2));
    Files.writeString(
        target.folder().resolve("alva-gone-network.tfstate"), FakeTerraform.state("two", 4, 0));
    Files.writeString(
        target.folder().resolve("alva-staging-data.tfstate"), FakeTerraform.state("three", 3, 2));
    OrphanStacks.Found found = OrphanStacks.find(project, target, List.of("alva/gone"));
    assertThat(found.orphans()).extracting(Orphan::stack).containsExactly(GONE.stack("data"));
    assertThat(found.damaged()).isEmpty();
  }

  @Test
  void a_state_that_cannot_be_read_is_found_and_named_with_the_way_out() throws IOException {
    String whole = FakeTerraform.state("one", 3, 2);
    Files.writeString(target.folder().resolve("alva-gone-data.tfstate"), whole);
    Path file = target.folder().resolve("alva-gone-network.tfstate");
    Files.writeString(file, whole.substring(0, whole.length() / 2));
    Files.writeString(target.folder().resolve("alva-gone-platform.tfstate"), "");
    OrphanStacks.Found found = OrphanStacks.find(project, target, List.of("alva/gone"));
    assertThat(found.orphans()).extracting(Orphan::stack).containsExactly(GONE.stack("data"));
    assertThat(found.damaged())
        .extracting(StackStates.Entry::stack)
        .containsExactly(GONE.stack("network"));
    assertThat(OrphanStacks.entries(project, target, List.of("alva/gone")))
        .extracting(StackStates.Entry::stack)
        .containsExactly(GONE.stack("data"), GONE.stack("network"));
    assertThat(StateFaults.damaged(found.damaged().get(0), target))
        .isEqualTo(
            "alva/gone/network: its state "
                + file
                + " is damaged and cannot be read.\n  List the earlier versions and restore one:"
                + " ./terrace backend restore alva/gone/network"
                + target.option());
  }

  @Test
  void a_root_has_the_providers_of_the_state_and_no_resources() {
    List<Stack> stacks =
        OrphanRoot.stacks(
            List.of(orphan(GONE.stack("platform")), orphan(GONE.stack("network"))),
            target,
            folder.resolve("roots"));
    assertThat(stacks)
        .extracting(Stack::id)
        .containsExactly(GONE.stack("network"), GONE.stack("platform"));
    assertThat(stacks.get(1).dependencies()).containsExactly(GONE.stack("network"));
    assertThat(Json.read(stacks.get(0).folder().resolve("cdk.tf.json")))
        .isEqualTo(
            Json.parse(
                """
                {"terraform": {
                   "backend": {"s3": {"bucket": "states", "key": "alva/gone/network.tfstate",
                     "region": "us-west-2", "encrypt": true, "use_lockfile": true}},
                   "required_providers": {"aws": {"source": "hashicorp/aws", "version": "~> 5.100"}}},
                 "provider": {"aws": [{"region": "eu-central-1"},
                   {"alias": "global", "region": "us-east-1"}]}}
                """));
  }

  @Test
  void a_root_has_the_providers_that_were_last_synthesized_here() {
    Json.write(
        target.folder().resolve("alva-gone-network/cdk.tf.json"),
        Json.parse(
            """
            {"provider": {"aws": [{"region": "eu-west-1", "default_tags": [{"tags": {"a": "b"}}]}]},
             "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": "5.100.0"}}},
             "resource": {"aws_vpc": {"vpc": {}}}}
            """));
    Stack stack =
        OrphanRoot.stacks(List.of(orphan(GONE.stack("network"))), target, folder.resolve("roots"))
            .get(0);
    assertThat(stack.region()).isEqualTo("eu-west-1");
    assertThat(stack.file().resources()).isEmpty();
    assertThat(stack.file().awsProvider().at("/default_tags/0/tags/a").asText()).isEqualTo("b");
    assertThat(stack.file().requiredProviders().at("/aws/version").asText()).isEqualTo("5.100.0");
  }

  private static Orphan orphan(StackId stack) {
    StoredState state =
        StoredState.parse(
                """
                {"version": 4, "serial": 1, "lineage": "one", "outputs": {}, "resources": [
                  {"mode": "managed", "type": "aws_vpc", "name": "vpc",
                   "provider": "provider[\\"registry.terraform.io/hashicorp/aws\\"]",
                   "instances": [{"attributes": {"arn": "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1"}}]},
                  {"mode": "managed", "type": "aws_acm_certificate", "name": "cdn",
                   "provider": "provider[\\"registry.terraform.io/hashicorp/aws\\"].global",
                   "instances": [{"attributes": {"arn": "arn:aws:acm:us-east-1:123456789012:certificate/1"}}]},
                  {"mode": "managed", "type": "terraform_data", "name": "x",
                   "provider": "provider[\\"terraform.io/builtin/terraform\\"]", "instances": []}]}
                """)
            .orElseThrow();
    return new Orphan(stack, new Backend.S3("states", "us-west-2", Backend.Lock.s3, null), state);
  }
}
