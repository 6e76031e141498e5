package dev.terrace.actions.create;

import static dev.terrace.actions.create.CopiedEnvironments.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CreateServiceTest {
  private static final String CERTIFICATE =
      "arn:aws:acm:eu-central-1:700558745280:certificate/44444444-4444-4444-4444-444444444444";

  private static final String QA =
      "extends: staging\nnamePrefix: alva-qa\nservicePrefix: alva-qa\n";

  @Test
  void a_service_of_alva_gets_free_values_and_a_host_in_each_environment() {
    CopiedEnvironments alva = CopiedEnvironments.of("alva", "staging");
    String staging = alva.text("staging");
    String production = alva.text("production");

    CreateResult result = alva.service("staging", named("docs"));

    assertThat(alva.text("staging"))
        .isEqualTo(
            staging.replace(
                "\n\n# The one-off task",
                """


                  docs:
                    port: 3004
                    path: /docs/*
                    subdomain: docs-staging
                    priority: 40
                    cpu: 256
                    memoryMiB: 512
                    healthCheckPath: /health

                # The one-off task\
                """));
    assertThat(alva.text("production"))
        .isEqualTo(
            production.replace(
                "  admin: {subdomain: admin, desiredCount: 2}\n",
                "  admin: {subdomain: admin, desiredCount: 2}\n  docs: {subdomain: docs}\n"));
    assertThat(result.choices().stream().map(CreateServiceTest::line))
        .containsExactly(
            "services.docs.port 3004: free, after 3003 of 'admin'",
            "services.docs.path /docs/*: its name, as a path",
            "services.docs.subdomain docs-staging: its name and -staging, as the other services",
            "services.docs.priority 40: after 30 of 'admin', before 100 of 'web', which takes the"
                + " rest",
            "services.docs.cpu 256: the smallest task of Fargate",
            "services.docs.memoryMiB 512: the smallest task of Fargate",
            "services.docs.healthCheckPath /health: usual; it has to answer 200",
            "services.docs.subdomain docs: in alva/production, as its other services");
    assertThat(result.changes().get(0).addedLines().get(1))
        .matches("environments/alva/staging.yaml:\\d+:     port: 3004");
    assertThat(result.next()).startsWith("./terrace plan alva/staging --environments ");
    assertThat(result.written()).isTrue();
  }

  @Test
  void given_values_and_those_of_another_service_go_before_free_ones() {
    CopiedEnvironments alva = CopiedEnvironments.of("alva", "staging");

    CreateResult result =
        alva.service(
            "staging",
            new EntryRequest(
                "docs",
                Optional.of(3100),
                List.of("docs"),
                Optional.of(15),
                Optional.of("api"),
                Map.of("cpu", "1024", "memoryMiB", "2048", "environment.PORT", "'3100'")));

    assertThat(alva.text("staging"))
        .contains(
            """
              docs:
                port: 3100
                path: /docs/*
                subdomain: docs
                priority: 15
                cpu: 1024
                memoryMiB: 2048
                desiredCount: 1
                healthCheckPath: /health
                environment:
                  NODE_ENV: production
                  REDIS_URL: "{redis.url}"
                  CORS_ORIGINS: "{corsOrigins}"
                  PORT: "3100"
                secrets:
                  DATABASE_URL: database
            """);
    assertThat(result.choices().stream().map(Choice::key)).containsExactly("services.docs.path");
  }

  @Test
  void a_copied_service_of_coder_keeps_image_and_port_and_goes_before_the_wildcard() {
    CopiedEnvironments coder = CopiedEnvironments.of("coder", "production");
    String development = coder.text("development");

    CreateResult result =
        coder.service(
            "production",
            new EntryRequest(
                "docs",
                Optional.empty(),
                List.of("docs.{domain}"),
                Optional.empty(),
                Optional.of("key-provisioner"),
                Map.of()));

    assertThat(coder.text("production"))
        .contains(
            """
              docs:
                image: registry.company.com/coder/key-provisioner:1.0.0
                cpu: 256
                memoryMiB: 512
                port: 8100
                healthCheckPath: /health
            """,
            "    routes:\n      - {hosts: [\"docs.{domain}\"], priority: 410, login: oidc}\n");
    assertThat(coder.text("development")).isEqualTo(development);
    assertThat(result.choices().stream().map(CreateServiceTest::line))
        .containsExactly(
            "services.docs.port 8100: of 'key-provisioner', whose image it runs",
            "services.docs.routes.priority 410: after 400 of 'litellm', before 500 of 'coder', which"
                + " takes the rest");
  }

  @Test
  void a_service_of_coder_without_a_host_is_internal() {
    CopiedEnvironments coder = CopiedEnvironments.of("coder", "production");

    CreateResult result =
        coder.service("production", named("docs", Map.of("image", "ghcr.io/acme/docs:1.4.2")));

    assertThat(coder.text("production"))
        .contains(
            "  docs:\n    image: ghcr.io/acme/docs:1.4.2\n    cpu: 256\n    memoryMiB: 512\n"
                + "    port: 9001\n\nalarms:");
    assertThat(result.notes())
        .containsExactly(
            "services.docs is internal: other services reach it by its name; --host adds a"
                + " listener rule");
  }

  @Test
  void a_copied_text_that_names_the_old_port_is_reported() {
    CopiedEnvironments coder = CopiedEnvironments.of("coder", "production");

    CreateResult result =
        coder.service(
            "production",
            new EntryRequest(
                "docs",
                Optional.of(4100),
                List.of(),
                Optional.empty(),
                Optional.of("litellm"),
                Map.of()));

    assertThat(result.notes())
        .containsExactly(
            "services.docs.healthCheckCommand has 4000, the port of 'litellm': check it",
            "services.docs.command has 4000, the port of 'litellm': check it");
  }

  @Test
  void a_service_of_orcha_says_in_each_environment_what_belongs_to_it() {
    CopiedEnvironments orcha = CopiedEnvironments.of("orcha", "prod");
    String dev = orcha.text("dev");

    orcha.service(
        "prod",
        new EntryRequest(
            "docs",
            Optional.of(5555),
            List.of("docs.getorcha.com"),
            Optional.empty(),
            Optional.empty(),
            Map.of("certificateArn", CERTIFICATE)));

    assertThat(orcha.text("prod"))
        .contains(
            "\n  docs:\n    port: 5555\n    hosts: [\"docs.{zone}\", docs.getorcha.com]\n"
                + "    priority: 30\n    certificateArn: "
                + CERTIFICATE
                + "\n");
    assertThat(orcha.text("staging"))
        .contains(
            """
              link: {hosts: ["link.{zone}"], certificateArn: null}
              docs: {hosts: ["docs.{zone}"], certificateArn: null}
            """);
    assertThat(orcha.text("dev")).isEqualTo(dev);
  }

  @Test
  void an_invalid_result_changes_no_file_and_says_how_to_go_on() {
    CopiedEnvironments orcha = CopiedEnvironments.of("orcha", "prod");
    String before = orcha.text("prod");

    assertThatThrownBy(() -> orcha.service("prod", named("docs")))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.kind()).isEqualTo(UserError.Kind.USAGE))
        .message()
        .matches(
            "(?s)environments/orcha/prod.yaml:\\d+ services.docs.certificateArn: is required with"
                + " 'certificates: given'.*\nservice 'docs': was not added, no file was changed; give"
                + " missing values with --set KEY=VALUE, or copy another service with --from SERVICE");
    assertThat(orcha.text("prod")).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          api    | environments/alva/staging.yaml:\\d+ services.api: exists already
          We b   | service name: must be lower-case letters, digits and single hyphens, beginning with a letter, got 'We b'
          a.b    | service name: must be lower-case letters, digits and single hyphens, beginning with a letter, got 'a.b'
          """)
  void a_name_that_exists_or_that_aws_refuses_is_refused(String name, String message) {
    CopiedEnvironments alva = CopiedEnvironments.of("alva", "staging");
    String before = alva.text("staging");

    assertThatThrownBy(() -> alva.service("staging", named(name))).message().matches(message);
    assertThat(alva.text("staging")).isEqualTo(before);
  }

  @Test
  void a_service_to_copy_has_to_exist() {
    EntryRequest entry =
        new EntryRequest(
            "docs",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.of("nothing"),
            Map.of());

    assertThatThrownBy(() -> CopiedEnvironments.of("alva", "staging").service("staging", entry))
        .hasMessage("--from: must name a service; there are: web, api, auth, admin, got 'nothing'");
  }

  @Test
  void a_target_is_one_environment() {
    CopiedEnvironments alva = CopiedEnvironments.of("alva", "staging");

    assertThatThrownBy(() -> alva.service("*", named("docs")))
        .hasMessage("target 'alva/*': must name one environment, such as alva/staging");
    assertThatThrownBy(() -> alva.service("staging/platform", named("docs")))
        .hasMessage(
            "target 'alva/staging/platform': must name one environment, such as alva/staging");
    assertThatThrownBy(() -> alva.service("nowhere", named("docs")))
        .hasMessage(
            "environments/alva/nowhere.yaml: does not exist; there are: production, staging");
  }

  @Test
  void a_system_without_a_map_of_services_says_what_to_do() {
    assertThatThrownBy(() -> CreateService.serviceKeys("waivers"))
        .hasMessageStartingWith("the environments of waivers have no map 'services' with ports: ")
        .hasMessageEndingWith("(docs/recipes/add-a-service.md)");
  }

  @Test
  void an_alias_among_the_services_stays() throws IOException {
    CopiedEnvironments alva = CopiedEnvironments.of("alva", "production");
    Files.writeString(
        alva.file("qa"), QA + "services:\n  web: &web {desiredCount: 2}\n  api: *web\n");

    alva.service("qa", named("docs"));

    assertThat(alva.text("qa")).contains("\n  api: *web\n  docs: {port: 3004, ");
  }

  @Test
  void a_file_that_would_change_elsewhere_is_left_and_the_entry_is_shown() throws IOException {
    CopiedEnvironments alva = CopiedEnvironments.of("alva", "production");
    String before = QA + "services:\n  web:\n    environment:\n      TEXT: |+\n        a\n\n";
    Files.writeString(alva.file("qa"), before);

    assertThatThrownBy(() -> alva.service("qa", named("docs")))
        .hasMessageStartingWith(
            "environments/alva/qa.yaml: cannot add 'services.docs' without changing another value")
        .hasMessageContaining("; add it by hand:\ndocs:\n  port: 3004\n");
    assertThat(alva.text("qa")).isEqualTo(before);
  }

  @Test
  void where_one_file_cannot_be_written_the_others_keep_their_text() throws IOException {
    CopiedEnvironments alva = CopiedEnvironments.of("alva", "staging");
    String before = alva.text("staging");
    Files.createDirectories(alva.folder().resolve("alva/.production.yaml.part/in-the-way"));

    assertThatThrownBy(() -> alva.service("staging", named("docs")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write ");
    assertThat(alva.text("staging")).isEqualTo(before);
  }

  private static String line(Choice choice) {
    return choice.key() + " " + choice.value().asText() + ": " + choice.why();
  }
}
