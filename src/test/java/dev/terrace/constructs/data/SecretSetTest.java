package dev.terrace.constructs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Problem;
import dev.terrace.config.Problems;
import dev.terrace.constructs.data.SecretValue.Generated;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.support.SmallStack;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SecretSetTest {
  private static final SecretCatalog CATALOG =
      SecretCatalog.of("shop")
          .generated("db/password", 32)
          .placeholder("mail", "Account of the mail server", "user", "password")
          .later("db/url", "Connection string");

  private static SmallStack secrets(Map<String, Integer> versions, Consumer<SecretSet> more) {
    return SmallStack.of(
        stack ->
            more.accept(
                new SecretSet(
                    stack,
                    "secrets",
                    new SecretSet.Props(CATALOG, "prod/", new KeyRef("arn:key"), versions))));
  }

  private static List<String> problems(Consumer<Problems> check) {
    Problems problems = Problems.of("shop");
    check.accept(problems);
    return problems.list().stream().map(Problem::toString).toList();
  }

  @Test
  void secrets_are_created_in_order_each_with_the_prefix_and_the_key() {
    SmallStack stack = secrets(Map.of(), set -> {});

    assertThat(stack.resources())
        .containsExactly(
            "aws_secretsmanager_secret secrets/db-password/secret",
            "aws_secretsmanager_secret secrets/mail/secret",
            "aws_secretsmanager_secret_version secrets/db-password/value",
            "aws_secretsmanager_secret_version secrets/mail/value");
    JsonNode password = stack.resource("aws_secretsmanager_secret", "secrets/db-password/secret");
    assertThat(password.path("name").asText()).isEqualTo("prod/db/password");
    assertThat(password.path("description").asText()).isEqualTo("Generated: db/password");
    assertThat(password.path("kms_key_id").asText()).isEqualTo("arn:key");
  }

  @Test
  void a_connection_string_is_written_again_with_a_new_password() {
    SmallStack stack =
        secrets(
            Map.of("db/password", 3, "db/url", 2),
            set ->
                set.connect(
                    "db/url",
                    new DatabaseRef("db", "db.example.com", 5432, "group"),
                    "owner",
                    "db/password",
                    "shop"));
    JsonNode url = stack.resource("aws_secretsmanager_secret_version", "secrets/db-url/value");

    assertThat(url.path("secret_string_wo_version").asInt()).isEqualTo(4);
    assertThat(url.path("secret_string_wo").asText())
        .startsWith("postgresql://owner:${ephemeral.aws_secretsmanager_secret_version.")
        .endsWith("}@db.example.com:5432/shop?sslmode=require");
  }

  @Test
  void a_value_for_a_secret_outside_of_the_catalog_is_refused() {
    assertThatThrownBy(() -> secrets(Map.of(), set -> set.add("other", Generated.ofLength(8))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the catalog has no secret 'other'");
  }

  @Test
  void the_names_are_sorted() {
    assertThat(CATALOG.names()).containsExactly("db/password", "db/url", "mail");
  }

  @Test
  void a_reference_names_a_secret_and_a_field_where_it_has_fields() {
    assertThat(
            problems(
                at ->
                    CATALOG.checkReferences(
                        at, Map.of("A", "db/url", "B", "mail#user", "C", "db/password"))))
        .isEmpty();
    for (String wrong : List.of("mail", "mail#port", "db/url#host", "other")) {
      assertThat(problems(at -> CATALOG.checkReferences(at, Map.of("A", wrong))))
          .containsExactly(
              "shop.A: must name a secret of shop, and #field where it has fields; there are:"
                  + " db/password, db/url, mail, got '"
                  + wrong
                  + "'");
    }
  }

  @Test
  void without_fields_nothing_is_said_of_them() {
    SecretCatalog plain = SecretCatalog.of("shop").generated("key", 8);
    assertThat(problems(at -> plain.checkReferences(at, Map.of("A", "kye"))))
        .containsExactly("shop.A: is no secret of shop; there are: key, got 'kye'");
  }

  @Test
  void a_version_belongs_to_a_secret() {
    assertThat(problems(at -> CATALOG.checkVersions(at, Map.of("db/url", 2, "db/key", 2))))
        .containsExactly("shop.db/key: is no secret of shop; there are: db/password, db/url, mail");
  }
}
