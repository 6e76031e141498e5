package dev.terrace.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.support.Fixtures;
import dev.terrace.support.Golden;
import dev.terrace.support.OrchaOptionsOn;
import dev.terrace.support.Synthesized;
import dev.terrace.systems.Systems;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fixture environments with the fixture prices. */
final class EnvironmentCostsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @ParameterizedTest
  @CsvSource({"coder,production", "orcha,prod", "alva,staging"})
  void the_table_of_costs_is_the_committed_one(String system, String environment) {
    Prices prices = HandMade.fixture();
    Estimate estimate = HandMade.estimate(Synthesized.environment(system, environment), prices);

    Golden.assertUnchanged(
        GOLDEN.resolve(system + "-" + environment + ".cost"),
        String.join("\n", new CostReport(prices).table(estimate)) + "\n");
  }

  @Test
  void every_resource_of_every_option_is_priced_or_free() {
    Synthesized orcha = Synthesized.changed("orcha", "prod", OrchaOptionsOn::in);
    Synthesized coder =
        Synthesized.changed(
            "coder",
            "development",
            yaml -> yaml + "    autoscaling: {minimum: 1, maximum: 3, cpuPercent: 70}\n");

    assertThat(orcha.stacks().stream().anyMatch(stack -> stack.count("aws_wafv2_web_acl") > 0))
        .isTrue();
    assertThat(coder.stack("platform").count("aws_appautoscaling_policy")).isEqualTo(1);
    assertThat(HandMade.unknownTypes(orcha)).isEmpty();
    assertThat(HandMade.unknownTypes(coder)).isEmpty();
  }

  @Test
  void estimates_lack_exactly_these_prices() {
    Set<String> unknown = new TreeSet<>();
    Prices prices = HandMade.fixture();
    for (SystemDefinition<?> system : Systems.all()) {
      for (EnvironmentId id : new Environments(Fixtures.ENVIRONMENTS).of(system.name())) {
        HandMade.estimate(Synthesized.in(Fixtures.ENVIRONMENTS, id), prices)
            .unknown()
            .forEach(line -> unknown.add(id + ": " + line.what()));
      }
    }
    assertThat(unknown)
        .containsExactly(
            "alva/production: Container Insights",
            "alva/staging: Container Insights",
            "coder/development: Container Insights",
            "coder/production: Container Insights",
            "orcha/dev: 150 build minutes, small ARM",
            "orcha/prod: 150 build minutes, small ARM",
            "orcha/prod: db.t4g.medium",
            "orcha/staging: 150 build minutes, small ARM",
            "orcha/staging: db.t4g.medium");
  }

  @Test
  void every_fixture_stays_valid_with_every_option_of_its_system() {
    for (SystemDefinition<?> system : Systems.all()) {
      Environments environments = new Environments(Fixtures.ENVIRONMENTS);
      for (EnvironmentId id : environments.of(system.name())) {
        assertThat(system.options())
            .allSatisfy(
                option ->
                    assertThatCode(() -> environments.read(id, system, List.of(option)))
                        .as(id + " with " + option)
                        .doesNotThrowAnyException());
      }
    }
  }
}
