package dev.terrace.actions.moves;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.MovesFile;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Launcher;
import dev.terrace.support.Prepared;
import dev.terrace.support.Synthesized;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Proves on a deployed environment that renamed constructs, a resource that changed its stack and a
 * stack that was split in two plan to zero changes, and that an apply of {@code moved} blocks
 * touches nothing in AWS. The states are brought to what they were before the refactoring.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MovesIT {
  private static final String ENVIRONMENT = "alva/staging";
  private static final String DATA = ENVIRONMENT + "/data";
  private static final String NETWORK = ENVIRONMENT + "/network";
  private static final String PLATFORM = ENVIRONMENT + "/platform";
  private static final String OBSERVABILITY = ENVIRONMENT + "/observability";

  private final Path environments =
      ChangedEnvironment.of("alva", "staging", yaml -> yaml + "\n# renamed\n");
  private final Map<String, String> former = new TreeMap<>();
  private Launcher terrace;

  @BeforeAll
  void begin_with_a_deployed_environment_before_the_rename() {
    terrace = Prepared.fork("alva/staging");
    terrace.run("plan", ENVIRONMENT, "--local").exits(0);
    var stack = Synthesized.environment("alva", "staging").stack("data");
    StackFile file = StackFile.of(stack.tree());
    file.resources().keySet().stream()
        .filter(address -> file.constructPath(address).orElse("").startsWith("database/"))
        .forEach(
            address ->
                former.put(
                    address,
                    address
                        .replaceFirst("\\.database_", ".postgres_")
                        .replaceFirst(".{8}$", "0A0B0C0D")));
    former.forEach((now, then) -> terraform("data", "state", "mv", "-no-color", now, then));
    assertThat(former).hasSizeGreaterThan(2);
  }

  @AfterAll
  void stop() {
    terrace.close();
  }

  private Launcher.Result run(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--local", "--environments", environments.toString()));
    return terrace.run(arguments.toArray(String[]::new));
  }

  @Test
  @Order(1)
  void the_whole_subtree_is_found() throws IOException {
    Launcher.Result found = run("moves", DATA).exits(0);

    assertThat(found.lines().get(0)).isEqualTo(DATA + ": " + former.size() + " renamed resources");
    former.forEach((now, then) -> assertThat(found.output()).contains("  " + then + " → "));
    assertThat(Files.readString(MovesFile.path(environments, "alva")).lines())
        .filteredOn(line -> line.startsWith("    to: "))
        .hasSize(former.size());
  }

  @Test
  @Order(2)
  void it_plans_to_moves_alone() {
    JsonNode plan = run("plan", DATA, "--json").exits(4).json();

    assertThat(plan.at("/stacks/0/changes"))
        .hasSize(former.size())
        .allMatch(change -> change.path("action").asText().equals("move"));
    assertThat(run("moves", DATA).exits(0).output()).isEqualTo(DATA + ": no renamed resources\n");
  }

  @Test
  @Order(3)
  void a_deploy_moves_it_and_touches_nothing() {
    Launcher.Result deployed = run("deploy", DATA, "--yes").exits(0);

    assertThat(deployed.errors()).contains(former.size() + " to move");
    assertThat(deployed.lines())
        .last()
        .asString()
        .contains("0 created, 0 changed, 0 replaced, 0 destroyed");
    assertThat(run("plan", DATA).exits(0).output()).contains("no changes");
  }

  @Test
  @Order(4)
  void an_old_entry_goes_once_no_environment_needs_it() throws IOException {
    Path file = MovesFile.path(environments, "alva");
    Files.writeString(
        file, Files.readString(file).replaceAll("since: .*", "since: \"2020-01-31\""));

    assertThat(run("moves", DATA).exits(0).errors())
        .contains(
            " is from 2020-01-31 and stays: the state of alva/production/data was not read\n");
    assertThat(run("moves", "alva/*/data").exits(0).output())
        .contains("environments/alva/moves.yaml: 0 added, " + former.size() + " removed");
    assertThat(file).doesNotExist();
    run("plan", DATA).exits(0);
  }

  @Test
  @Order(5)
  void a_resource_that_changed_its_stack_moves_under_both_locks() {
    String group =
        Synthesized.environment("alva", "staging")
            .stack("data")
            .ofType("aws_db_parameter_group")
            .get(0)
            .address();
    ObjectNode resource = take("data", group, true);
    put("network", resource);

    assertThat(run("moves", ENVIRONMENT).exits(0).output())
        .contains(
            "changed its stack: alva/staging/network %s → alva/staging/data %s\n"
                .formatted(group, group));
    run("moves", ENVIRONMENT, "--between-stacks", "--yes").exits(0);

    assertThat(run("plan", DATA).exits(0).output()).contains("no changes");
    assertThat(run("plan", NETWORK).exits(0).output()).contains("no changes");
    // A run that was killed after the first write has left it in both states.
    put("network", take("data", group, false));
    assertThat(run("moves", ENVIRONMENT, "--between-stacks", "--yes").exits(0).errors())
        .contains("alva/staging/network → alva/staging/data: 1 resource moved");
    assertThat(run("plan", DATA).exits(0).output()).contains("no changes");
    assertThat(run("plan", NETWORK).exits(0).output()).contains("no changes");
  }

  @Test
  @Order(6)
  void a_stack_that_was_split_in_two_gets_its_part_of_the_state() {
    ObjectNode part = (ObjectNode) terraform("observability", "state", "pull").json();
    ObjectNode whole = (ObjectNode) terraform("platform", "state", "pull").json();
    for (JsonNode each : part.path("resources")) {
      if (each.path("mode").asText().equals("managed")) {
        ((ArrayNode) whole.get("resources")).add(each);
      }
    }
    push("platform", whole);
    terrace
        .run(
            terrace.localVariables(),
            List.of(
                "aws",
                "s3api",
                "delete-object",
                "--bucket",
                "alva-terraform-state",
                "--key",
                OBSERVABILITY + ".tfstate"))
        .exits(0);

    Launcher.Result moved = run("moves", ENVIRONMENT, "--between-stacks", "--yes").exits(0);

    assertThat(moved.errors()).contains(PLATFORM + " → " + OBSERVABILITY + ": ");
    JsonNode plan = run("plan", PLATFORM, OBSERVABILITY, "--json").json();
    assertThat(plan.path("stacks")).hasSize(2).allMatch(stack -> stack.path("changes").isEmpty());
    assertThat(terraform("observability", "state", "list").lines())
        .filteredOn(line -> !line.startsWith("data."))
        .hasSize(managed(part));
  }

  private static int managed(JsonNode state) {
    int count = 0;
    for (JsonNode each : state.path("resources")) {
      count += each.path("mode").asText().equals("managed") ? each.path("instances").size() : 0;
    }
    return count;
  }

  private ObjectNode take(String layer, String address, boolean remove) {
    ObjectNode state = (ObjectNode) terraform(layer, "state", "pull").json();
    ArrayNode resources = (ArrayNode) state.get("resources");
    for (int i = 0; i < resources.size(); i++) {
      JsonNode each = resources.get(i);
      if (address.equals(each.path("type").asText() + "." + each.path("name").asText())) {
        if (remove) {
          resources.remove(i);
          push(layer, state);
        }
        return (ObjectNode) each;
      }
    }
    throw new AssertionError(layer + " has no " + address);
  }

  private void put(String layer, ObjectNode resource) {
    ObjectNode state = (ObjectNode) terraform(layer, "state", "pull").json();
    ((ArrayNode) state.get("resources")).add(resource);
    push(layer, state);
  }

  private void push(String layer, ObjectNode state) {
    Path file = terrace.stateFolder().resolve("pushed.tfstate");
    Json.write(file, state.put("serial", state.path("serial").asLong() + 1));
    terraform(layer, "state", "push", file.toString());
  }

  private Launcher.Result terraform(String layer, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "terraform",
                "-chdir=" + terrace.stateFolder().resolve("local/alva-staging-" + layer)));
    command.addAll(List.of(words));
    return terrace.run(terrace.localVariables(), command).exits(0);
  }
}
