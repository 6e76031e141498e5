package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.StackId;
import dev.terrace.support.OrchaOptionsOn;
import dev.terrace.support.Synthesized;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    Path folder = environment.folder().resolve("stacks").resolve(stack.stackName());
    Files.createDirectories(CACHE);
    TerraformEnvironment terraform = TerraformEnvironment.of(System.getenv(), CACHE);
    new Terraform(folder, terraform, new Interrupts()).initialize(List.of("-backend=false"));

    Tools.Said said =
        Tools.run(
            List.of(terraform.program(), "-chdir=" + folder, "validate", "-json"),
            terraform.variables(),
            Duration.ofMinutes(5));

    assertThat(diagnostics(said.text()))
        .as(stack.toString())
        // Terraform calls the lock table deprecated; the configuration asks for it.
        .filteredOn(line -> !line.contains("The parameter \"dynamodb_table\" is deprecated."))
        .isEmpty();
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
