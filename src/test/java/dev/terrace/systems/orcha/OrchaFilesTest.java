package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.support.Fixtures;
import dev.terrace.support.Launcher;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files beside orcha's stacks: what can be said of them without AWS and without docker. */
class OrchaFilesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path ORCHA = Path.of("deploy/orcha");
  private static final Path DEPLOYMENT = ORCHA.resolve("deployment");
  private static final Path PRODUCTION = Fixtures.ENVIRONMENTS.resolve("orcha/prod.yaml");
  private static final Launcher SHELL = new Launcher();
  private static final int LIMIT_OF_EC2 = 16 * 1024;
  private static final Pattern SERVICE_PORT = Pattern.compile("(\\d+):\\1");

  /** In braces, without the dollar sign of a shell variable. */
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{[A-Za-z_.-]+}");

  @TempDir private Path folder;

  @Test
  void the_application_publishes_the_ports_of_production_and_the_repl_on_the_loopback_address() {
    assertThat(publishedPorts()).isEqualTo(servicePorts(read(PRODUCTION)));
  }

  @Test
  void every_file_of_the_bundle_is_uploaded() throws IOException {
    try (Stream<Path> files = Files.walk(DEPLOYMENT)) {
      assertThat(OrchaDeliveryStack.DEPLOYMENT_FILES)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> DEPLOYMENT.relativize(file).toString())
                  .toList());
    }
  }

  @Test
  void containers_start_again_log_to_cloudwatch_and_only_the_application_has_ports() {
    JsonNode compose = yaml(DEPLOYMENT.resolve("docker-compose.yml"));

    assertThat(compose.path("services").fieldNames())
        .toIterable()
        .containsExactly("application", "worker");
    assertThat(compose.at("/services/worker").has("ports")).isFalse();
    assertThat(texts(compose.at("/services/application/ports"))).contains("127.0.0.1:9878:9878");
    JsonNode common = compose.path("x-common");
    assertThat(common.path("restart").asText()).isEqualTo("unless-stopped");
    assertThat(common.path("env_file").asText()).isEqualTo(".env");
    assertThat(common.at("/logging/driver").asText()).isEqualTo("awslogs");
    assertThat(common.at("/logging/options/awslogs-create-group").asText())
        .as("the groups are Terraform's")
        .isEqualTo("false");
    for (JsonNode service : compose.path("services")) {
      assertThat(service.path("<<")).as("merges x-common").isEqualTo(common);
    }
  }

  @Test
  void hooks_of_codedeploy_are_there_executable_and_have_a_timeout() {
    JsonNode appspec = yaml(DEPLOYMENT.resolve("appspec.yml"));

    assertThat(appspec.path("os").asText()).isEqualTo("linux");
    assertThat(appspec.at("/files/0/destination").asText()).isEqualTo("/opt/orcha");
    assertThat(appspec.path("hooks").fieldNames())
        .toIterable()
        .containsExactly("ApplicationStop", "AfterInstall", "ApplicationStart", "ValidateService");
    for (JsonNode hooks : appspec.path("hooks")) {
      for (JsonNode hook : hooks) {
        assertThat(DEPLOYMENT.resolve(hook.path("location").asText())).isExecutable();
        assertThat(hook.path("runas").asText()).isEqualTo("root");
        assertThat(hook.path("timeout").asInt()).isBetween(60, 3600);
      }
    }
    assertThat(read(DEPLOYMENT.resolve("orcha.service")))
        .contains("ExecStart=/bin/bash /opt/orcha/hooks/up.sh")
        .contains("ExecStop=/bin/bash /opt/orcha/hooks/down.sh");
    assertThat(DEPLOYMENT.resolve("hooks/up.sh")).exists();
    assertThat(DEPLOYMENT.resolve("hooks/down.sh")).exists();
  }

  @Test
  void every_script_is_executable_and_stops_at_the_first_failure() {
    for (Path script : scripts()) {
      assertThat(script).isExecutable();
      assertThat(read(script)).as(script.toString()).containsPattern("\nset -E?euo pipefail\n");
    }
    assertThat(scripts()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"buildspec.yml", "migration-test-buildspec.yml", "release-buildspec.yml"})
  void commands_of_a_buildspec_are_valid_bash(String name) throws IOException {
    JsonNode buildspec = yaml(ORCHA.resolve(name));

    assertThat(buildspec.path("version").asText()).isEqualTo("0.2");
    assertThat(buildspec.at("/env/shell").asText()).isEqualTo("bash");
    List<String> commands = new ArrayList<>(texts(buildspec.at("/phases/build/commands")));
    commands.addAll(texts(buildspec.at("/phases/build/finally")));
    for (String command : commands) {
      Path script = Files.writeString(folder.resolve("command.sh"), command);
      run("bash", "-n", script.toString()).exits(0);
    }
  }

  @Test
  void nothing_is_pushed_before_the_tests_and_the_bundle_is_all_that_leaves_the_build() {
    JsonNode buildspec = yaml(ORCHA.resolve("buildspec.yml"));
    List<String> commands = texts(buildspec.at("/phases/build/commands"));

    assertThat(buildspec.path("phases").has("post_build")).isFalse();
    assertThat(commands).containsSubsequence("make test", "make jar");
    assertThat(commands.indexOf("make jar"))
        .isLessThan(commands.indexOf(only(commands, "docker push")));
    assertThat(buildspec.at("/artifacts/base-directory").asText()).isEqualTo("orcha-bundle");
    assertThat(texts(buildspec.at("/artifacts/files"))).containsExactly("**/*");
  }

  /** An index with attestations would count three times against the images that are kept. */
  @Test
  void an_image_is_pushed_without_attestations() {
    assertThat(
            yaml(ORCHA.resolve("buildspec.yml"))
                .at("/env/variables/BUILDX_NO_DEFAULT_ATTESTATIONS")
                .asText())
        .isEqualTo("1");
  }

  @Test
  void the_copy_of_the_migration_test_is_private_and_always_deleted() {
    JsonNode build = yaml(ORCHA.resolve("migration-test-buildspec.yml")).at("/phases/build");

    assertThat(only(texts(build.path("commands")), "restore-db-instance"))
        .contains("--no-publicly-accessible", "--no-deletion-protection", "DB_SECURITY_GROUP");
    assertThat(only(texts(build.path("finally")), "delete-db-instance"))
        .contains("--skip-final-snapshot", "--delete-automated-backups");
    assertThat(read(ORCHA.resolve("migration-test-buildspec.yml")))
        .doesNotContain("--master-user-password");
  }

  @Test
  void user_data_fits_has_no_placeholder_left_and_leaves_retention_to_terraform() {
    String template = read(ORCHA.resolve("user-data.sh"));
    String script = template.replace("{prefix}", "v1-orcha").replace("{region}", "eu-central-1");

    assertThat(template).contains("PREFIX=\"{prefix}\"", "REGION=\"{region}\"");
    assertThat(script.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LIMIT_OF_EC2);
    assertThat(PLACEHOLDER.matcher(script).results().map(found -> found.group()))
        .as("left in the script")
        .isEmpty();
    assertThat(script)
        .doesNotContain("retention_in_days")
        .containsPattern("COMPOSE_SHA256=[0-9a-f]{64}\n")
        .contains("sha256sum --check --strict");
  }

  @Test
  void further_services_and_tenants_make_an_override() throws IOException {
    assumeJq();
    String override =
        makeOverride(
                """
                {"Parameters": [
                  {"Name": "/p/services/more", "Type": "String", "Value": "5555"},
                  {"Name": "/p/services/app", "Type": "String", "Value": "8888"},
                  {"Name": "/p/services/secret", "Type": "SecureString", "Value": "AQIC"}]}
                """,
                """
                {"Parameters": [
                  {"Name": "/p/tenants/zeta", "Type": "String",
                   "Value": "{\\"INGEST_QUEUE_URL\\": \\"https://sqs/zeta\\", \\"WORKERS\\": 0}"},
                  {"Name": "/p/tenants/acme", "Type": "String",
                   "Value": "{\\"INGEST_QUEUE_URL\\": \\"https://sqs/a$b\\", \\"WORKERS\\": 2}"}]}
                """)
            .exits(0)
            .output();

    assertThat(override)
        .isEqualTo(
            """
            {
              "services": {
                "application": {
                  "ports": [
                    "5555:5555"
                  ]
                },
                "worker-acme": {
                  "extends": {
                    "file": "docker-compose.yml",
                    "service": "worker"
                  },
                  "environment": {
                    "TENANT": "acme",
                    "INGEST_QUEUE_URL": "https://sqs/a$$b"
                  },
                  "deploy": {
                    "replicas": 2
                  }
                },
                "worker-zeta": {
                  "extends": {
                    "file": "docker-compose.yml",
                    "service": "worker"
                  },
                  "environment": {
                    "TENANT": "zeta",
                    "INGEST_QUEUE_URL": "https://sqs/zeta"
                  },
                  "deploy": {
                    "replicas": 0
                  }
                }
              }
            }
            """);
  }

  @Test
  void without_tenants_and_further_services_the_override_is_empty() throws IOException {
    assumeJq();
    String services =
        """
        {"Parameters": [
          {"Name": "/p/services/app", "Type": "String", "Value": "8888"},
          {"Name": "/p/services/admin", "Type": "String", "Value": "7777"},
          {"Name": "/p/services/link", "Type": "String", "Value": "9999"}]}
        """;

    assertThat(makeOverride(services, "{\"Parameters\": []}").exits(0).output())
        .isEqualTo("{\n  \"services\": {}\n}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "more | eighty | acme | {\"WORKERS\": 1}  | the port of service more is no number: eighty",
        "more | 5555   | Acme | {\"WORKERS\": 1}  | Acme is no name of a tenant: use lower-case"
            + " letters, digits and hyphens",
        "more | 5555   | acme | {\"WORKERS\": -1} | tenant acme: WORKERS must be a whole number",
        "more | 5555   | acme | nothing           | the parameter of tenant acme is no JSON object",
      })
  void a_wrong_parameter_is_named(
      String service, String port, String tenant, String json, String message) throws IOException {
    assumeJq();
    Launcher.Result result =
        makeOverride(
            parameters("/p/services/" + service, port), parameters("/p/tenants/" + tenant, json));

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.errors()).contains(message);
  }

  @Test
  void the_environment_of_the_containers_holds_plain_parameters_only() throws IOException {
    assumeJq();
    Path runtime =
        Files.writeString(
            folder.resolve("runtime.json"),
            """
            {"Parameters": [
              {"Name": "/p/runtime/DATABASE_HOST", "Type": "String", "Value": "db"},
              {"Name": "/p/runtime/ODD", "Type": "String", "Value": "it's $HOME"},
              {"Name": "/p/runtime/IMAGE", "Type": "String", "Value": "from the parameter"},
              {"Name": "/p/runtime/TOKEN", "Type": "SecureString", "Value": "AQIC"}]}
            """);

    assertThat(
            run("bash", hook("make-env.sh"), runtime.toString(), "IMAGE=repository:tag", "A=b=c")
                .exits(0)
                .lines())
        .containsExactly(
            "A='b=c'", "DATABASE_HOST='db'", "IMAGE='repository:tag'", "ODD='it\\'s $HOME'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create-cross-account-cert.sh",
        "delegate-subdomain.sh",
        "short-name.sh",
        "update-secrets.sh"
      })
  void scripts_for_people_explain_themselves_and_refuse_what_they_do_not_know(String name) {
    String script = ORCHA.resolve("scripts").resolve(name).toString();

    assertThat(run(script, "--help").exits(0).output()).startsWith(name).contains("--dry-run");
    assertThat(run(script, "--nonsense").exits(2).errors())
        .isEqualTo(name + ": unknown option --nonsense.\nSee " + name + " --help.\n");
  }

  private static List<String> publishedPorts() {
    return texts(yaml(DEPLOYMENT.resolve("docker-compose.yml")).at("/services/application/ports"))
        .stream()
        .map(SERVICE_PORT::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1))
        .sorted()
        .toList();
  }

  private static List<String> servicePorts(String environment) {
    List<String> ports = new ArrayList<>();
    parse(environment)
        .path("services")
        .forEach(service -> ports.add(service.path("port").asText()));
    ports.sort(null);
    return ports;
  }

  /** Otherwise docker reports a healthy application as unhealthy for ever. */
  @Test
  void the_application_is_asked_for_its_configured_health_path() throws IOException {
    assumeJq();
    String services = parameters("/p/services/app", "8888");
    String none = "{\"Parameters\": []}";

    assertThat(
            makeOverride(services, none, parameters("/p/health-checks/app", "/up?full=$1"))
                .exits(0)
                .json()
                .at("/services/application/healthcheck/test/5")
                .asText())
        .isEqualTo("http://127.0.0.1:8888/up?full=$$1");
    assertThat(
            makeOverride(services, none, parameters("/p/health-checks/link", "/up"))
                .exits(0)
                .output())
        .as("another service's path")
        .isEqualTo("{\n  \"services\": {}\n}\n");
  }

  private Launcher.Result makeOverride(String services, String tenants) throws IOException {
    return makeOverride(services, tenants, "{\"Parameters\": []}");
  }

  private Launcher.Result makeOverride(String services, String tenants, String health)
      throws IOException {
    return run(
        "bash",
        hook("make-override.sh"),
        DEPLOYMENT.resolve("docker-compose.yml").toString(),
        Files.writeString(folder.resolve("services.json"), services).toString(),
        Files.writeString(folder.resolve("tenants.json"), tenants).toString(),
        Files.writeString(folder.resolve("health.json"), health).toString());
  }

  private static String parameters(String name, String value) {
    return MAPPER
        .createObjectNode()
        .set(
            "Parameters",
            MAPPER
                .createArrayNode()
                .add(
                    MAPPER.valueToTree(
                        new TreeMap<>(Map.of("Name", name, "Type", "String", "Value", value)))))
        .toString();
  }

  private static String hook(String name) {
    return DEPLOYMENT.resolve("hooks").resolve(name).toString();
  }

  /** The instances have jq; the machine of a developer may not. */
  private static void assumeJq() {
    assumeThat(Tools.onPath(System.getenv(), "jq")).as("jq on PATH").isPresent();
  }

  private static Launcher.Result run(String... command) {
    return SHELL.run(Map.of(), List.of(command));
  }

  private static List<Path> scripts() {
    try (Stream<Path> files = Files.walk(ORCHA)) {
      return files
          .filter(file -> file.toString().endsWith(".sh") && !file.endsWith("common.sh"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String only(List<String> commands, String part) {
    return commands.stream().filter(command -> command.contains(part)).findFirst().orElseThrow();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static JsonNode yaml(Path file) {
    return parse(read(file));
  }

  private static JsonNode parse(String text) {
    return MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
