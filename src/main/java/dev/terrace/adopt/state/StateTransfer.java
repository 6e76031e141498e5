package dev.terrace.adopt.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.ImportIds;
import dev.terrace.adopt.match.AdoptionFile;
import dev.terrace.adopt.match.AdoptionFile.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Applies the entries of an adoption file to a draft. */
public final class StateTransfer {
  private StateTransfer() {}

  /**
   * Moves instances from old states into the draft. Resources that the draft already has remain
   * unchanged, so that an interrupted adoption can be resumed.
   *
   * @param old an entry's instance in its old state; empty if the state lacks it
   * @return the import ids of the resources to import, by address
   * @throws AdoptException with every entry whose source lacks it, or whose address is another
   *     resource in the stack's state
   */
  public static Map<String, String> into(
      StateDraft draft, AdoptionFile file, Function<Entry, Optional<ObjectNode>> old) {
    Map<String, JsonNode> there = draft.attributes();
    Map<String, String> imports = new TreeMap<>();
    ImportIds ids = ImportIds.load();
    List<String> problems = new ArrayList<>();
    for (Entry entry : file.entries()) {
      JsonNode has = there.get(entry.address());
      Optional<ObjectNode> instance = old.apply(entry);
      if (has != null) {
        conflict(ids, entry, has, instance).ifPresent(problems::add);
      } else if (entry.importId().isPresent()) {
        imports.put(entry.address(), entry.importId().get());
      } else if (instance.isPresent()) {
        draft.move(entry.address(), instance.get());
      } else {
        problems.add(
            entry.describe()
                + " comes from "
                + entry.from()
                + ", which "
                + entry.source()
                + " does not contain: run './terrace adopt plan' again, or correct the entry");
      }
    }
    if (!problems.isEmpty()) {
      throw new AdoptException(
          "adoptions/" + file.stack() + ".yaml (nothing was changed):\n  " + lines(problems));
    }
    return imports;
  }

  private static String lines(List<String> problems) {
    return String.join("\n  ", problems);
  }

  /** The error message if the state has a different resource than the entry. */
  private static Optional<String> conflict(
      ImportIds ids, Entry entry, JsonNode has, Optional<ObjectNode> instance) {
    String id = has.path("id").asText();
    String given =
        entry
            .importId()
            .or(() -> instance.map(i -> i.path("attributes").path("id").asText()))
            .orElse(id);
    boolean same =
        given.equals(id) || (entry.importId().isPresent() && isOf(ids, entry.type(), has, given));
    return same
        ? Optional.empty()
        : Optional.of(
            entry.describe()
                + " is already deployed as "
                + id
                + ", but the entry assigns "
                + entry.from()
                + ", which is "
                + given
                + ": remove the entry, or first remove the resource from the stack's state");
  }

  /** Composed ids have several notations, so a different one is no conflict. */
  private static boolean isOf(ImportIds ids, String type, JsonNode attributes, String given) {
    boolean composed = ids.knows(type) && ids.soleAttribute(type).isEmpty();
    return composed
        || given.equals(attributes.path("arn").asText())
        || ids.idOf(type, attributes).filter(id -> !id.equals(given)).isEmpty();
  }
}
