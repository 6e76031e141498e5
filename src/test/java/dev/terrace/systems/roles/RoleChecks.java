package dev.terrace.systems.roles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a document of roles and an account's policies disagree on. */
final class RoleChecks {
  private RoleChecks() {}

  /** Calls whose verdict is not the one of their row. */
  static List<String> wrong(Account account, List<RoleTable.Call> all) {
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
  static Set<String> grantsWithoutRow(Collection<Account.Role> roles, List<RoleTable.Call> calls) {
    Map<String, Set<String>> needed =
        calls.stream()
            .filter(call -> call.may() != RoleTable.May.NO)
            .collect(
                Collectors.groupingBy(
                    RoleTable.Call::principal,
                    TreeMap::new,
                    Collectors.mapping(RoleTable.Call::action, Collectors.toSet())));
    Set<String> without = new TreeSet<>();
    for (Account.Role role : roles) {
      for (String action : granted(role)) {
        if (!needed.getOrDefault(role.name(), Set.of()).contains(action)) {
          without.add(role.name() + ": " + action);
        }
      }
    }
    return without;
  }

  private static Set<String> granted(Account.Role role) {
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

  /** Roles without a row that says no. */
  static Set<String> withoutRefusal(Set<String> roles, List<RoleTable.Call> calls) {
    Set<String> without = new TreeSet<>(roles);
    calls.stream()
        .filter(call -> call.may() == RoleTable.May.NO)
        .forEach(call -> without.remove(call.principal()));
    return without;
  }
}
