package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers that write to their mounts alone, and the users that run them. */
class ConfinedContainersTest {

  @Test
  void helpers_of_coder_have_a_read_only_root_and_where_they_write_no_file_no_root() {
    Synthesized coder = Synthesized.environment("coder", "production");
    Set<String> readOnly = new TreeSet<>();
    Set<String> users = new TreeSet<>();
    for (Stack stack : coder.stacks()) {
      stack
          .ofType("aws_ecs_task_definition")
          .forEach(
              task ->
                  task.json("container_definitions")
                      .forEach(
                          container -> {
                            String name = container.path("name").asText();
                            if (container.path("readonlyRootFilesystem").asBoolean()) {
                              readOnly.add(name);
                            }
                            if (container.has("user")) {
                              users.add(name + " as " + container.path("user").asText());
                            }
                          }));
    }
    assertThat(readOnly).containsExactly("database-setup", "fetch-config", "write-config");
    assertThat(users).containsExactly("database-setup as 65534:65534");
  }

  @ParameterizedTest
  @CsvSource({
    "coder, production, key-provisioner, key-provisioner, 'port: 8100'",
    "alva, staging, web, web, 'port: 3000'"
  })
  void a_service_is_confined_as_its_entry_says(
      String system, String environment, String service, String container, String beside) {
    Stack stack =
        Synthesized.changed(
                system,
                environment,
                yaml ->
                    yaml.replace(
                        "    " + beside + "\n",
                        "    "
                            + beside
                            + "\n    container: {user: \"1000:1000\", readOnlyRoot: true, scratch:"
                            + " [/tmp, /home/app/.cache]}\n"))
            .stack("platform");
    Stack.Resource task = stack.at(service + "/task/task-definition");
    JsonNode definition = task.json("container_definitions").path(0);

    assertThat(definition.path("name").asText()).isEqualTo(container);
    assertThat(definition.path("user").asText()).isEqualTo("1000:1000");
    assertThat(definition.path("readonlyRootFilesystem").asBoolean()).isTrue();
    assertThat(definition.path("mountPoints").findValuesAsText("containerPath"))
        .containsExactly("/tmp", "/home/app/.cache");
    assertThat(task.body().path("volume").findValuesAsText("name"))
        .containsExactly("scratch-0", "scratch-1");
    assertThat(stack.at(service + "/service/service").text("enable_execute_command"))
        .as("ECS Exec, which writes to the root file system")
        .isEqualTo("false");
  }

  @Test
  void folders_to_write_to_are_refused_where_every_folder_is_writable() {
    assertThatThrownBy(
            () ->
                Synthesized.changed(
                    "alva",
                    "staging",
                    yaml ->
                        yaml.replace(
                            "    port: 3000\n",
                            "    port: 3000\n    container: {scratch: [/tmp]}\n")))
        .hasMessageContaining(
            "services.web.container.scratch: must be absent without readOnlyRoot: every folder is"
                + " writable");
  }
}
