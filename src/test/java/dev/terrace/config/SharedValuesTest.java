package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.project.Project;
import dev.terrace.project.Selection;
import dev.terrace.support.ChangedEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedValuesTest {
  private static final String PRODUCTION = "environments/coder/production.yaml:";

  private static Project project(Path environments) {
    return new Project(Path.of("").toAbsolutePath(), environments, environments, Map.of());
  }

  private static Path environments() {
    return ChangedEnvironment.of("coder", "development", yaml -> yaml + "\n");
  }

  private static Selection read(Path environments, String target) {
    return Selection.read(project(environments), List.of(target), warning -> {});
  }

  /** Line of the first line that starts with the text, counted from 1. */
  private static int line(Path file, String text) throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(text)) {
        return i + 1;
      }
    }
    throw new AssertionError(file + " has no line " + text);
  }

  @Test
  void two_environments_with_the_same_names_and_hosts_are_refused() throws IOException {
    Path environments = environments();
    Path production = environments.resolve("coder/production.yaml");
    Files.writeString(environments.resolve("coder/team-a.yaml"), "extends: production\n");
    String names = "): both would own the same resources\n";
    assertThatThrownBy(() -> read(environments, "coder/team-a"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "environments/coder/team-a.yaml bucketSuffix: must differ from that of coder/production"
                + " ("
                + PRODUCTION
                + line(production, "bucketSuffix:")
                + names
                + "environments/coder/team-a.yaml namePrefix: must differ from that of"
                + " coder/production ("
                + PRODUCTION
                + line(production, "namePrefix:")
                + names
                + "environments/coder/team-a.yaml secretsPrefix: must differ from that of"
                + " coder/production ("
                + PRODUCTION
                + line(production, "secretsPrefix:")
                + names
                + "environments/coder/team-a.yaml domain.name: must lead to other hosts than"
                + " domain.name of coder/production ("
                + PRODUCTION
                + line(production, "  name: coder.company.com")
                + "): both have *.coder.company.com");
  }

  @Test
  void the_same_domain_is_refused_with_both_lines() throws IOException {
    Path environments = environments();
    Path development = environments.resolve("coder/development.yaml");
    Files.writeString(
        development,
        Files.readString(development)
            .replace("name: dev.coder.company.com", "name: coder.company.com"));
    assertThatThrownBy(() -> read(environments, "coder/development"))
        .hasMessage(
            "environments/coder/development.yaml:"
                + line(development, "  name: coder.company.com")
                + " domain.name: must lead to other hosts than domain.name of coder/production ("
                + PRODUCTION
                + line(environments.resolve("coder/production.yaml"), "  name: coder.company.com")
                + "): both have *.coder.company.com");
  }

  @Test
  void a_host_of_another_system_is_refused() throws IOException {
    Path environments = environments();
    Path orcha = Files.createDirectory(environments.resolve("orcha")).resolve("prod.yaml");
    Files.writeString(
        orcha,
        Files.readString(Path.of("src/test/resources/environments/orcha/prod.yaml"))
            .replace("link.getorcha.com", "ai.dev.coder.company.com"));
    assertThatThrownBy(() -> read(environments, "coder/development"))
        .hasMessageMatching(
            "environments/coder/development.yaml:\\d+ domain.name: must lead to other hosts than"
                + " services.link.hosts\\[1\\] of orcha/prod"
                + " \\(environments/orcha/prod.yaml:\\d+\\): both have ai.dev.coder.company.com");
    assertThatThrownBy(() -> read(environments, "orcha/prod"))
        .hasMessageMatching(
            "environments/orcha/prod.yaml:\\d+ services.link.hosts\\[1\\]: must lead to other hosts"
                + " than domain.name of coder/development"
                + " \\(environments/coder/development.yaml:\\d+\\): both have"
                + " ai.dev.coder.company.com");
  }

  /** Names of buckets are global, whatever account and system they belong to. */
  @Test
  void a_bucket_of_another_system_is_refused() throws IOException {
    Path environments = environments();
    Path development = environments.resolve("coder/development.yaml");
    Files.writeString(
        development,
        Files.readString(development)
            .replace("accessLogs: null", "accessLogs: {bucket: shared-logs}"));
    Files.writeString(
        Files.createDirectory(environments.resolve("orcha")).resolve("prod.yaml"),
        Files.readString(Path.of("src/test/resources/environments/orcha/prod.yaml"))
            .replace("accessLogs: {days: 90}", "accessLogs: {bucket: shared-logs}"));
    assertThatThrownBy(() -> read(environments, "coder/development"))
        .hasMessageMatching(
            "environments/coder/development.yaml:\\d+ accessLogs.bucket: must differ from that of"
                + " orcha/prod \\(environments/orcha/prod.yaml:\\d+\\): both would own the bucket"
                + " 'shared-logs'");
  }

  @Test
  void two_that_create_the_identity_provider_of_an_account_are_warned() throws IOException {
    Path environments =
        ChangedEnvironment.of(
            "alva",
            "production",
            yaml -> yaml.replace("oidcProvider: given", "oidcProvider: made"));
    int line = line(environments.resolve("alva/staging.yaml"), "  oidcProvider:");
    assertThat(read(environments, "alva/production").environments())
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.warnings())
                    .contains(
                        "delivery.oidcProvider: alva/staging (environments/alva/staging.yaml:"
                            + line
                            + ") creates the identity provider 'token.actions.githubusercontent.com'"
                            + " as well, which an account has once: one of the two creates it, unless"
                            + " they are in different accounts"));
  }

  @Test
  void environments_that_share_a_domain_but_no_host_are_valid() {
    Path environments =
        ChangedEnvironment.of(
            "alva",
            "staging",
            yaml -> yaml + "\ndomain: {name: alva.app, hostedZoneId: Z0123456789ABCDEFGHIJ}\n");
    assertThat(read(environments, "alva/*").environments()).hasSize(2);
  }

  @Test
  void a_broken_file_stops_only_itself() throws IOException {
    Path environments = environments();
    Files.writeString(environments.resolve("coder/broken.yaml"), "region: [\n");
    assertThat(read(environments, "coder/production").environments()).hasSize(1);
  }

  /** An environment that counts how often it is asked for its hosts. */
  private record Counted(String name, AtomicInteger asked) implements SystemConfig {
    @Override
    public String region() {
      return "eu-west-1";
    }

    @Override
    public Map<String, String> tags() {
      return Map.of();
    }

    @Override
    public Backend stateBackend() {
      throw new AssertionError("nobody asks for it");
    }

    @Override
    public Usage usage() {
      return Usage.assumed();
    }

    @Override
    public Map<String, List<String>> ownHosts() {
      asked.incrementAndGet();
      return Map.of("zone", List.of(name + ".example.com"));
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }

    @Override
    public void check(Problems problems) {}
  }

  @Test
  void many_environments_are_each_looked_at_twice() {
    AtomicInteger asked = new AtomicInteger();
    List<Environment<?>> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(
          new Environment<>(
              new EnvironmentId("shop", "team-" + i), new Counted("team-" + i, asked)));
    }
    SharedValues shared = new SharedValues(new Environments(Path.of("nowhere")), all);

    assertThat(all).allSatisfy(each -> assertThat(shared.of(each)).isEmpty());
    assertThat(asked).hasValue(2 * all.size());
  }
}
