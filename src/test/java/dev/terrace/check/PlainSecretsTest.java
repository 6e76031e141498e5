package dev.terrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.check.model.PlainSecrets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainSecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIA0000000000000000",
        "-----BEGIN PRIVATE KEY-----\nMIIE",
        "postgresql://shop:password@database:5432/shop",
        "sk-proj-0000000000000000000000000000",
        "sk_live_000000000000000000000000",
        "ghp_000000000000000000000000000000000000",
        "glpat-00000000000000000000",
        "xoxb-0000000000"
      })
  void a_value_of_a_known_form_is_a_secret_whatever_its_name(String value) {
    assertThat(PlainSecrets.is("OTHER", value)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "OTHER, postgresql://database:5432/shop",
    "OTHER, sk-short",
    "DB_PASSWORD_FILE, /run/password",
    "API_KEY_ENABLED, on",
    "SESSION_SECRET, ${aws_x.y.id}",
    "JWT_SECRET, ''"
  })
  void other_variables_are_not(String name, String value) {
    assertThat(PlainSecrets.is(name, value)).isFalse();
  }
}
