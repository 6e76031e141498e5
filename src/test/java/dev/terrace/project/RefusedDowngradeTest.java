package dev.terrace.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RefusedDowngradeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "InvalidParameterCombination: Cannot upgrade postgres from 18.2 to 18.1",
        "api error InvalidParameterCombination: Cannot find upgrade path from 18.2 to 18.1."
      })
  void a_forced_minor_version_is_named_with_the_key_to_change(String message) {
    assertThat(RefusedDowngrade.help(message))
        .contains(
            "AWS has installed 18.2. Set database.engineVersion to \"18.2\", or to \"18\" to follow"
                + " minor versions, and run the same command again.");
  }

  @Test
  void an_upgrade_that_aws_refuses_is_something_else() {
    assertThat(RefusedDowngrade.help("Cannot upgrade postgres from 16.4 to 18.1")).isEmpty();
    assertThat(RefusedDowngrade.help("Cannot upgrade postgres from 18.1 to 18.10")).isEmpty();
    assertThat(RefusedDowngrade.help("AccessDenied")).isEmpty();
  }
}
