package dev.terrace.systems.alva;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.ConfigProblems;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What people read when an environment of alva is wrong; see {@link ConfigProblems}. */
class AlvaConfigTest {
  private static final String SECRETS =
      "is no secret of alva; there are: cookie-secret, database, database-password,"
          + " jwt-private-key, jwt-public-key, jwt-secret, openai-api-key, resend-api-key";

  @Test
  void the_environments_of_the_repository_have_no_problems() {
    assertProblems(yaml -> yaml + "\n# no change\n");
    ConfigProblems.assertProblems("alva", "production", yaml -> yaml + "\n# no change\n");
  }

  @Test
  void priorities_ports_subdomains_and_paths_are_taken_once() {
    assertProblems(
        yaml ->
            yaml.replace("port: 3002", "port: 3001")
                .replace("priority: 20", "priority: 10")
                .replace("subdomain: auth-staging", "subdomain: api-staging")
                .replace("path: /auth/*", "path: /api/*"),
        "<  auth:+1> services.auth.port: this port is taken by services.api.port already: give it"
            + " another, got 3001",
        "<  auth:+4> services.auth.priority: this priority is taken by services.api.priority"
            + " already: give it another, got 10",
        "<  auth:+3> services.auth.subdomain: this subdomain is taken by services.api.subdomain"
            + " already: give it another, got 'api-staging'",
        "<  auth:+2> services.auth.path: this path is taken by services.api.path already: give it"
            + " another, got '/api/*'");
  }

  @Test
  void a_path_behind_one_that_takes_it_all_is_named() {
    assertProblems(
        yaml -> yaml.replace("path: /auth/*", "path: /api/auth/*"),
        "<path: /api/auth> services.auth.path: is never reached: services.api takes /api/* with the"
            + " lower priority 10, got '/api/auth/*'");
    assertProblems(
        yaml ->
            yaml.replace("path: /auth/*", "path: /api/auth/*")
                .replace("priority: 20", "priority: 5"));
  }

  @Test
  void one_service_takes_what_no_path_takes() {
    assertProblems(
        yaml -> yaml.replace("    path: /auth/*\n", ""),
        "<services:> services: must have one service without a path, which takes what no path"
            + " takes, got '[web, auth]'");
    assertProblems(
        yaml ->
            yaml.replace("    subdomain: staging\n", "    subdomain: staging\n    path: /web/*\n"),
        "<services:> services: must have one service without a path, which takes what no path"
            + " takes, got '[]'");
  }

  @Test
  void values_out_of_range_are_named() {
    assertProblems(
        yaml ->
            yaml.replace("path: /auth/*", "path: auth")
                .replace("priority: 30", "priority: 50001")
                .replace("subdomain: admin-staging", "subdomain: admin.staging")
                .replace("port: 3001\n", "port: 70000\n"),
        "<port: 70000> services.api.port: must be 1-65535, got 70000",
        "<path: auth> services.auth.path: must be a path such as /api/*, of letters, digits and"
            + " _-.$/~\"'@:+&*?, got 'auth'",
        "<admin.staging> services.admin.subdomain: must be one part of a host name, such as"
            + " api-staging, got 'admin.staging'",
        "<priority: 50001> services.admin.priority: must be 1-50000, got 50001");
  }

  @Test
  void sizes_that_fargate_does_not_have_are_named() {
    assertProblems(
        yaml ->
            yaml.replace("  cpu: 256\n", "  cpu: 300\n")
                .replace("port: 3000\n", "port: 3000\n")
                .replaceFirst("memoryMiB: 1024", "memoryMiB: 512"),
        "<memoryMiB: 512> services.web.memoryMiB: must be one of [1024, 2048, 3072, 4096] with cpu"
            + " 512, got 512",
        "<cpu: 300> migrations.cpu: must be one of [256, 512, 1024, 2048, 4096, 8192, 16384], got"
            + " 300");
  }

