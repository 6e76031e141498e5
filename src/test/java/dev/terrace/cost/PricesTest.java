package dev.terrace.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.ConfigException;
import dev.terrace.support.Fixtures;
import org.junit.jupiter.api.Test;

final class PricesTest {

  @Test
  void small_amounts_are_read_exactly() {
    assertThat(HandMade.fixture().in("us-east-1").of("lambda-arm").orElseThrow())
        .isEqualByComparingTo("0.0000133334");
    assertThat(HandMade.fixture().in("us-east-1").of("sns-mail").orElseThrow())
        .isEqualByComparingTo("0.00002");
  }

  @Test
  void a_region_without_prices_is_reported_with_the_known_ones() {
    assertThatThrownBy(() -> HandMade.fixture().in("eu-west-1"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            Fixtures.PRICES
                + ": has no prices for the region eu-west-1, only for us-east-1,"
                + " us-west-2, eu-central-1: add it under 'regions', with its prices");
  }

  @Test
  void every_problem_of_the_file_is_named_with_its_line() {
    assertThatThrownBy(
            () ->
                HandMade.prices(
                    """
                    collected: soon
                    currency: EUR
                    regions: [here]
                    prices:
                      a: {unit: "", source: somewhere, usd: {here: 0}}
                      b:
                        unit: GB
                        source: https://aws.amazon.com/x
                        usd: {there: 1, here: free}
                        confirmed: [nowhere]
                      c: {unit: GB, source: https://aws.amazon.com/x}
                      d:
                        unit: GB
                        source: https://aws.amazon.com/x
                        usd: {here: 1}
                        confirmed: [here]
                        derived: {here: of another one}
                    """))
        .hasMessage(
            """
            prices.yaml:1 collected: must be a date such as 2026-11-21, got 'soon'
            prices.yaml:2 currency: must be USD, got 'EUR'
            prices.yaml:5 prices.a.unit: must be what the price is for, such as GB-month, got ''
            prices.yaml:5 prices.a.source: must be the page that states the price, got 'somewhere'
            prices.yaml:5 prices.a.usd.here: must be a number above 0; leave out what is not known, got '0'
            prices.yaml:9 prices.b.usd.there: must be one of the regions here, got 'there'
            prices.yaml:9 prices.b.usd.here: must be a number above 0; leave out what is not known, got 'free'
            prices.yaml:10 prices.b.confirmed: must be one of the regions here, got 'nowhere'
            prices.yaml:11 prices.c.usd: must hold the price of at least one region
            prices.yaml:17 prices.d.derived.here: must be a region with a price that is not confirmed"""
                .stripIndent());
  }
}
