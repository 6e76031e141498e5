package dev.terrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Fixtures;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Said;
import dev.terrace.terraform.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command. */
final class CostCommandTest {
  @TempDir private Path folder;

  @Test
  void the_table_goes_to_the_output_and_is_the_same_in_every_process() throws IOException {
    Said first =
        new Terrace(folder.resolve("state"))
            .run("cost", "coder/production", "--prices", Fixtures.PRICES.toString());
    Said second = run("coder/production");

    assertThat(first.exitCode()).isZero();
    assertThat(first.out())
        .isEqualTo(Files.readString(Path.of("src/test/resources/golden/coder-production.cost")))
        .isEqualTo(second.out());
  }

  @Test
  void a_single_layer_has_its_share_of_the_usage() {
    Said said = run("coder/production/observability");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .contains("clickhouse/task/logs and 2 more  ")
        .contains("3 × 0.91 GB of logs")
        .doesNotContain("coder/production/network");
  }

  @Test
  void a_glob_gives_a_table_for_each_environment() {
    assertThat(run("coder/*/network").out())
        .containsSubsequence(
            "coder/development in us-west-2, US dollars per month\n",
            "\n\ncoder/production in us-west-2, US dollars per month\n");
  }

  @Test
  void as_json_every_resource_has_an_entry_and_unknown_is_null() {
    Said said = run("orcha/prod", "--json");
    JsonNode environment = Json.parse(said.out()).at("/environments/0");

    assertThat(said.exitCode()).isZero();
    assertThat(Json.parse(said.out()).at("/prices/collected").asText()).isEqualTo("2026-11-21");
    assertThat(environment.at("/region").asText()).isEqualTo("eu-central-1");
    assertThat(environment.at("/usage/natGiB").asInt()).isEqualTo(50);
    List<JsonNode> database = new ArrayList<>();
    for (JsonNode cost : environment.at("/stacks/1/costs")) {
      if (cost.path("resource").asText().equals("database/instance")) {
        database.add(cost);
      }
    }
    assertThat(database.get(0).path("amount").isNull()).isTrue();
    assertThat(database.get(0).path("missingPrice").asText())
        .isEqualTo("rds-postgres-db.t4g.medium");
    assertThat(database.get(1).path("amount").decimalValue()).isEqualByComparingTo("4.11");
    assertThat(environment.at("/total/unknown").asInt()).isEqualTo(3);
  }

  @Test
  void a_comparison_shows_the_difference_by_kind() {
    Said said = run("coder/development", "--compare", "coder/production");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .startsWith(
            """
            coder/development and coder/production in us-west-2, US dollars per month

                             coder/development      coder/production      difference
            Fargate                     169.39                190.66          +21.26
            RDS                          49.75                175.75         +126.00
            """);
    JsonNode json =
        Json.parse(run("coder/development", "--compare", "coder/production", "--json").out());
    assertThat(json.at("/difference/kinds/RDS/amount").decimalValue()).isEqualByComparingTo("126");
    assertThat(json.at("/difference/kinds/RDS/complete").asBoolean()).isTrue();
    assertThat(json.at("/difference/total/complete").asBoolean()).isFalse();
  }

  @Test
  void each_option_shows_its_price() {
    Said said = run("orcha/prod", "--options");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .startsWith(
            """
            options of orcha/prod in eu-central-1, US dollars per month

            as it is                           88.60 + ?
            options.natGateways: one         +$40.56
            options.natGateways: onePerZone  +$82.17
            options.highAvailability: true   +$34.54
            options.waf: true                 +$9.60
            options.s3GatewayEndpoint: true   +$0.00
            database.multiAz: true            +$4.11 + ?
            """);
    assertThat(
            Json.parse(run("orcha/prod", "--options", "--json").out())
                .path("options")
                .path("options.natGateways: one")
                .at("/total/amount")
                .decimalValue())
        .isEqualByComparingTo("40.56");
  }

