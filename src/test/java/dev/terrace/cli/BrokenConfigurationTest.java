package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ten ways to break {@code environments/coder/production.yaml}: exit 2, the problem by name, and
 * nothing is started.
 */
class BrokenConfigurationTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          namePrefix: coder-production  | nameprefix: coder-production   | nameprefix: is not a known key
          storageGiB: 100               | storageGiB: plenty             | database.storageGiB: must be of type integer, got 'plenty'
          [10.0.20.0/24, 10.0.21.0/24]  | [10.0.20.0/24, 10.9.21.0/24]   | network.dataSubnets[1]: must lie inside the VPC's 10.0.0.0/16, got '10.9.21.0/24'
          [10.0.20.0/24, 10.0.21.0/24]  | [10.0.20.0/24, 10.0.11.0/24]   | network.dataSubnets[1]: must not overlap appSubnets[1], which is 10.0.11.0/24, got '10.0.11.0/24'
          [us-west-2a, us-west-2b]      | [us-west-2a, us-east-1a]       | zones[1]: must be a zone of us-west-2, got 'us-east-1a'
          priority: 400                 | priority: 100                  | services.litellm.routes[0].priority: this priority is taken by services.coder.routes[0].priority already: give it another, got 100
          image: clickhouse/clickhouse-server:24-alpine | image: ""      | services.clickhouse.image: must name an image: push the service's image and give its reference here before the service is deployed, got ''
          namePrefix: coder-production  | namePrefix: coder-production-of-the-west | 'coder-production-of-the-west-key-provisioner' of 44 characters; AWS takes at most 32
          LITELLM_SALT_KEY: litellm/salt-key | LITELLM_SALT_KEY: litellm/pepper | services.litellm.secrets.LITELLM_SALT_KEY: must name a secret of coder
          zones: [us-west-2a, us-west-2b] | zones: [us-west-2a           | is no valid YAML
          """)
  void a_deploy_names_the_problem_and_starts_nothing(String from, String to, String named) {
    Path environments =
        ChangedEnvironment.of("coder", "production", yaml -> yaml.replace(from, to));

    Said said =
        new Terrace(folder.resolve("state"))
            .run(
                "--environments=" + environments, "deploy", "coder/production", "--local", "--yes");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).startsWith("error: environments/coder/production.yaml").contains(named);
    assertThat(said.out()).isEmpty();
    assertThat(Files.exists(folder.resolve("state/local"))).isFalse();
  }
}
