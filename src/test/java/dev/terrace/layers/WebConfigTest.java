package dev.terrace.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.terrace.config.BackendConfig;
import dev.terrace.config.Problem;
import dev.terrace.config.Problems;
import dev.terrace.config.YamlFile;
import dev.terrace.constructs.data.StandardData;
import dev.terrace.constructs.service.FargateWeb;
import dev.terrace.constructs.service.WebServices;
import dev.terrace.files.BundledFiles;
import dev.terrace.spec.AccessLogsSpec;
import dev.terrace.spec.DatabaseSpec;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.ServiceSpec;
import dev.terrace.spec.StandardConfig;
import dev.terrace.spec.WorkerSpec;
import dev.terrace.spec.web.AlertSpec;
import dev.terrace.spec.web.NetworkSpec;
import dev.terrace.spec.web.SecretSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks, on the environment that a new system begins with. */
final class WebConfigTest {
  private static final String STAGING =
      BundledFiles.text("new/systems/web/environment/staging.yaml")
          .replace("@name@", "shop")
          .replace("@block@", "10.40");

  private static final String WORKER =
      """
      workers:
        mailer:
          image: registry.example.com/mailer:1
          cpu: 256
          memoryMiB: 512
          desiredCount: 3
          command: [run]
          environment: {MODE: all}
          secrets: {KEY: cookie-key}
      """;

  record Config(
      String namePrefix,
      String region,
      List<String> zones,
      Map<String, String> tags,
      BackendConfig backend,
      DomainSpec domain,
      NetworkSpec network,
      DatabaseSpec database,
      Map<String, SecretSpec> secrets,
      Map<String, Integer> secretVersions,
      Map<String, ServiceSpec> services,
      Map<String, WorkerSpec> workers,
      Integer logRetentionDays,
      AccessLogsSpec accessLogs,
      AlertSpec alarms)
      implements WebConfig {
    Config {
      secretVersions = StandardConfig.ordered(secretVersions);
      workers = StandardConfig.ordered(workers);
    }
  }

  private static Config config(String text) throws IOException {
    return JsonMapper.builder()
        .build()
        .treeToValue(YamlFile.parse(text, "staging.yaml").tree(), Config.class);
  }

  private static List<String> problems(String text) throws IOException {
    Problems problems = Problems.of("");
    config(text).check(problems);
    return problems.list().stream().map(Problem::toString).toList();
  }

  @Test
  void a_secret_needs_no_description() throws IOException {
    String text =
        STAGING.replaceFirst("cookie-key: \\{[^}]*}", "cookie-key: {generated: 48}\n  openai: {}");

    assertThat(problems(text)).isEmpty();
    assertThat(config(text).secretCatalog().names()).contains("cookie-key", "openai");
    assertThat(new SecretSpec(null, 48).describe("cookie-key")).isEqualTo("Generated: cookie-key");
    assertThat(new SecretSpec(null, null).describe("openai"))
        .isEqualTo("Filled in by people: openai");
    assertThat(new SecretSpec("Signs", null).describe("openai")).isEqualTo("Signs");
  }