  @Test
  void usage_is_in_the_environments_file() {
    Path environments =
        ChangedEnvironment.of(
            "coder",
            "development",
            yaml -> yaml + "\nusage: {natGiB: 1000, containerInsightsMetrics: 100}\n");
    Said said = run("coder/development", "--environments", environments.toString());

    assertThat(said.out())
        .containsPattern("NAT gateway: 1000 GB +45.00\n")
        .containsPattern("CloudWatch: Container Insights, 100 metrics +30.00\n")
        .doesNotContain("?")
        .doesNotContain("unknown");
  }

  @Test
  void usage_below_zero_is_a_problem_of_the_file() {
    Path environments =
        ChangedEnvironment.of(
            "coder", "development", yaml -> yaml + "\nusage: {natGiB: -1, natGB: 5}\n");
    Said said = run("coder/development", "--environments", environments.toString());

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .contains(" usage.natGiB: must be 0-2147483647, got -1\n")
        .contains(" usage.natGB: is not a known key; did you mean 'natGiB'? Known here: ");
  }

  @Test
  void owners_estimates_are_of_one_environment() throws IOException {
    Path theirs = folder.resolve("theirs.yaml");
    Files.writeString(theirs, "environment: alva/staging\nservices: {Fargate: 40}\n");
    Said said = run("coder/production", "--beside", theirs.toString());

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .endsWith(
            "error: " + theirs + ": is an estimate of alva/staging, not of coder/production\n");
  }

  @Test
  void owners_estimates_are_compared_with_ours() throws IOException {
    Path theirs = folder.resolve("theirs.yaml");
    Files.writeString(
        theirs, "environment: coder/production\nservices: {Fargate: 100, RDS: 175}\n");
    Said said = run("coder/production", "--beside", theirs.toString());

    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .contains(
            """
            Where their estimate differs by more than a tenth:
              Fargate: 190.66 instead of 100.00 (""");
  }

  @Test
  void an_unknown_region_is_reported_with_the_known_ones() {
    Path environments =
        ChangedEnvironment.of(
            "coder",
            "development",
            yaml -> yaml + "\nregion: eu-west-1\nzones: [eu-west-1a, eu-west-1b]\n");
    Said said = run("coder/development", "--environments", environments.toString());

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .endsWith(
            "error: coder/development: "
                + Fixtures.PRICES
                + ": has no prices for the region eu-west-1, only for us-east-1, us-west-2,"
                + " eu-central-1: add it under 'regions', with its prices\n");
  }

  @Test
  void wrong_usage_is_reported_before_the_synthesis() {
    Said bad = run("coder");
    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(bad.err()).startsWith("error: target 'coder': must be SYSTEM/ENVIRONMENT");

    Said nowhere = run("coder/nowhere");
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).startsWith("error: target 'coder/nowhere': matches no environment;");

    Said missing = run("coder/production", "--prices", folder.resolve("no.yaml").toString());
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("no.yaml: does not exist");

    assertThat(run("coder/production", "--options", "--compare", "orcha/prod").exitCode())
        .isEqualTo(2);
  }

  @Test
  void without_an_option_the_prices_are_those_of_the_project() {
    Said said = execute(List.of("cost", "coder/production/network"));

    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).containsPattern("\nPrices: .* list prices of \\S+, prices/aws\\.yaml; ");
  }

  @Test
  void a_comparison_is_of_two_environments() {
    Said said = run("coder/*", "--compare", "orcha/prod");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .endsWith(
            "error: target 'coder/*': must name one environment here; it names coder/development,"
                + " coder/production\n");
  }

  /** In this process, where the engine of CDKTF runs already, with the fixture prices. */
  private static Said run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("cost"));
    all.addAll(List.of(arguments));
    if (!all.contains("--prices")) {
      all.addAll(List.of("--prices", Fixtures.PRICES.toString()));
    }
    return execute(all);
  }

  private static Said execute(List<String> arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    int exitCode =
        TerraceCommand.run(
            System.getenv(),
            new PrintStream(said, true, UTF_8),
            new PrintStream(complained, true, UTF_8),
            arguments.toArray(String[]::new));
    return new Said(exitCode, said.toString(UTF_8), complained.toString(UTF_8));
  }
}
