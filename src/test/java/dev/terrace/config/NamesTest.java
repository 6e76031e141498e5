package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  private final Names names = new Names("coder-production");

  @Test
  void a_name_begins_with_the_prefix() {
    assertThat(names.of(Names.Kind.TARGET_GROUP, "litellm")).isEqualTo("coder-production-litellm");
    assertThat(Names.exact(Names.Kind.BUCKET_NAME, "coder-artifacts")).isEqualTo("coder-artifacts");
  }

  @ParameterizedTest
  @CsvSource({
    "LOAD_BALANCER, 32",
    "TARGET_GROUP, 32",
    "DATABASE, 63",
    "REPLICATION_GROUP, 40",
    "BUCKET_NAME, 63",
    "ROLE, 64",
    "NAMESPACE, 64",
    "SECURITY_GROUP, 255"
  })
  void a_name_may_be_as_long_as_aws_takes_it_and_is_never_trimmed(Names.Kind kind, int longest) {
    String fits = "a".repeat(longest);

    assertThat(Names.exact(kind, fits)).isEqualTo(fits);
    assertThatThrownBy(() -> Names.exact(kind, fits + "a"))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith(
            " name '%sa' of %d characters; AWS takes at most %d"
                .formatted(fits, longest + 1, longest));
  }

  @Test
  void a_name_that_is_too_long_is_shown_whole() {
    assertThatThrownBy(() -> names.of(Names.Kind.TARGET_GROUP, "a-service-with-a-long-name"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "target group 'coder-production-a-service-with-a-long-name': makes the target group name"
                + " 'coder-production-a-service-with-a-long-name' of 43 characters; AWS takes at"
                + " most 32");
  }

  @Test
  void a_name_holds_only_characters_that_aws_takes() {
    assertThatThrownBy(() -> Names.exact(Names.Kind.BUCKET_NAME, "Coder_Backups"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "bucket 'Coder_Backups': makes the bucket name 'Coder_Backups', which must be a"
                + " bucket name: 3-63 lower-case letters, digits, dots and hyphens");
  }
}
