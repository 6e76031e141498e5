package dev.terrace.actions.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.error.UserError;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.Synthesis;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.terraform.Interrupts;
import dev.terrace.ui.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rules say before alva/staging, which serves plain HTTP, is deployed. */
final class CheckGuardTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
  private final FolderLocks locks = new FolderLocks("a test");
  private RunContext run;
  private Synthesis synthesis;

  @BeforeEach
  void synthesize() throws IOException {
    Path environments = ChangedEnvironment.of("alva", "staging", text -> text + "# a copy\n");
    Files.deleteIfExists(environments.resolve("alva/waivers.yaml"));
    Path home = Files.createTempDirectory("home");
    Project project = new Project(home, home.resolve("state"), environments, Map.of());
    run =
        new RunContext(project, new Console(stream, stream, false, false), new Interrupts(), locks);
    synthesis =
        Synthesis.make(project, line -> {}, List.of("alva/staging"), Synthesis::temporaryFolder);
  }

  @AfterEach
  void unlock() {
    locks.close();
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void an_error_without_waiver_ends_the_change_of_a_real_account() {
    assertThatThrownBy(() -> CheckGuard.check(run, synthesis, true))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.kind()).isEqualTo(UserError.Kind.REFUSED))
        .hasMessageContaining(
            """
            refused by rules, nothing was changed:
              alva/staging/platform load-balancer/http (aws_lb_listener.load-balancer_http_44626CBC): \
            A load balancer serves plain HTTP: port 80 is served over HTTP [aws-elb-plain-http]
            """)
        .hasMessageContaining("Details: ./terrace check alva/staging --environments ");
    assertThat(said()).isEmpty();
  }

  @Test
  void the_simulated_aws_takes_errors_that_are_printed() {
    CheckGuard.check(run, synthesis, false);

    assertThat(said())
        .contains("warning: alva/staging/platform load-balancer/http")
        .containsPattern(
            "rules: 2 errors, \\d+ warnings, \\d+ notes, 0 waived; details: ./terrace");
  }

  @Test
  void an_error_names_the_line_of_the_environment() throws IOException {
    Path file = run.project().environments().resolve("alva/staging.yaml");
    String text = Files.readString(file);
    Files.writeString(
        file,
        text.replaceFirst(
            "( +)REDIS_URL: .*\n", "$0$1SEGMENT_WRITE_KEY: sk-proj-00000000000000000000\n"));
    synthesis =
        Synthesis.make(
            run.project(), line -> {}, List.of("alva/staging"), Synthesis::temporaryFolder);

    CheckGuard.report(run, synthesis);

    assertThat(said())
        .containsPattern(
            "SEGMENT_WRITE_KEY of container 'api' is in plain text, from \\S+/alva/staging\\.yaml:\\d+"
                + " services\\.api\\.environment\\.SEGMENT_WRITE_KEY \\[workload-plain-secret]");
  }

  @Test
  void a_waiver_opens_the_way_into_a_real_account() throws IOException {
    Files.writeString(
        run.project().environments().resolve("alva/waivers.yaml"),
        """
        waivers:
          - rule: aws-elb-plain-http
            resource: "staging/*"
            reason: Staging has no domain yet, as its owners want it
            who: owners of alva
            expires: 2099-12-31
          - rule: iam-becomes
            resource: "*"
            reason: Anybody who deploys the code can read what the code reads
            who: owners of alva
            expires: 2099-12-31
        """);

    CheckGuard.check(run, synthesis, true);

    assertThat(said()).startsWith("rules: 0 errors, ").contains(" 2 waived");
  }
}