  @Test
  void a_secret_and_a_placeholder_that_there_are_none_of_are_named() {
    assertProblems(
        yaml ->
            yaml.replace("JWT_PRIVATE_KEY: jwt-private-key", "JWT_PRIVATE_KEY: jwt-key")
                .replace("REDIS_URL: \"{redis.url}\"", "REDIS_URL: \"{redis}\""),
        "<REDIS_URL> services.api.environment.REDIS_URL: has no value for {redis}; known:"
            + " corsOrigins, internalUrl.admin, internalUrl.api, internalUrl.auth, internalUrl.web,"
            + " namespace, publicUrl.admin, publicUrl.api, publicUrl.auth, publicUrl.web,"
            + " redis.url, region, got '{redis}'",
        "<jwt-key> services.auth.secrets.JWT_PRIVATE_KEY: " + SECRETS + ", got 'jwt-key'");
  }

  @Test
  void redis_with_a_token_and_a_database_without_a_name_do_not_fit() {
    assertProblems(
        yaml ->
            yaml.replace("  snapshotDays: 1\n", "  snapshotDays: 1\n  auth: true\n")
                .replace("  databaseName: alva\n", ""),
        "<database:> database.databaseName: is required: the services connect to it",
        "<auth: true> redis.auth: must be false: the URL of Redis is plain environment of the"
            + " services, got true");
  }

  @Test
  void delivery_and_migrations_are_checked() {
    assertProblems(
        yaml ->
            yaml.replace("repository: alva/alva", "repository: alva")
                .replace("branch: staging", "branch: \"*\"")
                .replace("keepImages: 20", "keepImages: 1")
                .replace("  service: api\n", "  service: apis\n"),
        "<  service: apis> migrations.service: must be one of the services: web, api, auth, admin,"
            + " got 'apis'",
        "<repository: alva> delivery.repository: must be owner/name, got 'alva'",
        "<branch:> delivery.branch: must be a branch's name, without spaces, quotes and"
            + " :?*[^~\\${}<>|&;(), got '*'",
        "<keepImages> delivery.keepImages: must be 2-1000, got 1");
  }

  @Test
  void a_domain_that_is_none_is_named() {
    assertProblems(
        yaml -> yaml + "\ndomain: {name: alva}\n",
        "<domain: {name: alva}> domain.name: must be a domain such as example.com, got 'alva'");
  }

  @Test
  void plain_http_and_a_certificate_by_hand_draw_warnings() {
    assertThat(warnings(yaml -> yaml + "\n# no change\n"))
        .containsExactly(
            "domain: is absent, so that everything, passwords and cookies too, is sent over plain"
                + " HTTP",
            "alarms.email: is empty, so that nobody is notified of an alarm");
    assertThat(warnings(yaml -> yaml.replace("  email: \"\"", "  email: alerts@alva.app")))
        .singleElement()
        .asString()
        .startsWith("domain: is absent");
    assertThat(warnings(yaml -> yaml + "\ndomain: {name: alva.app}\n"))
        .containsExactly(
            "domain: without hostedZoneId no records are created, and the certificate is validated by"
                + " hand: while the platform layer is deployed, create the CNAMEs that AWS"
                + " Certificate Manager shows for it; the deploy waits for them",
            "alarms.email: is empty, so that nobody is notified of an alarm");
    assertThat(
            warnings(
                yaml ->
                    yaml.replace("  email: \"\"", "  email: alerts@alva.app")
                        + "\ndomain: {name: alva.app, hostedZoneId: Z1}\n"))
        .isEmpty();
  }

  private static List<String> warnings(UnaryOperator<String> change) {
    Path environments = ChangedEnvironment.of("alva", "staging", change);
    return new Environments(environments)
        .read(new EnvironmentId("alva", "staging"), new AlvaSystem())
        .config()
        .warnings();
  }

  private static void assertProblems(UnaryOperator<String> change, String... expected) {
    ConfigProblems.assertProblems("alva", "staging", change, expected);
  }
}
