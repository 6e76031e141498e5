package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ImportIds;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Journal;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resources that a killed apply created, or was creating, and that are not in the state.
 *
 * @param imports import blocks by address
 * @param absent addresses of those that AWS was asked for and does not have
 * @param again addresses of those that are created again without a question
 * @param override a Terraform override file for what was created in part; it holds nothing where
 *     nothing was
 */
record RecoveredResources(
    Map<String, ObjectNode> imports, Set<String> absent, Set<String> again, ObjectNode override) {
  static final RecoveredResources NONE =
      new RecoveredResources(Map.of(), Set.of(), Set.of(), Json.object());

  private static final ImportIds IMPORT_IDS = ImportIds.load();

  /** Types whose id is the import id, though it can also be composed. */
  private static final Set<String> ID_IS_IMPORT_ID =
      Set.of("aws_budgets_budget", "aws_route53_record");

  /**
   * @throws RecoveryException where AWS has several resources that one may be, or one that replaces
   *     what the state has
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
    Set<String> absent = new LinkedHashSet<>();
    Set<String> again = new LinkedHashSet<>();
    ObjectNode override = Json.object();
    journal
        .made()
        .forEach(
            (address, id) -> {
              String type = State.typeOf(address);
              RecoveryWays.Way way = RecoveryWays.of(type);
              if (!bodies.containsKey(address)) {
                return;
              }
              if (way == RecoveryWays.Way.AGAIN) {
                if (!state.resources().containsKey(address)) {
                  again.add(address);
                }
                return;
              }
              JsonNode body = bodies.get(address);
              boolean asks = id.isEmpty() && way == RecoveryWays.Way.ASK;
              List<String> found = asks ? others(lookup.find(type, body, known), known) : List.of();
              JsonNode inState = state.resources().get(address);
              if (inState != null) {
                refuseReplaced(stack, address, inState, id.isEmpty() ? found : List.of(id));
                if (journal.cutOff().contains(address)) {
                  UnfinishedGroups.finish(
                      address, body, inState.path("id").asText(), lookup, override);
                }
                return;
              }
              String created = asks ? sole(stack, address, found) : id;
              if (asks && created.isEmpty()) {
                absent.add(address);
                return;
              }
              if (asks) {
                known.add(address, created);
                UnfinishedGroups.finish(address, body, created, lookup, override);
              }
              importId(type, created, body, known)
                  .ifPresentOrElse(
                      importId ->
                          imports.put(
                              address, Json.object().put("to", address).put("id", importId)),
                      () -> again.add(address));
            });
    return new RecoveredResources(imports, absent, again, override);
  }

  private static List<String> others(List<String> all, KnownResources known) {
    return all.stream().filter(id -> !known.isId(id)).toList();
  }

  /** Empty if there is none. */
  private static String sole(Stack stack, String address, List<String> found) {
    if (found.size() > 1) {
      throw new RecoveryException(
          stack.id()
              + ": an earlier deploy was killed while it created "
              + stack.describe(address)
              + ", and AWS has several that it may be: "
              + String.join(", ", found)
              + "\n  Nothing was changed. Delete those that nothing uses, and run the same command"
              + " again.");
    }
    return found.isEmpty() ? "" : found.get(0);
  }

  /** The state has the old one, and Terraform cannot import a second under one address. */
  private static void refuseReplaced(
      Stack stack, String address, JsonNode inState, List<String> created) {
    String old = inState.path("id").asText();
    List<String> unknown = created.stream().filter(id -> !id.equals(old)).toList();
    if (!unknown.isEmpty()) {
      throw new RecoveryException(
          stack.id()
              + ": an earlier deploy was killed while it replaced "
              + stack.describe(address)
              + "; the state has "
              + old
              + ", and AWS has "
              + String.join(", ", unknown)
              + "\n  Nothing was changed. Delete the latter, and run the same command again.");
    }
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