  @Test
  void the_environment_of_a_new_system_has_no_problem() throws IOException {
    assertThat(problems(STAGING)).isEmpty();
    assertThat(config(STAGING).secretCatalog().names())
        .containsExactly("cookie-key", "database", "database-password");
    assertThat(config(STAGING).ownHosts())
        .isEqualTo(Map.of("domain.name", List.of("staging.shop.example.com")));
    assertThat(config(STAGING).ownNames()).isEqualTo(Map.of("namePrefix", "shop-staging"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          databaseName: app            | multiAz: false                    | database.databaseName: is required: the services connect to it
          COOKIE_KEY: cookie-key       | COOKIE_KEY: cookie                | services.web.secrets.COOKIE_KEY: is no secret of shop-staging
          cookie-key: {                | database: {                       | secrets.database: is a secret of the database
          hosts: ["{domain}"]          | hosts: ["{host}"]                 | has no value for {host}
          healthCheckPath: /           | layer: data                       | services.web.layer: must be absent or platform
          healthCheckPath: /           | fromWorkspaces: true              | services.web.fromWorkspaces: must be absent
          priority: 100                | priority: 100, login: oidc        | services.web.routes[0].login: must be none
          staging.shop.example.com     | "x.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.com" | domain.name: makes a certificate
          natGateways: one             | natGateways: none                 | network.natGateways: must be one or onePerZone
          namePrefix: shop-staging     | namePrefix: shop-staging-with-a-long-name | makes the target group name
          accessLogs: {days: 90}       | accessLogs: {bucket: shop-staging-terraform-state} | accessLogs.bucket: must be another bucket
          logRetentionDays: 30         | logRetentionDays: 31              | logRetentionDays: must be one of
          """)
  void a_wrong_value_is_reported_at_its_key(String before, String after, String problem)
      throws IOException {
    assertThat(STAGING).contains(before);

    assertThat(problems(STAGING.replace(before, after)))
        .anySatisfy(each -> assertThat(each).contains(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KEY: cookie-key | KEY: cookie      | workers.mailer.secrets.KEY: is no secret of shop-staging
          mailer:1        | mailer:{tag}     | workers.mailer.image: has no value for {tag}
          [run]           | ["{mode}"]       | workers.mailer.command[0]: has no value for {mode}
          MODE: all       | MODE: "{mode}"   | workers.mailer.environment.MODE: has no value for {mode}
          memoryMiB: 512  | memoryMiB: 64    | workers.mailer.memoryMiB: must be
          '  mailer:'    | '  web:'         | workers.web: has the name of a service: give it another one
          '  mailer:'    | '  a-worker-whose-name-is-too-long-for-the-role-that-starts-it:' | makes the role name
          """)
  void a_wrong_value_of_a_worker_is_reported_at_its_key(String before, String after, String problem)
      throws IOException {
    String worker = WORKER.replace(before, after);
    assertThat(worker).isNotEqualTo(WORKER);

    assertThat(problems(STAGING + WORKER)).isEmpty();
    assertThat(problems(STAGING + worker)).anySatisfy(each -> assertThat(each).contains(problem));
  }

  @Test
  void a_worker_starts_with_no_more_tasks_than_its_scaling_takes() throws IOException {
    String scaled =
        STAGING + WORKER + "    scaling: {minimum: 1, maximum: 2, messagesPerTask: 9}\n";

    assertThat(problems(scaled.replace("maximum: 2", "maximum: 3"))).isEmpty();
    assertThat(problems(scaled))
        .anySatisfy(
            each ->
                assertThat(each)
                    .contains(
                        "workers.mailer.desiredCount: must be at most scaling.maximum, which is"
                            + " 2"));
  }

  @Test
  void alarms_expect_the_tasks_of_services_and_workers() throws IOException {
    String scaled = "    scaling: {minimum: 2, maximum: 5, messagesPerTask: 100}\n";

    assertThat(fewest(STAGING + WORKER, "web")).isEqualTo(2);
    assertThat(fewest(STAGING + WORKER, "mailer")).isEqualTo(3);
    assertThat(fewest(STAGING + WORKER + scaled, "mailer")).isEqualTo(2);
  }

  @Test
  void workers_need_addresses_as_services_do() throws IOException {
    String small = STAGING.replaceAll("10\\.40\\.(16|32)\\.0/20", "10.40.$1.0/28");

    assertThat(problems(small + WORKER.replace("Count: 3", "Count: 20"))).isEmpty();
    assertThat(problems(small + WORKER.replace("Count: 3", "Count: 21")))
        .containsExactly(
            "network.appSubnets: must have an address for each of the 23 tasks, instances and endpoints in it, and has"
                + " 22: take larger blocks, or run fewer, got '[10.40.16.0/28, 10.40.32.0/28]'");
  }

  private static int fewest(String text, String name) throws IOException {
    FargateWeb.Refs web =
        new FargateWeb.Refs(null, null, new WebServices.Refs(Map.of(), Map.of(), List.of()));
    StandardData.Refs data = new StandardData.Refs(null, null, Map.of());
    return config(text).monitoringProps(web, data).fewest().applyAsInt(name);
  }

  @Test
  void doubts_are_warnings() throws IOException {
    assertThat(config(STAGING.replace("nginx:1.27.4", "nginx:latest")).warnings())
        .hasSize(3)
        .anyMatch(each -> each.startsWith("domain: without hostedZoneId"))
        .anyMatch(
            each -> each.startsWith("services.web.image: 'public.ecr.aws/nginx/nginx:latest'"))
        .anyMatch(each -> each.startsWith("alarms.email: is empty"));
    assertThat(config(STAGING + WORKER.replace("mailer:1", "mailer")).warnings())
        .anyMatch(
            each ->
                each.startsWith("workers.mailer.image: 'registry.example.com/mailer' moves: two"));
    assertThat(config(STAGING.replace("{minimum: 2,", "{minimum: 0,")).warnings())
        .anyMatch(each -> each.startsWith("services.web.autoscaling.minimum: with 0 tasks"));
  }
}
