package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  private static final EnvironmentId PRODUCTION = new EnvironmentId("coder", "production");

  @ParameterizedTest
  @CsvSource({
    "coder/production, true",
    "coder/production/data, true",
    "coder/production/d*, true",
    "coder/*, true",
    "*/*, true",
    "*/prod*/*, true",
    "*/*ion/*a*, true",
    "coder/production/network, false",
    "coder/prod, false",
    "coder/development, false",
    "orcha/production, false",
    "coder/production/dat, false",
    "cod*r/*/data, true"
  })
  void a_glob_chooses_stacks(String target, boolean chosen) {
    assertThat(Target.parse(target).matches(PRODUCTION.stack("data"))).isEqualTo(chosen);
  }

  @Test
  void a_target_without_a_layer_means_all_of_them() {
    assertThat(Target.parse("coder/production")).hasToString("coder/production");
    assertThat(Target.parse("coder/production/data")).hasToString("coder/production/data");
    assertThat(Target.parse("coder/production").layer()).isEqualTo("*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/production", "a/b/c/d", "a b/c", "/", "environments/", "ä/b"})
  void what_is_no_target_is_refused_with_examples(String text) {
    assertRefused(text, "");
  }

  @ParameterizedTest
  @CsvSource({
    "coder, coder/*",
    "coder/, coder/*",
    "coder/production/, coder/production",
    "Coder/Production, coder/production",
    "coder/production.yaml, coder/production",
    "environments/coder/production.yaml, coder/production",
    "./environments/coder/production.yml, coder/production",
    "/home/me/platform/environments/coder/production.yaml, coder/production"
  })
  void what_somebody_may_mean_is_named(String text, String meant) {
    assertRefused(text, "; did you mean '" + meant + "'?");
  }

  private static void assertRefused(String text, String hint) {
    assertThatThrownBy(() -> Target.parse(text))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "target '"
                + text
                + "': must be SYSTEM/ENVIRONMENT or SYSTEM/ENVIRONMENT/LAYER, such as"
                + " coder/production or coder/production/data"
                + hint
                + "; see './terrace list'");
  }
}
