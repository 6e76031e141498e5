package dev.terrace.systems.roles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.support.Prepared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    assertThat(wrong(account, table.calls())).isEmpty();
    assertThat(grantsWithoutRow(account, table.calls()))
        .as("actions that a policy grants and no row with 'yes' needs")
        .isEmpty();
    assertThat(withoutRefusal(account, table.calls())).as("roles without a row 'no'").isEmpty();
    assertThat(new Escalation(account).becomes()).containsExactlyElementsOf(table.becomes());
  }

  private static List<String> wrong(DeployedAccount account, List<RoleTable.Call> all) {
    List<RoleTable.Call> calls =
        all.stream().filter(call -> call.may() != RoleTable.May.UNKNOWN).toList();
    List<IamSimulator.Request> requests =
        calls.stream()
            .map(
                call ->
                    account.request(
                        call.principal(),
                        call.action(),
                        account.arn(call.resource()),
                        account.context(call.context())))
            .toList();
    List<IamSimulator.Verdict> verdicts = IamSimulator.evaluate(requests);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      IamSimulator.Verdict verdict = verdicts.get(i);
      if (!verdict.problem().isEmpty()) {
        wrong.add(calls.get(i) + ": " + verdict.problem());
      } else if (verdict.allowed() != (calls.get(i).may() == RoleTable.May.YES)) {
        wrong.add(calls.get(i) + (verdict.allowed() ? ": is allowed" : ": is refused"));
      }
    }
    return wrong;
  }

  /** {@code role: action}; managed policies of AWS grant what AWS says. */
  private static Set<String> grantsWithoutRow(DeployedAccount account, List<RoleTable.Call> calls) {
    Map<String, Set<String>> needed =
        calls.stream()
            .filter(call -> call.may() != RoleTable.May.NO)
            .collect(
                Collectors.groupingBy(
                    RoleTable.Call::principal,
                    TreeMap::new,
                    Collectors.mapping(RoleTable.Call::action, Collectors.toSet())));
    Set<String> without = new TreeSet<>();
    for (DeployedAccount.Role role : account.roles().values()) {
      for (String action : granted(role)) {
        if (!needed.getOrDefault(role.name(), Set.of()).contains(action)) {
          without.add(role.name() + ": " + action);
        }
      }
    }
    return without;
  }

  private static Set<String> granted(DeployedAccount.Role role) {
    Set<String> granted = new TreeSet<>();
    for (IamSimulator.Policy policy : role.policies()) {
      if (policy.name().startsWith("arn:aws:iam::aws:")) {
        continue;
      }
      for (JsonNode statement : policy.policy().path("Statement")) {
        if (statement.path("Effect").asText().equals("Allow")) {
          JsonNode action = statement.path("Action");
          if (action.isTextual()) {
            granted.add(action.asText());
          }
          action.forEach(each -> granted.add(each.asText()));
        }
      }
    }
    return granted;
  }

  private static Set<String> withoutRefusal(DeployedAccount account, List<RoleTable.Call> calls) {
    Set<String> without = new TreeSet<>(account.roles().keySet());
    calls.stream()
        .filter(call -> call.may() == RoleTable.May.NO)
        .forEach(call -> without.remove(call.principal()));
    return without;
  }
}
