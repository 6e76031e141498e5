package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.AdoptionFile.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Carries the entries of an adoption file out on a draft. */
public final class Takeover {
  private Takeover() {}

  /**
   * Moves what lies in an old state into the draft. What the draft has already stays as it is, so
   * that an adoption which was begun goes on.
   *
   * @param old an entry's instance in its old state; empty where that does not hold it
   * @return import ids by address, of what has to be imported
   * @throws AdoptException with every entry whose source does not hold it, or whose address is
   *     another resource in the stack's state
   */
  public static Map<String, String> into(
      Draft draft, AdoptionFile file, Function<Entry, Optional<ObjectNode>> old) {
    Map<String, JsonNode> there = draft.attributes();
    Map<String, String> imports = new TreeMap<>();
    ImportIds ids = ImportIds.load();
    List<String> problems = new ArrayList<>();
    for (Entry entry : file.entries()) {
      JsonNode has = there.get(entry.address());
      Optional<ObjectNode> instance = old.apply(entry);
      if (has != null) {
        otherThan(ids, entry, has, instance).ifPresent(problems::add);
      } else if (entry.importId().isPresent()) {
        imports.put(entry.address(), entry.importId().get());
      } else if (instance.isPresent()) {
        draft.move(entry.address(), instance.get());
      } else {
        problems.add(
            entry.words()
                + " is to come from "
                + entry.from()
                + ", which "
                + entry.source()
                + " does not hold: run './terrace adopt plan' again, or correct the entry");
      }
    }
    if (!problems.isEmpty()) {
      throw new AdoptException(
          "adoptions/" + file.stack() + ".yaml, and nothing was changed:\n  " + lines(problems));
    }
    return imports;
  }

  private static String lines(List<String> problems) {
    return String.join("\n  ", problems);
  }

  /** In words, that the state has another resource than the one of the entry. */
  private static Optional<String> otherThan(
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
            entry.words()
                + " is deployed already as "
                + id
                + ", and the entry gives it "
                + entry.from()
                + ", which is "
                + given
                + ": take the entry out, or let the state of the stack go of what it has first");
  }

  /** Composed ids are written in more than one way, so that they cannot contradict. */
  private static boolean isOf(ImportIds ids, String type, JsonNode attributes, String given) {
    boolean composed = ids.knows(type) && ids.soleAttribute(type).isEmpty();
    return composed
        || given.equals(attributes.path("arn").asText())
        || ids.idOf(type, attributes).filter(id -> !id.equals(given)).isEmpty();
  }
}
