package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.ConfigException;
import dev.terrace.support.Synthesized;
import org.junit.jupiter.api.Test;

/** {@code overrides}: names, descriptions and keys that adopted resources keep. */
final class ConstructOverridesTest {
  private static Synthesized with(String overrides) {
    return Synthesized.changed(
        "coder", "production", yaml -> yaml + "\noverrides:\n" + overrides.indent(2));
  }

  private static void refuses(String overrides, String... problems) {
    assertThatThrownBy(() -> with(overrides))
        .isInstanceOf(ConfigException.class)
        .hasMessage(String.join("\n", problems));
  }

  @Test
  void an_adopted_database_keeps_its_name_and_its_key() {
    Synthesized kept =
        with(
            """
            data/database/instance:
              identifier: legacy-db
              kms_key_id: arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
            """);

    var database = kept.stack("data").at("database/instance");
    assertThat(database.text("identifier")).isEqualTo("legacy-db");
    assertThat(database.text("kms_key_id"))
        .isEqualTo("arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    assertThat(database.address())
        .isEqualTo(
            Synthesized.environment("coder", "production")
                .stack("data")
                .at("database/instance")
                .address());
  }

  @Test
  void the_text_of_an_override_is_no_template() {
    assertThat(
            with("network/redis/group: {description: \"${file('/etc/hostname')}\"}")
                .stack("network")
                .at("redis/group")
                .text("description"))
        .isEqualTo("$${file('/etc/hostname')}");
  }

  @Test
  void a_path_without_a_resource_is_refused_with_the_nearest_one() {
    refuses(
        "data/database/instanze: {identifier: x}",
        "environments/coder/production.yaml overrides.data/database/instanze: is no resource of the"
            + " environment; did you mean 'data/database/instance'?");
    refuses(
        "date/database/instance: {identifier: x}",
        "environments/coder/production.yaml overrides.date/database/instance: is no resource of the"
            + " environment; the layers are: network, data, platform, observability");
  }

  @Test
  void a_name_that_its_resource_cannot_have_is_refused() {
    refuses(
        "platform/load-balancer/load-balancer: {name: a-load-balancer-of-an-older-stack}",
        "environments/coder/production.yaml"
            + " overrides.platform/load-balancer/load-balancer.name: makes the load balancer name"
            + " 'a-load-balancer-of-an-older-stack' of 33 characters; AWS takes at most 32");
  }

  @Test
  void other_attributes_have_keys_of_their_own() {
    assertThatThrownBy(() -> with("data/database/instance: {password: x, instance_class: y}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "overrides.data/database/instance.password: is no name, description or key of a"
                + " resource; change other attributes with their own keys")
        .hasMessageContaining("overrides.data/database/instance.instance_class: is no name");
  }
}
