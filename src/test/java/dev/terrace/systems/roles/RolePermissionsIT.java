package dev.terrace.systems.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.support.Prepared;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Proves {@code docs/roles/}: the policies of deployed environments, as AWS stores them, allow each
 * call that a role needs and refuse those that it must not make, and no role can become another one
 * that the document does not name. The simulated AWS enforces no IAM, so that no deploy shows this.
 */
class RolePermissionsIT {
  private Launcher terrace;

  @AfterEach
  void stop() {
    terrace.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "coder/production, us-west-2, coder-production-",
    "orcha/prod, eu-central-1, v1-orcha",
    "alva/staging, us-east-1, alva-staging"
  })
  void each_role_may_what_it_needs_and_nothing_else(String target, String region, String prefix) {
    terrace = Prepared.fork(target);
    DeployedAccount account = new DeployedAccount(new Aws(terrace, region), region, prefix);
    RoleTable table =
        RoleTable.read(Path.of("docs/roles", target.substring(0, target.indexOf('/')) + ".md"));

    assertThat(RoleChecks.wrong(account, table.calls())).isEmpty();
    assertThat(RoleChecks.grantsWithoutRow(account.roles().values(), table.calls()))
        .as("actions that a policy grants and no row with 'yes' needs")
        .isEmpty();
    assertThat(RoleChecks.withoutRefusal(account.roles().keySet(), table.calls()))
        .as("roles without a row 'no'")
        .isEmpty();
    assertThat(new Escalation(account).becomes()).containsExactlyElementsOf(table.becomes());
  }
}
