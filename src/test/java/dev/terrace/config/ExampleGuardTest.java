package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Fixtures;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExampleGuardTest {

  @Test
  void every_example_value_is_refused_at_once_for_a_real_account() {
    assertThatThrownBy(
            () ->
                ExampleGuard.check(environment(Fixtures.ENVIRONMENTS, "coder", "production"), true))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.kind()).isEqualTo(UserError.Kind.USAGE))
        .hasMessage(
            """
            refused, nothing was started: example values never reach a real account (--local takes them)
              environments/coder/production.yaml:%d domain.name: is an example: give the value of your own, got 'coder.company.com'
              environments/coder/production.yaml:%d oidc.tenantId: is an example: give the value of your own, got '00000000-0000-0000-0000-000000000000'
              environments/coder/production.yaml:%d services.key-provisioner.image: is an example: give the value of your own, got 'registry.company.com/coder/key-provisioner:1.0.0'"""
                .formatted(
                    line("name: coder.company.com"),
                    line("tenantId: "),
                    line("image: registry.company.com/coder/key-provisioner:1.0.0")));
  }

  /** Where a value stands in coder's production environment. */
  private static int line(String value) {
    try {
      List<String> lines =
          Files.readAllLines(Fixtures.ENVIRONMENTS.resolve("coder/production.yaml"));
      return 1
          + IntStream.range(0, lines.size())
              .filter(i -> lines.get(i).strip().startsWith(value))
              .findFirst()
              .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_simulated_aws_takes_example_values() {
    List<Environment<?>> coder = environment(Fixtures.ENVIRONMENTS, "coder", "production");

    assertThatCode(() -> ExampleGuard.check(coder, false)).doesNotThrowAnyException();
    assertThat(DeployTarget.isRealAccount(Map.of())).isTrue();
    assertThat(DeployTarget.isRealAccount(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1")))
        .isFalse();
  }

  @Test
  void no_example_value_gets_a_second_warning() {
    Environment<?> coder = environment(Fixtures.ENVIRONMENTS, "coder", "production").get(0);
    List<String> keys =
        coder.examples().stream().map(each -> each.where().replaceFirst(".* ", "")).toList();

    assertThat(keys).contains("oidc.tenantId");
    assertThat(coder.warnings())
        .noneMatch(warning -> keys.stream().anyMatch(key -> warning.startsWith(key + ": ")));
  }

  @Test
  void certificates_that_nobody_issued_are_examples() {
    assertThat(environment(Fixtures.ENVIRONMENTS, "orcha", "prod").get(0).examples())
        .extracting(problem -> problem.where().replaceFirst(".* ", ""))
        .containsExactly(
            "services.app.certificateArn",
            "services.admin.certificateArn",
            "services.link.certificateArn");
  }

  @Test
  void values_of_your_own_are_no_examples() {
    Path folder =
        ChangedEnvironment.of(
            "coder",
            "production",
            yaml ->
                yaml.replace("coder.company.com", "coder.acme.io")
                    .replace("registry.company.com", "registry.acme.io")
                    .replace(
                        "00000000-0000-0000-0000-000000000000",
                        "72f988bf-86f1-41af-91ab-2d7cd011db47"));

    assertThat(environment(folder, "coder", "production").get(0).examples()).isEmpty();
  }

  private static List<Environment<?>> environment(Path folder, String system, String name) {
    return List.of(
        new Environments(folder).read(new EnvironmentId(system, name), Systems.named(system)));
  }
}
