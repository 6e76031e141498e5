package dev.terrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class LocalVariablesTest {

  @Test
  void no_variable_of_a_real_account_is_left() {
    assertThat(
            LocalVariables.of(
                Map.of(
                    "AWS_PROFILE", "real",
                    "AWS_SESSION_TOKEN", "real",
                    "AWS_ACCESS_KEY_ID", "real",
                    "AWS_ENDPOINT_URL_S3", "https://real",
                    "AWS_REGION", "eu-west-1",
                    "PATH", "/bin"),
                "http://127.0.0.1:4566"))
        .containsExactly(
            Map.entry("AWS_ACCESS_KEY_ID", "local"),
            Map.entry("AWS_CONFIG_FILE", "/dev/null"),
            Map.entry("AWS_EC2_METADATA_DISABLED", "true"),
            Map.entry("AWS_ENDPOINT_URL", "http://127.0.0.1:4566"),
            Map.entry("AWS_MAX_ATTEMPTS", "3"),
            Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
            Map.entry("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
            Map.entry("PATH", "/bin"));
  }
}
