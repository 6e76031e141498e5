package dev.terrace.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.support.Shipped;
import dev.terrace.support.Synthesized;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped environments and prices: what holds after every documented edit of them. */
final class ShippedCostsTest {

  private static Prices prices() {
    return Prices.read(Shipped.PRICES, Shipped.PRICES.toString());
  }

  static List<EnvironmentId> environments() {
    return Shipped.ids();
  }

  @Test
  void every_price_has_a_unit_a_page_of_aws_and_an_amount_above_zero() {
    Prices prices = prices();

    assertThat(prices.collected()).isAfter(LocalDate.of(2026, 1, 1));
    assertThat(prices.regions()).isNotEmpty();
    assertThat(prices.notCounted()).isNotEmpty();
    assertThat(prices.byKey().values())
        .isNotEmpty()
        .allSatisfy(
            price -> {
              assertThat(price.unit()).isNotBlank();
              assertThat(price.source())
                  .startsWith("https://aws.amazon.com/")
                  .contains("/pricing/");
              assertThat(price.byRegion()).isNotEmpty();
              assertThat(price.byRegion().values())
                  .allSatisfy(amount -> assertThat(amount).isPositive());
              assertThat(price.byRegion().keySet()).containsAll(price.confirmed());
              assertThat(price.derived().values()).allSatisfy(how -> assertThat(how).isNotBlank());
            });
  }

  @ParameterizedTest
  @MethodSource("environments")
  void every_resource_type_of_an_environment_is_priced_or_known_to_be_free(EnvironmentId id) {
    assertThat(HandMade.unknownTypes(Synthesized.in(Shipped.ENVIRONMENTS, id))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("environments")
  void an_environment_has_a_total_where_its_region_has_prices(EnvironmentId id) {
    assertThat(new CostReport(prices()).table(estimate(id)))
        .anyMatch(line -> line.startsWith("total "));
  }

  /**
   * A total without the database or the builds says little; a region may lack prices as a whole.
   */
  @ParameterizedTest
  @MethodSource("environments")
  void a_total_lacks_no_price(EnvironmentId id) {
    assertThat(estimate(id).unknown())
        .filteredOn(line -> line.missingPrice() != null)
        .extracting(line -> line.resource() + ": " + line.unknown())
        .isEmpty();
  }

  /** Only where its region has prices. */
  private static Estimate estimate(EnvironmentId id) {
    Prices prices = prices();
    Synthesized environment = Synthesized.in(Shipped.ENVIRONMENTS, id);
    assumeThat(prices.regions())
        .as("regions with prices")
        .contains(environment.environment().config().region());
    return HandMade.estimate(environment, prices);
  }

  @Test
  void every_shipped_estimate_of_owners_is_readable() throws IOException {
    try (Stream<Path> files = Files.list(Shipped.ESTIMATES)) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(OwnersEstimate.read(file, file.toString()).amounts()).isNotEmpty());
    }
  }
}
