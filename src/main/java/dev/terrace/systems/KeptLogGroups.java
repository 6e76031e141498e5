package dev.terrace.systems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.providers.aws.iam_policy.IamPolicy;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import com.hashicorp.cdktf.providers.aws.ssm_document.SsmDocument;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.constructs.IConstruct;

/**
 * Lets policies and documents follow log groups that keep their existing names. They name a log
 * group by text, since its role comes before it or has a pattern for several: without this, a task
 * whose log group has a kept name could not write to it, and would not start.
 */
final class KeptLogGroups {
  private static final Pattern ARN =
      Pattern.compile("(?<before>.*:log-group:)(?<name>[^:]*)(?<after>(:.*)?)");

  private final Map<String, String> keptByName;

  /**
   * @param keptByName the kept name, by the one that the stacks give
   */
  KeptLogGroups(Map<String, String> keptByName) {
    this.keptByName = keptByName;
  }

  void apply(IConstruct parent) {
    for (IConstruct each : parent.getNode().getChildren()) {
      if (each instanceof IamRolePolicy policy) {
        follow(policy, "policy", policy.getPolicyInput());
      } else if (each instanceof IamPolicy policy) {
        follow(policy, "policy", policy.getPolicyInput());
      } else if (each instanceof KmsKey key) {
        follow(key, "policy", key.getPolicyInput());
      } else if (each instanceof SsmDocument document) {
        follow(document, "content", document.getContentInput());
      }
      apply(each);
    }
  }

  /**
   * @param text JSON; null: AWS gives the resource its own
   */
  private void follow(TerraformResource resource, String attribute, String text) {
    if (text == null || !text.startsWith("{")) {
      return;
    }
    JsonNode before = Json.parse(text);
    JsonNode after = following(before);
    if (!after.equals(before)) {
      resource.addOverride(attribute, after.toString());
    }
  }

  private JsonNode following(JsonNode node) {
    if (node.isTextual()) {
      List<String> texts = following(node.asText());
      ArrayNode all = Json.object().arrayNode();
      texts.forEach(all::add);
      return texts.size() == 1 ? all.get(0) : all;
    }
    if (node.isArray()) {
      ArrayNode all = Json.object().arrayNode();
      for (JsonNode each : node) {
        JsonNode one = following(each);
        if (each.isTextual() && one.isArray()) {
          one.forEach(all::add);
        } else {
          all.add(one);
        }
      }
      return all;
    }
    if (node.isObject()) {
      ObjectNode all = Json.object();
      node.properties().forEach(each -> all.set(each.getKey(), following(each.getValue())));
      return all;
    }
    return node;
  }

  /** The text, or the ARNs that it has to become: a pattern stays for the groups that it is for. */
  private List<String> following(String text) {
    if (keptByName.containsKey(text)) {
      return List.of(keptByName.get(text));
    }
    Matcher arn = ARN.matcher(text);
    if (!arn.matches()) {
      return List.of(text);
    }
    String name = arn.group("name");
    if (keptByName.containsKey(name)) {
      return List.of(arn.group("before") + keptByName.get(name) + arn.group("after"));
    }
    List<String> all = new ArrayList<>(List.of(text));
    keptByName.forEach(
        (given, kept) -> {
          if (covers(name, given) && !covers(name, kept)) {
            all.add(arn.group("before") + kept + arn.group("after"));
          }
        });
    return all;
  }

  /** IAM user guide, "IAM JSON policy elements: Resource": * is any text, ? any character. */
  private static boolean covers(String pattern, String name) {
    return name.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
  }
}
