package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.match.MatchResult.Candidate;
import dev.terrace.adopt.match.MatchResult.Open;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What matches refer to: the references of a match's existing resource lead to the matches of the
 * desired resources that its desired resource refers to.
 */
final class ImpliedMatches {
  /** Keys of desired resources; for each, the existing resources that stand in its place. */
  private final Map<String, Map<ExistingResource, Referenced>> byTarget = new LinkedHashMap<>();

  /**
   * An existing resource in the place of a desired one.
   *
   * @param by the construct path of the first match that refers to it
   * @param path of the reference
   */
  record Referenced(ExistingResource existing, String by, String path) {
    String describe() {
      return by + " refers to it in " + path;
    }
  }

  private ImpliedMatches() {}

  /**
   * @param subjects by key
   * @param indexes by type
   */
  static ImpliedMatches of(
      Collection<Match> matches,
      Map<String, MatchSubject> subjects,
      Map<String, ResourceIndex> indexes) {
    ImpliedMatches implied = new ImpliedMatches();
    for (Match match : matches) {
      MatchSubject subject = subjects.get(MatchSubject.key(match.desired()));
      match
          .desired()
          .references()
          .forEach(
              (path, reference) -> {
                MatchSubject target = subjects.get(MatchSubject.key(reference));
                Optional<JsonNode> value =
                    AttributePath.unambiguous(match.existing().attributes(), path, subject.known());
                if (target == null || value.isEmpty() || !indexes.containsKey(target.type())) {
                  return;
                }
                List<ExistingResource> referenced =
                    indexes.get(target.type()).with(reference.attribute(), value.get().asText());
                if (referenced.size() == 1) {
                  ExistingResource one = referenced.get(0);
                  implied
                      .byTarget
                      .computeIfAbsent(target.key(), key -> new LinkedHashMap<>())
                      .putIfAbsent(one, new Referenced(one, match.desired().path(), path));
                }
              });
    }
    return implied;
  }

  /** Keys of the desired resources that matches refer to. */
  Set<String> targets() {
    return byTarget.keySet();
  }

  /** The resource in the place of a desired one; empty if there are several. */
  Optional<Referenced> only(String key) {
    Map<ExistingResource, Referenced> referenced = byTarget.getOrDefault(key, Map.of());
    return referenced.size() == 1
        ? Optional.of(referenced.values().iterator().next())
        : Optional.empty();
  }

  /** Why a subject stays open if there are several resources in its place. */
  Optional<Open> conflict(MatchSubject subject) {
    Map<ExistingResource, Referenced> referenced = byTarget.getOrDefault(subject.key(), Map.of());
    if (referenced.size() < 2) {
      return Optional.empty();
    }
    List<Candidate> candidates = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    referenced
        .values()
        .forEach(
            each -> {
              candidates.add(new Candidate(each.existing(), List.of()));
              reasons.add(each.by() + " refers to " + each.existing().name());
            });
    return Optional.of(new Open(subject.desired(), true, candidates, String.join(", ", reasons)));
  }
}
