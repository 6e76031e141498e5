package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.StackId;
import dev.terrace.eject.Ejection;
import dev.terrace.eject.ProviderSchemas;
import dev.terrace.eject.StackTree;
import dev.terrace.support.OrchaOptionsOn;
import dev.terrace.support.Synthesized;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Manifest;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every stack of every environment, validated by Terraform with the real provider: attributes that
 * there are none of, types, references. No credentials and no backend are needed.
 */
class TerraformValidateIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Providers are fetched once for all stacks. */
  private static final Path CACHE = Path.of("target", "terraform").toAbsolutePath();

  private static Synthesized options;
  private static Synthesized orchaOptions;
  private static Synthesized alvaWithDomain;
  private static ProviderSchemas schemas;

  static List<StackId> stacks() {
    List<StackId> stacks = new ArrayList<>();
    for (SystemDefinition<?> system : Systems.ALL) {
      for (EnvironmentId id : new Environments(Path.of("environments")).of(system.name())) {
        system.layers().forEach(layer -> stacks.add(id.stack(layer)));
      }
    }
    return stacks;
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void terraform_finds_the_stack_valid(StackId stack) throws IOException {
    EnvironmentId id = stack.environment();
    validate(Synthesized.environment(id.system(), id.environment()), stack);
  }

  @ParameterizedTest
  @ValueSource(strings = {"network", "data", "platform", "observability"})
  void terraform_finds_coder_valid_with_every_option(String layer) throws IOException {
    if (options == null) {
      options = Synthesized.changed("coder", "production", TerraformValidateIT::withEveryOption);
    }
    validate(options, new EnvironmentId("coder", "production").stack(layer));
  }

  @Test
  void terraform_finds_coder_valid_with_alarms_to_a_topic_of_another_workspace()
      throws IOException {
    validate(
        Synthesized.changed(
            "coder", "production", yaml -> yaml + "  topicParameter: /company/alerts/topic-arn\n"),
        new EnvironmentId("coder", "production").stack("observability"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"network", "data", "platform", "observability", "delivery"})
  void terraform_finds_orcha_valid_with_every_option(String layer) throws IOException {
    if (orchaOptions == null) {
      orchaOptions = Synthesized.changed("orcha", "prod", OrchaOptionsOn::in);
    }
    validate(orchaOptions, new EnvironmentId("orcha", "prod").stack(layer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"network", "data", "platform", "observability", "delivery"})
  void terraform_finds_alva_valid_with_a_domain(String layer) throws IOException {
    if (alvaWithDomain == null) {
      alvaWithDomain =
          Synthesized.changed(
              "alva",
              "staging",
              yaml ->
                  yaml.replace("email: \"\"", "email: ops@alva.app")
                      + "\ndomain: {name: alva.app, hostedZoneId: Z08345672ABCDEF}\n");
    }
    validate(alvaWithDomain, new EnvironmentId("alva", "staging").stack(layer));
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "examples/lock-file", "examples/dynamodb", "examples/both"})
  void terraform_finds_the_state_backend_and_its_examples_valid(String root) throws IOException {
    Path copy = Path.of("target", "backend").toAbsolutePath();
    try (Stream<Path> files = Files.walk(Path.of("backend"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".tf")).toList()) {
        Path to = copy.resolve(Path.of("backend").relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    assertThat(diagnostics(copy.resolve(root).normalize())).isEmpty();
  }

  static List<EnvironmentId> environments() {
    return stacks().stream().map(StackId::environment).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("environments")
  void what_is_ejected_is_formatted(EnvironmentId id) throws IOException {
    Path folder = eject(Synthesized.environment(id.system(), id.environment()));

    Tools.Said said = terraform(folder, "fmt", "-check", "-recursive", "-diff");

    assertThat(said.text()).isEmpty();
    assertThat(said.exitCode()).isZero();
  }

  @Test
  void the_check_of_the_format_finds_a_line_that_stands_elsewhere() throws IOException {
    Path folder = Files.createTempDirectory("format");
    Files.writeString(folder.resolve("a.tf"), "locals {\n  a = 1\n  bb = 2\n}\n");

    assertThat(terraform(folder, "fmt", "-check").exitCode()).isEqualTo(3);
  }

  @Test
  void terraform_finds_valid_what_coder_is_ejected_to_with_every_option() throws IOException {
    validateEjected(
        Synthesized.changed("coder", "production", TerraformValidateIT::withEveryOption),
        new EnvironmentId("coder", "production"));
  }

  @Test
  void terraform_finds_valid_what_orcha_is_ejected_to_with_every_option() throws IOException {
    validateEjected(
        Synthesized.changed("orcha", "prod", OrchaOptionsOn::in),
        new EnvironmentId("orcha", "prod"));
  }

  @Test
  void terraform_finds_valid_what_alva_is_ejected_to() throws IOException {
    validateEjected(
        Synthesized.environment("alva", "production"), new EnvironmentId("alva", "production"));
  }

  private static void validateEjected(Synthesized environment, EnvironmentId id)
      throws IOException {
    Path folder = eject(environment);
    assertThat(terraform(folder, "fmt", "-check", "-recursive", "-diff").text()).isEmpty();
    for (String layer : Systems.named(id.system()).layers()) {
      StackId stack = id.stack(layer);
      validate(folder.resolve(stack.stackName()), stack);
    }
  }

  /** As the writer gives it, before Terraform formats it. */
  private static Path eject(Synthesized environment) throws IOException {
    Path stacks = environment.folder().resolve("stacks");
    List<StackTree> trees = new ArrayList<>();
    Manifest.read(environment.folder())
        .dependencies()
        .forEach(
            (name, dependencies) -> {
              Map<String, String> earlier = new TreeMap<>();
              dependencies.forEach(
                  each -> earlier.put(each, each.substring(each.lastIndexOf('-') + 1)));
              trees.add(StackTree.read(name, stacks.resolve(name).resolve("cdk.tf.json"), earlier));
            });
    Path folder = Files.createTempDirectory(environment.folder(), "ejected");
    for (StackTree tree : trees) {
      Path target = Files.createDirectories(folder.resolve(tree.name()));
      for (Map.Entry<String, String> file : new Ejection(trees, schemas()).files(tree).entrySet()) {
        Files.writeString(target.resolve(file.getKey()), file.getValue());
      }
    }
    return folder;
  }

  private static synchronized ProviderSchemas schemas() throws IOException {
    if (schemas == null) {
      Path folder = Files.createDirectories(CACHE.resolve("schemas"));
      Files.writeString(
          folder.resolve("versions.tf"),
          """
          terraform {
            required_providers {
              aws = {
                source  = "hashicorp/aws"
                version = "~> 5.100"
              }
            }
          }
          """);
      Terraform terraform =
          new Terraform(folder, TerraformEnvironment.of(System.getenv(), CACHE), new Interrupts());
      terraform.initialize(List.of());
      schemas = ProviderSchemas.of(terraform.providerSchemas());
    }
    return schemas;
  }

  private static Tools.Said terraform(Path folder, String... arguments) throws IOException {
    Files.createDirectories(CACHE);
    TerraformEnvironment terraform = TerraformEnvironment.of(System.getenv(), CACHE);
    List<String> command = new ArrayList<>(List.of(terraform.program(), "-chdir=" + folder));
    command.addAll(List.of(arguments));
    return Tools.run(command, terraform.variables(), Duration.ofMinutes(5));
  }

  private static String withEveryOption(String yaml) {
    return yaml.replace("hostedZoneId: \"\"", "hostedZoneId: Z08345672ABCDEF")
            .replace("natGateways: one", "natGateways: onePerZone")
            .replace("gatewayEndpoints: [s3]", "gatewayEndpoints: [s3, dynamodb]")
            .replace("  snapshotDays: 7\n", "  snapshotDays: 0\n  auth: true\n")
            .replace("throughputMode: bursting", "throughputMode: elastic")
            .replace("lock: dynamodb", "lock: both")
            .replace("email: \"\"", "email: ops@company.com")
            .replace(
                "desiredCount: 2\n",
                "desiredCount: 2\n    autoscaling: {minimum: 2, maximum: 6, cpuPercent: 60}\n")
            .replace(
                "http://127.0.0.1:8123/ping", "http://127.0.0.1:${CLICKHOUSE_HTTP_PORT:-8123}/ping")
        + "\naccessLogsBucket: company-alb-logs\n";
  }

  private static void validate(Synthesized environment, StackId stack) throws IOException {
    validate(environment.folder().resolve("stacks").resolve(stack.stackName()), stack);
  }

  private static void validate(Path folder, StackId stack) throws IOException {
    assertThat(diagnostics(folder))
        .as(stack.toString())
        // Terraform calls the lock table deprecated; the configuration asks for it.
        .filteredOn(line -> !line.contains("The parameter \"dynamodb_table\" is deprecated."))
        .isEmpty();
  }

  private static List<String> diagnostics(Path folder) throws IOException {
    Files.createDirectories(CACHE);
    TerraformEnvironment terraform = TerraformEnvironment.of(System.getenv(), CACHE);
    new Terraform(folder, terraform, new Interrupts()).initialize(List.of("-backend=false"));

    Tools.Said said = terraform(folder, "validate", "-json");

    return diagnostics(said.text());
  }

  private static List<String> diagnostics(String json) throws IOException {
    JsonNode result = MAPPER.readTree(json);
    List<String> found = new ArrayList<>();
    for (JsonNode diagnostic : result.path("diagnostics")) {
      found.add(
          diagnostic.path("severity").asText()
              + ": "
              + diagnostic.path("summary").asText()
              + " "
              + diagnostic.path("detail").asText()
              + " "
              + diagnostic.at("/snippet/context").asText());
    }
    assertThat(result.path("format_version").asText()).as(json).isNotEmpty();
    return found;
  }
}
