package dev.terrace.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Rewrites plans: the same changes as another configuration or another Terraform plans them. */
final class PlanMutations {
  private static final List<String> MODULES =
      List.of(
          "module.a[\"grün \\\"x\\\" ☃\"].module.b[0].", "module.a-b[\"a.b[0]/c:d, \\n\\t…\"].");

  private PlanMutations() {}

  /** What changes nothing of what a plan does, by name. */
  static Map<String, Consumer<ObjectNode>> neutral() {
    Map<String, Consumer<ObjectNode>> all = new LinkedHashMap<>();
    all.put("in a module", plan -> changes(plan).forEach(each -> inModule(each, MODULES.get(0))));
    all.put(
        "in a module whose key looks like an address",
        plan -> changes(plan).forEach(each -> inModule(each, MODULES.get(1))));
    all.put(
        "each instance has a key",
        plan -> changes(plan).forEach(each -> append(each, "[\"größe \\\"${x}\\\" %{y} ' ]\"]")));
    all.put("moved", plan -> changes(plan).forEach(PlanMutations::moved));
    all.put(
        "by an aliased provider of another host",
        plan -> changes(plan).forEach(e -> e.put("provider_name", "mirror.company/hashicorp/aws")));
    all.put("why is not said", plan -> changes(plan).forEach(each -> each.remove("action_reason")));
    all.put("an unknown reason", plan -> changes(plan).forEach(e -> e.put("action_reason", "new")));
    all.put(
        "what forces a replacement is not said",
        plan -> changes(plan).forEach(each -> change(each).remove("replace_paths")));
    all.put("in the other order", plan -> changes(plan).forEach(PlanMutations::reverse));
    all.put(
        "all values are sensitive",
        plan ->
            changes(plan)
                .forEach(
                    e -> change(e).put("before_sensitive", true).put("after_sensitive", true)));
    all.put(
        "with identities",
        plan ->
            changes(plan)
                .forEach(e -> change(e).putObject("before_identity").put("account_id", "1")));
    all.put("behind others", PlanMutations::surround);
    all.put(
        "empty lists of newer versions",
        plan -> {
          plan.putArray("action_invocations");
          plan.putArray("deferred_action_invocations");
          plan.putArray("deferred_changes");
          plan.put("complete", true).put("errored", false).put("applyable", true);
        });
    all.put(
        "drift that looks like a destruction",
        plan ->
            plan.putArray("resource_drift")
                .addObject()
                .put("address", "aws_db_instance.gone")
                .put("mode", "managed")
                .put("type", "aws_db_instance")
                .putObject("change")
                .putArray("actions")
                .add("delete"));
    return all;
  }

  /** What makes any plan with changes one that is not understood, by name. */
  static Map<String, Consumer<ObjectNode>> strange() {
    Map<String, Consumer<ObjectNode>> all = new LinkedHashMap<>();
    all.put("not complete", plan -> plan.put("complete", false));
    all.put("complete is not said in a known way", plan -> plan.put("complete", "almost"));
    all.put("errored", plan -> plan.put("errored", true));
    all.put(
        "an action",
        plan ->
            plan.putArray("action_invocations")
                .addObject()
                .put("address", "action.aws_lambda_invoke.clean")
                .putObject("lifecycle_action_trigger")
                .put("action_trigger_event", "BeforeDestroy"));
    all.put(
        "a deferred action",
        plan -> plan.putArray("deferred_action_invocations").addObject().put("reason", "unknown"));
    all.put(
        "a deferred change",
        plan ->
            plan.putArray("deferred_changes")
                .addObject()
                .put("reason", "instance_count_unknown")
                .putObject("resource_change")
                .put("address", "aws_vpc.main[*]")
                .put("mode", "managed")
                .put("type", "aws_vpc")
                .putObject("change")
                .putArray("actions")
                .add("create"));
    all.put("an unknown part", plan -> plan.putObject("evictions").put("aws_vpc.main", true));
    all.put(
        "an unknown member of a resource",
        plan -> changes(plan).forEach(each -> each.put("evicted", true)));
    all.put(
        "an unknown member of a change",
        plan -> changes(plan).forEach(each -> change(each).put("after_destroy", "now")));
    all.put(
        "an unknown action as well",
        plan -> changes(plan).forEach(each -> actions(each).add("detonate")));
    all.put("no list of actions", plan -> changes(plan).forEach(e -> change(e).put("actions", "")));
    all.put("no type", plan -> changes(plan).forEach(each -> each.remove("type")));
    return all;
  }

  static List<ObjectNode> changes(JsonNode plan) {
    return new ArrayList<>(
        StreamSupport.stream(plan.path("resource_changes").spliterator(), false)
            .map(ObjectNode.class::cast)
            .toList());
  }

  static ObjectNode change(ObjectNode resource) {
    return (ObjectNode) resource.get("change");
  }

  static ArrayNode actions(ObjectNode resource) {
    return (ArrayNode) change(resource).get("actions");
  }

  private static void inModule(ObjectNode resource, String module) {
    for (String name : List.of("address", "previous_address")) {
      if (resource.has(name)) {
        resource.put(name, module + resource.get(name).asText());
      }
    }
    resource.put("module_address", module.substring(0, module.length() - 1));
  }

  private static void append(ObjectNode resource, String key) {
    resource.put("address", resource.get("address").asText() + key);
  }

  private static void moved(ObjectNode resource) {
    if (!resource.has("previous_address")) {
      resource.put("previous_address", resource.get("address").asText() + "_before");
    }
  }

  private static void reverse(ObjectNode resource) {
    List<JsonNode> actions = new ArrayList<>();
    actions(resource).forEach(each -> actions.add(0, each));
    actions(resource).removeAll().addAll(actions);
  }

  /** Resources of other providers and data sources, which stay, are read, created or updated. */
  private static void surround(ObjectNode plan) {
    ArrayNode around = Json.object().putArray("resource_changes");
    around.add(resource("google_sql_database_instance", "managed", "no-op"));
    around.add(resource("aws_iam_policy_document", "data", "read"));
    around.add(resource("aws_type_of_the_future", "managed", "create"));
    ArrayNode changes = (ArrayNode) plan.get("resource_changes");
    around.addAll(changes);
    around.add(resource("kubernetes_persistent_volume_claim", "managed", "update"));
    around.add(resource("azurerm_storage_account", "managed", "forget"));
    plan.set("resource_changes", around);
  }

  private static ObjectNode resource(String type, String mode, String action) {
    ObjectNode resource =
        Json.object()
            .put("address", (mode.equals("data") ? "data." : "") + type + ".other")
            .put("mode", mode)
            .put("type", type);
    resource.putObject("change").putNull("before").putNull("after").putArray("actions").add(action);
    return resource;
  }
}
