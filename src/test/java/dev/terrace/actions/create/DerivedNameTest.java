package dev.terrace.actions.create;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DerivedNameTest {
  @ParameterizedTest
  @CsvSource({
    "production, coder-production, coder-qa",
    "production, prod, qa",
    "production, prod-eu, qa-eu",
    "development, coder-dev, coder-qa",
    "staging, alva, alva-qa",
    "prod, v1-orcha, v1-orcha-qa",
    "team-a, x-team-a-y, x-qa-y",
    "staging, stagingx, stagingx-qa",
    "production, '', qa"
  })
  void the_word_of_the_environment_is_replaced_or_the_new_one_appended(
      String from, String name, String expected) {
    assertThat(new DerivedName(from, "qa").of(name, taken -> false)).isEqualTo(expected);
  }

  @Test
  void a_name_that_is_taken_gets_a_number() {
    assertThat(new DerivedName("production", "dev").of("coder-production", "coder-dev"::equals))
        .isEqualTo("coder-dev-2");
    assertThat(
            new DerivedName("production", "dev")
                .ofDomain("coder.example.net", "dev.coder.example.net"::equals))
        .isEqualTo("dev-2.coder.example.net");
  }

  @ParameterizedTest
  @CsvSource({
    "prod, prod.example.net, qa.example.net",
    "production, coder.example.net, qa.coder.example.net",
    "development, dev.coder.example.net, qa.coder.example.net"
  })
  void a_domain_is_next_to_the_other_or_below_it(String from, String domain, String expected) {
    assertThat(new DerivedName(from, "qa").ofDomain(domain, taken -> false)).isEqualTo(expected);
  }
}
