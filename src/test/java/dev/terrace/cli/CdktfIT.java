package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.support.Fixtures;
import dev.terrace.support.Launcher;
import dev.terrace.support.Shipped;
import dev.terrace.support.provider.SharedProvider;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What many users have in their fingers: {@code npx cdktf}, unchanged, against the simulated AWS.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CdktfIT {
  private static final String STACK = "coder-production-network";

  /** Without it cdktf-cli asks the registry for the provider's checksums. */
  private static final String OFFLINE = "--skip-provider-lock";

  /** Instead of the fixtures that the build gives every other command. */
  private static final Map<String, String> SHIPPED =
      Map.of("TERRACE_ENVIRONMENTS", Shipped.ENVIRONMENTS.toAbsolutePath().toString());

  private final Launcher terrace = new Launcher();
  private Map<String, String> variables;

  @BeforeAll
  void start() throws IOException {
    if (!Files.isDirectory(Path.of("node_modules/cdktf-cli"))) {
      terrace.run(Map.of(), List.of("npm", "ci")).exits(0);
    }
    terrace.run("backend", "bootstrap", "coder/production", "--local").exits(0);
    variables = new TreeMap<>(terrace.localVariables());
    variables.putAll(SharedProvider.variables(System.getenv()));
    variables.put("TERRACE_ENVIRONMENTS", oneEnvironment().toString());
  }

  @AfterAll
  void stop() {
    terrace.close();
  }

  /** Each command synthesizes all of them. */
  private static Path oneEnvironment() throws IOException {
    Path folder = Files.createTempDirectory("environments");
    Path file = Path.of("coder", "production.yaml");
    Files.createDirectory(folder.resolve(file).getParent());
    Files.copy(Fixtures.ENVIRONMENTS.resolve(file), folder.resolve(file));
    return folder;
  }

  private Launcher.Result cdktf(String... arguments) {
    List<String> command = new ArrayList<>(List.of("npx", "cdktf"));
    command.addAll(List.of(arguments));
    return terrace.run(variables, command).exits(0);
  }

  @Test
  @Order(1)
  void synth_of_the_shipped_environments_writes_the_same_bytes_as_terrace() throws IOException {
    terrace.run(SHIPPED, List.of("./terrace", "synth")).exits(0);
    Map<Path, String> ours = synthesized();
    for (Path file : ours.keySet()) {
      Files.delete(file);
    }

    Map<String, String> shell = new HashMap<>(variables);
    shell.putAll(SHIPPED);
    terrace.run(shell, List.of("npx", "cdktf", "synth")).exits(0);

    assertThat(ours).hasSizeGreaterThanOrEqualTo(Shipped.ids().size());
    assertThat(synthesized()).isEqualTo(ours);
  }

  /** The stacks of the last synthesis. */
  private static Map<Path, String> synthesized() throws IOException {
    Map<Path, String> stacks = new TreeMap<>();
    for (EnvironmentId id : Shipped.ids()) {
      for (String layer : Systems.named(id.system()).layers()) {
        Path file = Path.of("cdktf.out/stacks", id.stack(layer).stackName(), "cdk.tf.json");
        stacks.put(file, Files.readString(file));
      }
    }
    return stacks;
  }

  @Test
  @Order(2)
  void deploy_applies_a_stack_and_diff_finds_nothing_more() {
    assertThat(cdktf("deploy", STACK, "--auto-approve", OFFLINE).output())
        .contains("Apply complete! Resources: 79 added, 0 changed, 0 destroyed.");
    assertThat(cdktf("diff", STACK, OFFLINE).output()).contains("No changes.");
  }

  @Test
  @Order(3)
  void terrace_goes_on_with_what_cdktf_has_deployed() {
    terrace.run("plan", "coder/production/network", "--local").exits(0);
  }

  @Test
  @Order(4)
  void output_shows_and_destroy_takes_down() {
    assertThat(cdktf("output", STACK).output()).contains("namespace = coder-production.local");
    // cdktf-cli asks for the stacks that read this one, though they are not deployed.
    assertThat(
            cdktf(
                    "destroy",
                    STACK,
                    "--auto-approve",
                    "--ignore-missing-stack-dependencies",
                    OFFLINE)
                .output())
        .contains("Destroy complete! Resources: 79 destroyed.");
  }
}
