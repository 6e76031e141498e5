package dev.terrace.actions.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CreateEnvironmentTest {
  @Test
  void an_environment_of_alva_has_names_and_addresses_of_its_own() {
    CopiedEnvironments alva = CopiedEnvironments.of("alva", "staging");

    CreateResult result = alva.environment("qa", Optional.empty());

    assertThat(alva.text("qa"))
        .isEqualTo(
            """
            # yaml-language-server: $schema=../schema/alva.schema.json
            # As staging, with names, addresses and domains of its own.
            extends: staging
            namePrefix: alva-qa
            servicePrefix: alva-qa

            tags:
              Environment: qa

            network:
              cidr: 10.22.0.0/16
              publicSubnets: [10.22.0.0/24, 10.22.1.0/24]
              privateSubnets: [10.22.10.0/24, 10.22.11.0/24]

            services:
              web: {subdomain: qa}
              api: {subdomain: api-qa}
              auth: {subdomain: auth-qa}
              admin: {subdomain: admin-qa}

            delivery:
              branch: qa
              oidcProvider: given
            """);
    assertThat(result.choices().get(0).why())
        .isEqualTo("not 'alva-staging', with which staging's resources are named");
    assertThat(
            result.choices().stream()
                .filter(each -> each.key().equals("network.cidr"))
                .map(Choice::why))
        .containsExactly(
            "the next block after 10.20.0.0/16 of staging that no environment overlaps");
    assertThat(result.next()).startsWith("./terrace plan alva/qa --environments ");
  }

  @Test
  void an_environment_of_orcha_has_a_bucket_and_certificates_of_its_own() {
    CopiedEnvironments orcha = CopiedEnvironments.of("orcha", "prod");

    CreateResult result = orcha.environment("qa", Optional.empty());

    assertThat(orcha.text("qa"))
        .isEqualTo(
            """
            # yaml-language-server: $schema=../schema/orcha.schema.json
            # As prod, with names, addresses and domains of its own.
            extends: prod
            namePrefix: v1-orcha-qa
            zone: qa.getorcha.com
            certificates: made

            options:
              defaultSessionDocument: false

            tags:
              Environment: qa

            backend:
              bucket: v1-orcha-qa-terraform-state-700558745280
              dynamodbTable: v1-orcha-qa-terraform-locks

            network:
              cidr: 10.3.0.0/16
              publicSubnets: [10.3.0.0/24, 10.3.1.0/24]
              privateSubnets: [10.3.10.0/24, 10.3.11.0/24]

            services:
              app: {hosts: ["app.{zone}"], certificateArn: null}
              admin: {hosts: ["admin.{zone}"], certificateArn: null}
              link: {hosts: ["link.{zone}"], certificateArn: null}

            delivery:
              branch: qa
            """);
    assertThat(result.next()).startsWith("./terrace backend bootstrap orcha/qa --environments ");
  }

  @Test
  void an_environment_of_coder_has_secrets_and_buckets_of_its_own() {
    CopiedEnvironments coder = CopiedEnvironments.of("coder", "production");

    coder.environment("qa", Optional.empty());

    assertThat(coder.text("qa"))
        .isEqualTo(
            """
            # yaml-language-server: $schema=../schema/coder.schema.json
            # As production, with names, addresses and domains of its own.
            extends: production
            bucketSuffix: qa
            namePrefix: coder-qa
            secretsPrefix: qa

            domain:
              name: qa.coder.company.com

            tags:
              Environment: qa

            network:
              cidr: 10.2.0.0/16
              publicSubnets: [10.2.0.0/24, 10.2.1.0/24]
              appSubnets: [10.2.10.0/24, 10.2.11.0/24]
              dataSubnets: [10.2.20.0/24, 10.2.21.0/24]
            """);
  }

  @Test
  void another_environment_can_be_extended_and_a_taken_name_is_avoided() {
    CopiedEnvironments coder = CopiedEnvironments.of("coder", "production");

    coder.environment("dev", Optional.of("production"));
    coder.environment("qa", Optional.of("development"));

    assertThat(coder.text("dev"))
        .contains(
            "extends: production\n",
            "namePrefix: coder-dev-2\n",
            "name: dev-2.coder.company.com\n",
            "secretsPrefix: dev-2\n");
    assertThat(coder.text("qa"))
        .contains(
            "extends: development\n", "namePrefix: coder-qa\n", "name: qa.coder.company.com\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alva/staging  | environments/alva/staging.yaml: exists already
          alva/QA       | environment name: must be 1-31 lower-case letters, digits and hyphens, start with a letter, and not be 'waivers' or 'moves', got 'QA'
          alva/waivers  | environment name: must be 1-31 lower-case letters, digits and hyphens, start with a letter, and not be 'waivers' or 'moves', got 'waivers'
          alva/moves    | environment name: must be 1-31 lower-case letters, digits and hyphens, start with a letter, and not be 'waivers' or 'moves', got 'moves'
          alva          | environment 'alva': must be SYSTEM/NAME, such as coder/staging
          alva/a/b      | environment 'alva/a/b': must be SYSTEM/NAME, such as coder/staging
          nothing/qa    | system 'nothing': does not exist; there are: coder, orcha, alva
          coder/qa      | there is no environment of coder to extend: write the first one by hand (docs/environments.md)
          """)
  void what_is_no_new_environment_is_refused(String text, String message) {
    CopiedEnvironments alva = CopiedEnvironments.of("alva", "staging");
    CreateEnvironment.Request request =
        new CreateEnvironment.Request(text, Optional.empty(), false);

    assertThatThrownBy(() -> new CreateEnvironment(alva.project()).run(request))
        .hasMessage(message);
  }

  @Test
  void an_environment_to_extend_has_to_exist_and_to_be_valid() throws IOException {
    CopiedEnvironments alva = CopiedEnvironments.of("alva", "staging");
    assertThatThrownBy(() -> alva.environment("qa", Optional.of("prod")))
        .hasMessage(
            "--from: must name an environment of alva; there are: production, staging, got 'prod'");

    Files.writeString(alva.file("staging"), alva.text("staging").replace("16\"", "no\""));
    assertThatThrownBy(() -> alva.environment("qa", Optional.empty()))
        .hasMessageContaining("environments/alva/staging.yaml:");
    assertThat(alva.file("qa")).doesNotExist();
  }

  @Test
  void a_result_that_is_invalid_is_not_written() {
    CopiedEnvironments alva = CopiedEnvironments.of("alva", "staging");
    String name = "an-environment-of-thirty-chars";

    assertThatThrownBy(() -> alva.environment(name, Optional.empty()))
        .hasMessageContaining("environments/alva/" + name + ".yaml:")
        .hasMessageEndingWith(
            "environment 'alva/"
                + name
                + "': was not written: extend another one with --from, or write the file by hand"
                + " (docs/environments.md)");
    assertThat(alva.file(name)).doesNotExist();
  }

  @Test
  void adopted_names_are_not_inherited() throws IOException {
    CopiedEnvironments alva = CopiedEnvironments.of("alva", "staging");
    Files.writeString(
        alva.file("staging"),
        alva.text("staging")
            + "overrides:\n  data/database/instance: {identifier: old-database}\n");

    alva.environment("qa", Optional.empty());

    assertThat(alva.text("qa")).contains("\noverrides: null\n");
  }
}
