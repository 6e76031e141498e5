package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.support.ConfigProblems;
import dev.terrace.support.Fixtures;
import dev.terrace.support.Stack;
import dev.terrace.support.StackRules;
import dev.terrace.support.Synthesized;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The edits that README and recipes describe: the environment stays valid and its stacks keep the
 * rules of {@link StackRules}. Those rules are all that tests ask of a shipped environment, so the
 * same edits of a shipped file fail no test.
 */
final class DocumentedEditsTest {
  private static final String IN_IRELAND = "region: eu-west-1\nzones: [eu-west-1a, eu-west-1b]\n";

  @TempDir private Path folder;

  static Stream<Arguments> furtherServices() {
    return Stream.of(
        Arguments.of(
            "alva",
            "staging",
            """
            services:
              further:
                port: 4567
                path: /further/*
                subdomain: further-staging
                priority: 4567
                cpu: 512
                memoryMiB: 1024
                desiredCount: 1
                healthCheckPath: /health
            """),
        Arguments.of(
            "coder",
            "production",
            """
            services:
              further:
                image: ghcr.io/company/further:1.4.2
                cpu: 256
                memoryMiB: 512
                port: 4567
                healthCheckPath: /health
                routes:
                  - {hosts: ["further.{domain}"], priority: 456}
                environment:
                  LITELLM_URL: http://litellm.{namespace}:4000
                secrets:
                  LITELLM_MASTER_KEY: litellm/master-key
            """),
        Arguments.of(
            "orcha",
            "prod",
            """
            services:
              further:
                port: 4567
                hosts: ["further.{zone}", further.getorcha.com]
                priority: 4567
                certificateArn: arn:aws:acm:eu-central-1:700558745280:certificate/0f3c2a6e-51b7-4c1d-9a70-2f6f0d6f1a11
            """));
  }

  @ParameterizedTest(name = "{0}/{1}")
  @MethodSource("furtherServices")
  void a_further_service_adds_addresses_and_keeps_all_others(
      String system, String environment, String edit) throws IOException {
    Synthesized before = Synthesized.environment(system, environment);
    EnvironmentId id = new EnvironmentId(system, environment);
    Synthesized after = Synthesized.in(write(id, List.of(edit)), id);

    StackRules.assertKept(after);
    List<String> added = new ArrayList<>();
    for (Stack stack : before.stacks()) {
      List<String> paths = new ArrayList<>(after.stack(stack.layer()).paths());
      assertThat(paths).as(stack.name()).containsAll(stack.paths());
      paths.removeAll(stack.paths());
      added.addAll(paths);
    }
    assertThat(added).as("added addresses").anyMatch(path -> path.contains("further"));
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        Arguments.of(
            "sizes, CIDR, alarms by mail and retention",
            "alva",
            "staging",
            """
            network:
              cidr: 10.77.0.0/16
              publicSubnets: [10.77.0.0/24, 10.77.1.0/24]
              privateSubnets: [10.77.10.0/24, 10.77.11.0/24]
            database: {instanceClass: db.t3.medium, storageGiB: 40, maxStorageGiB: 100}
            redis: {nodeType: cache.t3.small}
            services: {api: {cpu: 1024, memoryMiB: 2048, desiredCount: 3}}
            alarms: {email: ops@company.com}
            logRetentionDays: 30
            """),
        Arguments.of(
            "sizes, CIDR, alarms by mail and retention",
            "coder",
            "production",
            """
            network:
              cidr: 10.77.0.0/16
              publicSubnets: [10.77.0.0/24, 10.77.1.0/24]
              appSubnets: [10.77.10.0/24, 10.77.11.0/24]
              dataSubnets: [10.77.20.0/24, 10.77.21.0/24]
            database: {instanceClass: db.t4g.large, storageGiB: 200}
            services: {litellm: {cpu: 2048, memoryMiB: 4096}}
            alarms: {email: ops@company.com}
            logRetentionDays: 60
            """),
        Arguments.of(
            "sizes, CIDR, alarms by mail and retention",
            "orcha",
            "prod",
            """
            network:
              cidr: 10.77.0.0/16
              publicSubnets: [10.77.0.0/24, 10.77.1.0/24]
              privateSubnets: [10.77.10.0/24, 10.77.11.0/24]
            instances: {type: t4g.large, volumeGiB: 60}
            database: {instanceClass: db.t4g.large}
            alertEmail: ops@company.com
            logRetentionDays: 60
            """),
        Arguments.of("another region", "alva", "staging", IN_IRELAND),
        Arguments.of("another region", "coder", "production", IN_IRELAND),
        Arguments.of(
            "Terraform Cloud",
            "coder",
            "production",
            """
            backend: {type: cloud, organization: company, bucket: null, lock: null, dynamodbTable: null}
            """),
        Arguments.of(
            "the example of README",
            "coder",
            "production",
            """
            namePrefix: coder-staging
            domain: {name: staging.coder.company.com}
            secretsPrefix: staging
            bucketSuffix: staging
            """));
  }

  @ParameterizedTest(name = "{0} in {1}/{2}")
  @MethodSource("edits")
  void an_edited_environment_is_valid(String what, String system, String environment, String edit)
      throws IOException {
    EnvironmentId id = new EnvironmentId(system, environment);

    assertThat(ConfigProblems.read(write(id, List.of(edit)), id)).isEmpty();
  }

  static Stream<EnvironmentId> edited() {
    return edits().map(DocumentedEditsTest::id).distinct();
  }

  private static EnvironmentId id(Arguments edit) {
    return new EnvironmentId((String) edit.get()[1], (String) edit.get()[2]);
  }

  /** All of them in one file: what each changes is checked, and the stacks are synthesized once. */
  @ParameterizedTest
  @MethodSource("edited")
  void an_environment_with_all_edits_keeps_the_rules(EnvironmentId id) throws IOException {
    List<String> all =
        edits().filter(each -> id(each).equals(id)).map(each -> (String) each.get()[3]).toList();

    StackRules.assertKept(Synthesized.in(write(id, all), id));
  }

  /**
   * The environment with edits merged into its file one after the other, as {@code extends} does.
   */
  private Path write(EnvironmentId id, List<String> edits) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(id.system()));
    try (Stream<Path> files = Files.list(Fixtures.ENVIRONMENTS.resolve(id.system()))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Path file = copy.resolve(id.environment() + ".yaml");
    for (int i = 0; i < edits.size(); i++) {
      Files.move(file, copy.resolve("before-" + i + ".yaml"));
      Files.writeString(file, "extends: before-" + i + "\n" + edits.get(i));
    }
    return folder;
  }
}
