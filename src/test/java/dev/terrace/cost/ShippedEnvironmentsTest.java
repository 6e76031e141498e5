package dev.terrace.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.StackId;
import dev.terrace.config.SystemConfig;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.support.Golden;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.StackFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The environments of the repository with the prices of the repository. */
final class ShippedEnvironmentsTest {
  private static final Path ENVIRONMENTS = Path.of("environments");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @ParameterizedTest
  @CsvSource({"coder,production", "orcha,prod", "alva,staging"})
  void the_table_of_costs_is_the_committed_one(String system, String environment) {
    Prices prices = HandMade.shipped();
    Estimate estimate = estimate(new EnvironmentId(system, environment), prices);

    Golden.assertUnchanged(
        GOLDEN.resolve(system + "-" + environment + ".cost"),
        String.join("\n", new CostReport(prices).table(estimate)) + "\n");
  }

  @Test
  void every_resource_of_every_environment_is_priced_free_or_named_here() {
    Set<String> unknown = new TreeSet<>();
    for (SystemDefinition<?> system : Systems.ALL) {
      for (EnvironmentId id : new Environments(ENVIRONMENTS).of(system.name())) {
        unknown.addAll(unknownTypes(Synthesized.environment(id.system(), id.environment())));
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void every_resource_of_every_option_is_priced_or_free() {
    Synthesized orcha =
        Synthesized.changed(
            "orcha",
            "prod",
            yaml ->
                yaml.replaceAll(
                        "(?m)^(  (migrationTest|ingestBacklogAlarm|pipelineNotifications|developerAccess|s3GatewayEndpoint|waf|highAvailability): )false",
                        "$1true")
                    .replace("interfaceEndpoints: []", "interfaceEndpoints: [ecr.api, sqs]")
                    .replace("natGateways: none", "natGateways: onePerZone")
                    .replace("# credentialRotationDays: 30", "credentialRotationDays: 30")
                    .replace("tenants: {}", "tenants: {acme: {workers: 2}}"));
    Synthesized coder =
        Synthesized.changed(
            "coder",
            "development",
            yaml -> yaml + "    autoscaling: {minimum: 1, maximum: 3, cpuPercent: 70}\n");

    assertThat(orcha.stacks().stream().anyMatch(stack -> stack.count("aws_wafv2_web_acl") > 0))
        .isTrue();
    assertThat(coder.stack("platform").count("aws_appautoscaling_policy")).isEqualTo(1);
    assertThat(unknownTypes(orcha)).isEmpty();
    assertThat(unknownTypes(coder)).isEmpty();
  }

  @Test
  void what_no_estimate_holds_is_this_and_no_more() {
    Set<String> unknown = new TreeSet<>();
    Prices prices = HandMade.shipped();
    for (SystemDefinition<?> system : Systems.ALL) {
      for (EnvironmentId id : new Environments(ENVIRONMENTS).of(system.name())) {
        estimate(id, prices).unknown().forEach(line -> unknown.add(id + ": " + line.what()));
      }
    }
    assertThat(unknown)
        .containsExactly(
            "alva/production: Container Insights",
            "alva/staging: Container Insights",
            "coder/development: Container Insights",
            "coder/production: Container Insights",
            "orcha/dev: 300 build minutes, small ARM",
            "orcha/prod: 300 build minutes, small ARM",
            "orcha/prod: db.t4g.medium",
            "orcha/staging: 300 build minutes, small ARM",
            "orcha/staging: db.t4g.medium");
  }

  @Test
  void every_option_that_a_system_declares_changes_its_environments() {
    for (SystemDefinition<?> system : Systems.ALL) {
      for (EnvironmentId id : new Environments(ENVIRONMENTS).of(system.name())) {
        assertThat(system.options())
            .allSatisfy(
                option ->
                    assertThat(
                            new Environments(ENVIRONMENTS)
                                .read(id, system.configType(), List.of(option))
                                .id())
                        .isEqualTo(id));
      }
    }
  }

  private static Set<String> unknownTypes(Synthesized environment) {
    Set<String> unknown = new TreeSet<>();
    for (Stack stack : environment.stacks()) {
      StackFile.of(stack.tree()).resourcesByType().keySet().stream()
          .filter(type -> !Types.isKnown(type))
          .forEach(unknown::add);
    }
    return unknown;
  }

  private static Estimate estimate(EnvironmentId id, Prices prices) {
    SystemConfig config = read(id, Systems.named(id.system())).config();
    Map<StackId, StackFile> stacks = new LinkedHashMap<>();
    Synthesized synthesized = Synthesized.environment(id.system(), id.environment());
    for (String layer : Systems.named(id.system()).layers()) {
      stacks.put(id.stack(layer), StackFile.of(synthesized.stack(layer).tree()));
    }
    return Estimate.of(id, stacks, stack -> true, config.usage(), prices.in(config.region()));
  }

  private static <C extends SystemConfig> Environment<C> read(
      EnvironmentId id, SystemDefinition<C> system) {
    return new Environments(ENVIRONMENTS).read(id, system.configType());
  }
}
