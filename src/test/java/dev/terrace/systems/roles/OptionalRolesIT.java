package dev.terrace.systems.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.OrchaOptionsOn;
import dev.terrace.support.Synthesized;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Proves {@code docs/roles/orcha-options.md}: the roles that an option of orcha creates. No
 * deployed environment of the tests has them, so that the synthesized policies are evaluated.
 */
class OptionalRolesIT {
  private static SynthesizedAccount account;
  private static RoleTable table;
  private static Set<String> names;

  @BeforeAll
  static void synthesize() {
    account = new SynthesizedAccount(Synthesized.changed("orcha", "prod", OrchaOptionsOn::in));
    table = RoleTable.read(Path.of("docs/roles/orcha-options.md"));
    names =
        table.calls().stream()
            .map(RoleTable.Call::principal)
            .filter(account.roles()::containsKey)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Test
  void the_document_has_every_role_that_only_an_option_creates() {
    Set<String> always =
        new SynthesizedAccount(Synthesized.environment("orcha", "prod")).roles().keySet();

    assertThat(account.roles().keySet())
        .filteredOn(role -> !always.contains(role))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void each_optional_role_may_what_it_needs_and_nothing_else() {
    Collection<Account.Role> roles =
        account.roles().values().stream().filter(role -> names.contains(role.name())).toList();

    assertThat(RoleChecks.wrong(account, table.calls())).isEmpty();
    assertThat(RoleChecks.grantsWithoutRow(roles, table.calls()))
        .as("actions that a policy grants and no row with 'yes' needs")
        .isEmpty();
    assertThat(RoleChecks.withoutRefusal(names, table.calls()))
        .as("roles without a row 'no'")
        .isEmpty();
  }

  @Test
  void no_optional_role_becomes_another_one_that_the_document_does_not_name() {
    List<String> optional =
        new Escalation(account)
            .becomes().stream()
                .filter(edge -> names.stream().anyMatch(name -> edge.contains(name)))
                .toList();

    assertThat(optional).containsExactlyElementsOf(table.becomes());
  }
}
