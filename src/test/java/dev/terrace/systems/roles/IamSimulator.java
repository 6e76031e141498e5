package dev.terrace.systems.roles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Evaluates requests by IAM policies: {@code @cloud-copilot/iam-simulate}, one Node process for all
 * requests. It knows AWS's actions, their resource types and condition keys, and refuses others.
 */
final class IamSimulator {
  private static final String SCRIPT = "src/test/resources/roles/simulate.mjs";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * A call of an AWS API.
   *
   * @param principal ARN of a session of a role, or a service such as {@code
   *     ecs-tasks.amazonaws.com}
   * @param action such as {@code s3:GetObject}
   * @param resource its ARN, or {@code *}; a pattern stands for any resource that fits
   * @param account of the resource, 12 digits
   * @param context condition keys and their values
   * @param policies of the principal
   * @param resourcePolicy of the resource, or null
   * @param anyCondition whether condition keys without a value count as fulfilled
   */
  record Request(
      String principal,
      String action,
      String resource,
      String account,
      Map<String, String> context,
      List<Policy> policies,
      JsonNode resourcePolicy,
      boolean anyCondition) {

    /** The same with whatever values of condition keys allow it. */
    Request underAnyCondition() {
      return new Request(
          principal, action, resource, account, context, policies, resourcePolicy, true);
    }
  }

  /**
   * @param name of an inline policy, ARN of a managed one
   */
  record Policy(String name, JsonNode policy) {}

  /**
   * @param problem why the request makes no sense, or empty: an action that AWS does not have, a
   *     resource that the action does not know, a condition key that it does not send
   */
  record Verdict(boolean allowed, String problem) {}

  private IamSimulator() {}

  /** A verdict a request, in their order. */
  static List<Verdict> evaluate(List<Request> requests) {
    try {
      Process process =
          new ProcessBuilder("node", SCRIPT).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      // The script reads everything before it answers.
      try (OutputStream words = process.getOutputStream()) {
        MAPPER.writeValue(words, requests);
      }
      List<Verdict> verdicts = new ArrayList<>();
      for (JsonNode verdict : MAPPER.readTree(process.getInputStream())) {
        verdicts.add(verdict(verdict));
      }
      if (verdicts.size() != requests.size()) {
        throw new IllegalStateException(
            SCRIPT + " answered " + verdicts.size() + " of " + requests.size() + " requests");
      }
      return verdicts;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run node " + SCRIPT, e);
    }
  }

  private static Verdict verdict(JsonNode verdict) {
    String problem = verdict.path("error").asText();
    if (!verdict.path("ignored").isEmpty()) {
      problem = "the action sends no " + verdict.path("ignored");
    }
    return new Verdict(verdict.path("result").asText().equals("Allowed"), problem);
  }
}
