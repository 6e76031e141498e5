package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.terraform.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole command, on an environment that nobody else changes. */
final class CheckCommandTest {
  private static final String WAIVERS =
      """
      waivers:
        - rule: aws-elb-plain-http
          resource: "staging/platform/load-balancer/http"
          reason: Staging has no domain yet, as its owners want it
          who: owners of alva
          expires: 2099-12-31
        - rule: iam-becomes
          resource: "*/delivery/deploy-role/policy"
          reason: Anybody who deploys the code can read what the code reads
          who: owners of alva
          expires: 2099-12-31
      """;

  private record Said(int exitCode, String out, String err) {}

  private static Said run(Path environments, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        TerraceCommand.run(
            Map.of("PATH", System.getenv("PATH"), "TERRACE_ENVIRONMENTS", environments.toString()),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments);
    return new Said(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Path environments() {
    return ChangedEnvironment.of("alva", "staging", text -> text + "# a copy\n");
  }

  @Test
  void errors_exit_3_until_waivers_accept_them() throws IOException {
    Path environments = environments();
    Files.deleteIfExists(environments.resolve("alva/waivers.yaml"));

    Said before = run(environments, "check", "alva/staging");
    assertThat(before.exitCode()).as(before.err()).isEqualTo(3);
    assertThat(before.out())
        .contains("error aws-elb-plain-http: A load balancer serves plain HTTP")
        .contains("error iam-becomes: A role can become one that reads more secrets");

    Files.writeString(environments.resolve("alva/waivers.yaml"), WAIVERS);
    Said after = run(environments, "check", "alva/staging");
    assertThat(after.out()).doesNotContain("error ").contains("alva/staging: 0 errors, ");
    assertThat(after.exitCode()).isZero();
  }

  @Test
  void unused_waivers_are_reported_for_the_whole_system_only() throws IOException {
    Path environments = environments();
    Files.writeString(
        environments.resolve("alva/waivers.yaml"),
        WAIVERS
            + WAIVERS
                .split("\n", 2)[1]
                .lines()
                .limit(5)
                .map(line -> line.replace("aws-elb-plain-http", "aws-rds-public") + "\n")
                .reduce("", String::concat));

    assertThat(run(environments, "check", "alva/staging").out()).doesNotContain("waiver-unused");
    assertThat(run(environments, "check", "alva/*").out())
        .contains(
            "aws-rds-public on staging/platform/load-balancer/http accepts no finding\n"
                + "    from environments/alva/waivers.yaml:12");
  }

  @Test
  void a_target_shows_the_findings_of_its_layer() {
    JsonNode found = Json.parse(run(environments(), "check", "alva/staging/data", "--json").out());

    assertThat(found.at("/environments/0/findings")).isNotEmpty();
    found
        .at("/environments/0/findings")
        .forEach(each -> assertThat(each.path("stack").asText()).isEqualTo("alva/staging/data"));
    assertThat(found.at("/environments/0/findings").toString())
        .contains("\"key\":\"database.storageType\"")
        .contains("environments/alva/staging.yaml");
  }

  @Test
  void two_formats_at_once_are_wrong_usage() {
    Said said = run(environments(), "check", "--sarif", "--junit");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err()).contains("--sarif").contains("--junit");
  }

  @Test
  void an_error_in_the_waivers_is_wrong_usage() throws IOException {
    Path environments = environments();
    Files.writeString(environments.resolve("alva/waivers.yaml"), "waivers: [{rule: nothing}]\n");

    Said said = run(environments, "check", "alva/staging");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .contains("environments/alva/waivers.yaml:1 waivers[0].reason: is required");
  }

  @Test
  void a_plan_of_any_configuration_is_checked_by_its_addresses() {
    Said said = run(environments(), "check", "--plan", "src/test/resources/check/plan.json");

    assertThat(said.exitCode()).as(said.err()).isEqualTo(3);
    assertThat(said.out())
        .contains(
            """
            error aws-rds-public: A database has a public address
              publicly_accessible is true; it must be false
                from src/test/resources/check/plan.json
                plan/plan/root module.db.aws_db_instance.this[0]
            """)
        .contains("plan/plan/root aws_vpc_security_group_ingress_rule.open[\"ssh\"]\n")
        .doesNotContain("aws-ec2-flow-log", "aws-s3-public-access-block");
  }

  @Test
  void what_is_no_plan_is_wrong_usage() {
    Said absent = run(environments(), "check", "--plan", "absent.json");
    Said other = run(environments(), "check", "--plan", "pom.xml");
    Said both = run(environments(), "check", "alva/staging", "--plan", "plan.json");

    assertThat(absent.exitCode()).isEqualTo(2);
    assertThat(absent.err()).contains("absent.json: there is no such file").contains("show -json");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("pom.xml: is not JSON");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("--plan FILE takes no TARGET");
  }
}
