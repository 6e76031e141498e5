package dev.terrace.grants;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.ref.RoleRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One statement of an IAM policy. Pure: the same statement, the same text.
 *
 * @param sid letters and digits, says what it is for
 * @param effect Allow or Deny
 * @param principals by kind, such as Service; empty in a policy of a role
 * @param conditions values by key by operator
 */
public record Statement(
    String sid,
    String effect,
    Map<String, List<String>> principals,
    List<String> actions,
    List<String> resources,
    Map<String, Map<String, List<String>>> conditions) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public Statement {
    principals = new TreeMap<>(principals);
    conditions = new TreeMap<>(conditions);
    if (actions.contains("*")) {
      throw new IllegalArgumentException("statement '" + sid + "': the action * is never granted");
    }
  }

  public static Statement allow(String sid, List<String> actions, List<String> resources) {
    return new Statement(sid, "Allow", Map.of(), actions, resources, Map.of());
  }

  public static Statement deny(String sid, List<String> actions, List<String> resources) {
    return new Statement(sid, "Deny", Map.of(), actions, resources, Map.of());
  }

  /** For policies of resources: who is meant. */
  public Statement forPrincipal(String kind, String... who) {
    return new Statement(sid, effect, Map.of(kind, List.of(who)), actions, resources, conditions);
  }

  public Statement when(String operator, String key, String... values) {
    Map<String, Map<String, List<String>>> more = new TreeMap<>(conditions);
    Map<String, List<String>> keys = new TreeMap<>(more.getOrDefault(operator, Map.of()));
    keys.put(key, List.of(values));
    more.put(operator, keys);
    return new Statement(sid, effect, principals, actions, resources, more);
  }

  /**
   * The policy document, as JSON in one line.
   *
   * @throws IllegalArgumentException when a Sid occurs twice, which IAM refuses
   */
  public static String document(List<Statement> statements) {
    if (statements.stream().map(Statement::sid).distinct().count() < statements.size()) {
      throw new IllegalArgumentException(
          "policy: each Sid must stand once, got "
              + statements.stream().map(Statement::sid).toList());
    }
    ObjectNode document = MAPPER.createObjectNode().put("Version", "2012-10-17");
    ArrayNode array = document.putArray("Statement");
    for (Statement statement : statements) {
      ObjectNode node = array.addObject().put("Sid", statement.sid).put("Effect", statement.effect);
      if (!statement.principals.isEmpty()) {
        if (statement.principals.containsKey("*")) {
          node.put("Principal", "*");
        } else {
          ObjectNode principals = node.putObject("Principal");
          statement.principals.forEach((kind, who) -> put(principals, kind, who));
        }
      }
      put(node, "Action", statement.actions);
      if (!statement.resources.isEmpty()) {
        put(node, "Resource", statement.resources);
      }
      if (!statement.conditions.isEmpty()) {
        ObjectNode conditions = node.putObject("Condition");
        statement.conditions.forEach(
            (operator, keys) -> {
              ObjectNode operators = conditions.putObject(operator);
              keys.forEach((key, values) -> put(operators, key, values));
            });
      }
    }
    return document.toString();
  }

  /** Who may assume a role. */
  public static String assumableBy(String service) {
    return document(
        List.of(
            allow("Assume", List.of("sts:AssumeRole"), List.of())
                .forPrincipal("Service", service)));
  }

  /** A service may assume it, on behalf of one account. */
  public static String assumableBy(String service, String accountId) {
    return document(
        List.of(
            allow("Assume", List.of("sts:AssumeRole"), List.of())
                .forPrincipal("Service", service)
                .when("StringEquals", "aws:SourceAccount", accountId)));
  }

  /** Another role may assume it. */
  public static String assumableBy(RoleRef role) {
    return document(
        List.of(
            allow("Assume", List.of("sts:AssumeRole"), List.of()).forPrincipal("AWS", role.arn())));
  }

  /**
   * Workflows of GitHub Actions may assume it, of one branch of one repository: GitHub
   * documentation "Configuring OpenID Connect in Amazon Web Services".
   *
   * @param provider ARN of the account's provider for token.actions.githubusercontent.com
   * @param repository owner/name
   */
  public static String assumableByGithub(String provider, String repository, String branch) {
    return document(
        List.of(
            allow("Assume", List.of("sts:AssumeRoleWithWebIdentity"), List.of())
                .forPrincipal("Federated", provider)
                .when(
                    "StringEquals", "token.actions.githubusercontent.com:aud", "sts.amazonaws.com")
                .when(
                    "StringEquals",
                    "token.actions.githubusercontent.com:sub",
                    "repo:" + repository + ":ref:refs/heads/" + branch)));
  }

  private static void put(ObjectNode node, String key, List<String> values) {
    if (values.size() == 1) {
      node.put(key, values.get(0));
    } else {
      ArrayNode array = node.putArray(key);
      values.forEach(array::add);
    }
  }
}
