package dev.terrace.systems.roles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Roles and policies that calls are evaluated by. */
interface Account {
  String ID = "123456789012";
  Pattern BRACES = Pattern.compile("\\{([^}]+)}");

  /** A role, with the policies of its own and the attached ones. */
  record Role(String name, String arn, JsonNode trust, List<IamSimulator.Policy> policies) {}

  /** By name. */
  Map<String, Role> roles();

  /** The ARN of words such as {@code secret NAME}; an ARN and {@code *} are themselves. */
  String arn(String words);

  /** Of a key, a bucket or a file system, the trust policy of a role; null where there is none. */
  JsonNode resourcePolicy(String arn);

  /**
   * A request of a session of a role, or of a service.
   *
   * @param resource its ARN
   */
  default IamSimulator.Request request(
      String principal, String action, String resource, Map<String, String> context) {
    Role role = roles().get(principal);
    return new IamSimulator.Request(
        role == null ? principal : "arn:aws:sts::" + ID + ":assumed-role/" + principal + "/test",
        action,
        resource,
        ID,
        context,
        role == null ? List.of() : role.policies(),
        action.startsWith("iam:") ? null : resourcePolicy(resource),
        false);
  }

  /** Values of condition keys, with what stands between braces replaced by its ARN. */
  default Map<String, String> context(Map<String, String> words) {
    Map<String, String> context = new TreeMap<>();
    words.forEach(
        (key, value) ->
            context.put(key, BRACES.matcher(value).replaceAll(found -> arn(found.group(1)))));
    return context;
  }
}
