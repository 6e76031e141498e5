package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ImportIds;
import dev.terrace.error.UserError;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Journal;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resources that a killed apply created, or was creating, and that are not in the state.
 *
 * @param imports import blocks by address
 * @param override a Terraform override file for what was created in part; it holds nothing where
 *     nothing was
 */
record RecoveredResources(Map<String, ObjectNode> imports, ObjectNode override) {
  static final RecoveredResources NONE = new RecoveredResources(Map.of(), Json.object());

  private static final ImportIds IMPORT_IDS = ImportIds.load();

  /** Types whose id is the import id, though it can also be composed. */
  private static final Set<String> ID_IS_IMPORT_ID =
      Set.of("aws_budgets_budget", "aws_route53_record");

  /**
   * @throws UserError where AWS has several resources that one may be
   */
  static RecoveredResources of(Journal journal, Stack stack, State state, Lookup lookup) {
    Map<String, JsonNode> bodies = stack.file().resources();
    KnownResources known = new KnownResources(bodies, state, lookup);
    journal
        .made()
        .forEach(
            (address, id) -> {
              if (!id.isEmpty()) {
                known.add(address, id);
              }
            });
    Map<String, ObjectNode> imports = new LinkedHashMap<>();
    ObjectNode override = Json.object();
    journal
        .made()
        .forEach(
            (address, id) -> {
              String type = State.typeOf(address);
              if (state.resources().containsKey(address)
                  || !bodies.containsKey(address)
                  || RecoveryWays.of(type) == RecoveryWays.Way.AGAIN) {
                return;
              }
              JsonNode body = bodies.get(address);
              String created = id;
              if (id.isEmpty() && RecoveryWays.of(type) == RecoveryWays.Way.ASK) {
                created = found(address, stack, lookup.find(type, body, known), known).orElse("");
                if (created.isEmpty()) {
                  return;
                }
                UnfinishedGroups.finish(address, body, created, lookup, override);
              }
              importId(type, created, body, known)
                  .ifPresent(
                      found ->
                          imports.put(address, Json.object().put("to", address).put("id", found)));
            });
    return new RecoveredResources(imports, override);
  }

  private static Optional<String> found(
      String address, Stack stack, List<String> all, KnownResources known) {
    List<String> found = all.stream().filter(id -> !known.isId(id)).toList();
    if (found.size() > 1) {
      throw UserError.failed(
          stack.id()
              + ": an earlier deploy was killed while it created "
              + stack.describe(address)
              + ", and AWS has several that it may be: "
              + String.join(", ", found)
              + "\n  Nothing was changed. Delete those that nothing uses, and run the same command"
              + " again.");
    }
    found.forEach(id -> known.add(address, id));
    return found.stream().findFirst();
  }

  /**
   * Empty where it is unknown.
   *
   * @param id empty where it is unknown
   */
  static Optional<String> importId(String type, String id, JsonNode body, KnownResources known) {
    if (ID_IS_IMPORT_ID.contains(type) && !id.isEmpty()) {
      return Optional.of(id);
    }
    ObjectNode attributes = Json.object();
    body.fieldNames()
        .forEachRemaining(
            name -> known.value(body, name).ifPresent(value -> attributes.put(name, value)));
    if (!id.isEmpty()) {
      attributes.put("id", id);
    }
    return IMPORT_IDS.idOf(type, attributes);
  }
}
