package dev.terrace.adopt.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A synthesized stack without a connection to a real state, for plans in a scratch folder: its
 * state is a local file, and outputs of earlier stacks are literal values, or unknown. Its
 * resources lack {@code prevent_destroy}, so that a plan reports a destruction instead of failing.
 */
public final class DetachedStack {
  /** Unknown until an apply, and accepted for any type. */
  private static final String UNKNOWN = "${jsondecode(timestamp())}";

  private static final String LOCAL = "terrace_upstream_";

  private DetachedStack() {}

  /**
   * @param stack the synthesized JSON
   * @param known returns an earlier stack's output, if it is known
   * @param withoutValue ARNs of secrets that exist without a value: reading them is deferred until
   *     the earlier stack has written one
   */
  public static ObjectNode of(
      JsonNode stack,
      Function<UpstreamOutput, Optional<JsonNode>> known,
      Set<String> withoutValue) {
    Map<UpstreamOutput, String> names = new LinkedHashMap<>();
    ObjectNode copy =
        (ObjectNode)
            replaced(
                stack,
                upstream ->
                    "local." + names.computeIfAbsent(upstream, next -> LOCAL + names.size()));
    ObjectNode terraform = copy.withObject("/terraform");
    terraform.remove("cloud");
    terraform.remove("backend");
    terraform.withObject("/backend/local").put("path", "terraform.tfstate");
    if (copy.path("data") instanceof ObjectNode data) {
      data.remove("terraform_remote_state");
      if (data.isEmpty()) {
        copy.remove("data");
      }
    }
    copy.path("resource")
        .forEach(type -> type.forEach(resource -> unprotect(resource.path("lifecycle"))));
    names.forEach(
        (upstream, name) -> {
          if (known.apply(upstream).filter(v -> withoutValue.contains(v.asText())).isPresent()) {
            readLater(copy.at("/data/aws_secretsmanager_secret_version"), "${local." + name + "}");
          }
        });
    names.forEach(
        (upstream, name) ->
            copy.withObject("/locals")
                .set(
                    name,
                    known
                        .apply(upstream)
                        .map(DetachedStack::literal)
                        .orElseGet(() -> Json.object().textNode(UNKNOWN))));
    return copy;
  }

  private static void readLater(JsonNode sources, String secret) {
    for (JsonNode source : sources) {
      if (source.path("secret_id").asText().equals(secret)) {
        ((ObjectNode) source).put("secret_id", UNKNOWN);
      }
    }
  }

  private static void unprotect(JsonNode lifecycle) {
    if (lifecycle instanceof ObjectNode block) {
      block.remove("prevent_destroy");
    } else if (lifecycle instanceof ArrayNode blocks) {
      blocks.forEach(DetachedStack::unprotect);
    }
  }

  private static JsonNode replaced(JsonNode node, Function<UpstreamOutput, String> replacement) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = Json.object();
      object
          .properties()
          .forEach(entry -> copy.set(entry.getKey(), replaced(entry.getValue(), replacement)));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = Json.object().arrayNode();
      array.forEach(element -> copy.add(replaced(element, replacement)));
      return copy;
    }
    return node.isTextual()
        ? Json.object().textNode(UpstreamOutput.replaceAll(node.asText(), replacement))
        : node;
  }

  /** A literal value for Terraform's JSON: expressions in texts are escaped. */
  private static JsonNode literal(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = Json.object();
      object.properties().forEach(e -> copy.set(e.getKey(), literal(e.getValue())));
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = Json.object().arrayNode();
      array.forEach(element -> copy.add(literal(element)));
      return copy;
    }
    return value.isTextual()
        ? Json.object().textNode(value.asText().replace("${", "$${").replace("%{", "%%{"))
        : value;
  }
}
