package dev.terrace.adopt.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The future state of a stack: its current resources and the adopted ones. A draft takes effect
 * only when it is pushed. Write-only values are removed and recorded as written in the version that
 * the configuration names, so that a draft contains no such secret and a deploy sends none.
 */
public final class StateDraft {
  private static final String PROVIDER = "provider[\"registry.terraform.io/hashicorp/aws\"]";

  private final ObjectNode tree;
  private final JsonNode synthesized;
  private final Map<String, JsonNode> attributes = new LinkedHashMap<>();
  private final Set<String> added = new TreeSet<>();

  private StateDraft(ObjectNode tree, JsonNode synthesized) {
    this.tree = tree;
    this.synthesized = synthesized;
    for (JsonNode resource : tree.path("resources")) {
      if (resource.path("mode").asText().equals("managed")) {
        attributes.put(
            resource.path("type").asText() + "." + resource.path("name").asText(),
            resource.at("/instances/0/attributes"));
      }
    }
  }

  /**
   * @param state as {@code state pull} gives it; empty if the stack has none
   * @param synthesized the stack's synthesized JSON
   */
  public static StateDraft of(Optional<ObjectNode> state, JsonNode synthesized) {
    ObjectNode tree =
        state
            .map(ObjectNode::deepCopy)
            .orElseGet(
                () -> {
                  ObjectNode fresh = Json.object();
                  fresh.put("version", 4).put("terraform_version", "1.11.0").put("serial", 0);
                  fresh.put("lineage", UUID.randomUUID().toString());
                  fresh.putObject("outputs");
                  fresh.putArray("resources");
                  return fresh;
                });
    return new StateDraft(tree, synthesized);
  }

  /** Attributes of the resources in the draft, by address. */
  public Map<String, JsonNode> attributes() {
    return new LinkedHashMap<>(attributes);
  }

  /** Addresses that this draft adds. */
  public Set<String> added() {
    return added;
  }

  /** Adds an instance of the old state under its new address. */
  public void move(String address, ObjectNode instance) {
    ObjectNode copy = instance.deepCopy();
    copy.remove("index_key");
    copy.remove("dependencies"); // They have other addresses here; the next plan determines them.
    copy.remove("create_before_destroy");
    put(address, copy);
  }

  /**
   * Adds what an import has read.
   *
   * @param resource as in {@code prior_state} of a plan
   */
  public void imported(String address, JsonNode resource) {
    ObjectNode instance = Json.object();
    instance.put("schema_version", resource.path("schema_version").asInt());
    instance.set("attributes", resource.path("values").deepCopy());
    instance.putArray("sensitive_attributes");
    put(address, instance);
  }

  private void put(String address, ObjectNode instance) {
    writtenAlready(address, instance.withObject("/attributes"));
    String type = address.substring(0, address.indexOf('.'));
    String name = address.substring(type.length() + 1);
    ObjectNode resource = Json.object();
    resource.put("mode", "managed").put("type", type).put("name", name);
    String provider = body(address).path("provider").asText("");
    resource.put(
        "provider",
        PROVIDER + (provider.contains(".") ? provider.substring(provider.indexOf('.')) : ""));
    resource.putArray("instances").add(instance);
    ((ArrayNode) tree.path("resources")).add(resource);
    attributes.put(address, instance.path("attributes"));
    added.add(address);
  }

  private JsonNode body(String address) {
    int dot = address.indexOf('.');
    return synthesized
        .path("resource")
        .path(address.substring(0, dot))
        .path(address.substring(dot + 1));
  }

  /**
   * {@code password_wo} with {@code password_wo_version: 2} in the configuration becomes: {@code
   * password} not set, version 2 written.
   */
  private void writtenAlready(String address, ObjectNode attributes) {
    JsonNode body = body(address);
    body.properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              if (!name.endsWith("_wo_version")) {
                return;
              }
              String writeOnly = name.substring(0, name.length() - "_version".length());
              String plain = writeOnly.substring(0, writeOnly.length() - "_wo".length());
              attributes.set(name, entry.getValue());
              attributes.putNull(writeOnly);
              if (attributes.has(plain)) {
                attributes.putNull(plain);
              }
              String flag = "has_" + writeOnly;
              if (attributes.has(flag)) {
                attributes.put(flag, true);
              }
            });
  }

  /** Sets an attribute that AWS does not store, as an apply would. */
  public void set(String address, String attribute, JsonNode value) {
    ((ObjectNode) attributes.get(address)).set(attribute, value);
  }

  /**
   * Adds the outputs that a plan knows, so that later stacks can read them.
   *
   * @return the known outputs by name
   */
  public Map<String, JsonNode> outputs(JsonNode plan) {
    Map<String, JsonNode> known = new LinkedHashMap<>();
    ObjectNode outputs = tree.withObject("/outputs");
    plan.at("/planned_values/outputs")
        .properties()
        .forEach(
            entry -> {
              JsonNode output = entry.getValue();
              if (output.has("value") && output.has("type")) {
                ObjectNode kept = outputs.putObject(entry.getKey());
                kept.set("value", output.path("value"));
                kept.set("type", output.path("type"));
                if (output.path("sensitive").asBoolean()) {
                  kept.put("sensitive", true);
                }
                known.put(entry.getKey(), output.path("value"));
              }
            });
    return known;
  }

  /** The current draft. */
  public ObjectNode tree() {
    return tree;
  }

  /** The state to push: its serial is one above the pulled one. */
  public ObjectNode next() {
    ObjectNode next = tree.deepCopy();
    next.put("serial", tree.path("serial").asLong() + 1);
    return next;
  }

  public boolean isEmpty() {
    return tree.path("resources").isEmpty();
  }
}
