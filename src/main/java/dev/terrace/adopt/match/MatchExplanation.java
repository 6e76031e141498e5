package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.ResourceTypes;
import dev.terrace.adopt.match.MatchResult.Candidate;
import dev.terrace.adopt.match.MatchResult.Open;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Explains why a desired resource has no match: its candidates, or the nearest resources. */
final class MatchExplanation {
  /** How many resources are compared to find the nearest. */
  private static final int COMPARED = 60;

  private static final int SHOWN = 3;

  /** A value that more than one in so many resources shares is generic. */
  private static final int MOST_SHARING = 4;

  /** Has letters and a separator: neither a number nor a word such as {@code HTTP}; or a range. */
  private static final String NAME_LIKE =
      "(?s)(?!.*0\\.0\\.0\\.0/0).*([A-Za-z].*[-/.:_]|[-/.:_].*[A-Za-z]|\\d\\.\\d+/\\d).*";

  private MatchExplanation() {}

  /**
   * @param index of the subject's type; null if no resource of the type exists
   * @param free resources without a match
   * @param wanted how many subjects of the type have no match
   */
  static Open of(
      MatchSubject subject, ResourceIndex index, Set<ExistingResource> free, long wanted) {
    if (index == null) {
      return new Open(subject.desired(), false, List.of());
    }
    List<ExistingResource> equals =
        index.candidates(subject).stream()
            .filter(free::contains)
            .limit(COMPARED)
            .filter(e -> subject.compare(e).isPossible())
            .toList();
    if (!equals.isEmpty()) {
      return new Open(
          subject.desired(), true, equals.stream().map(e -> new Candidate(e, List.of())).toList());
    }
    boolean isOnlyPair = wanted == 1 && index.all().stream().filter(free::contains).count() == 1;
    List<Candidate> candidates = new ArrayList<>();
    for (ExistingResource existing : similar(subject, index)) {
      AttributeComparison comparison = subject.compare(existing);
      if (free.contains(existing)
          && !comparison.differences().isEmpty()
          && comparison.differences().size() <= 1 + comparison.agreed().size()
          && (isOnlyPair
              || subject.hasNameOf(existing)
              || comparison.agreed().stream().anyMatch(a -> isTelling(a, existing, index)))) {
        candidates.add(new Candidate(existing, comparison.differences()));
      }
    }
    candidates.sort(
        Comparator.comparingInt((Candidate c) -> c.differences().size())
            .thenComparing(c -> c.existing().name()));
    return new Open(subject.desired(), false, candidates.stream().limit(SHOWN).toList());
  }

  /**
   * Whether an equal value suggests that two resources are the same: a name, a range or a reference
   * that few resources of the type share; not a port, a protocol or a default.
   */
  private static boolean isTelling(
      String attribute, ExistingResource existing, ResourceIndex index) {
    JsonNode value = existing.attributes().path(attribute);
    if (!ResourceTypes.isSpecific(attribute) || !value.toString().matches(NAME_LIKE)) {
      return false;
    }
    long sharing =
        index.all().stream()
            .limit(COMPARED)
            .filter(other -> other.attributes().path(attribute).equals(value))
            .count();
    return sharing <= Math.max(1, Math.min(index.all().size(), COMPARED) / MOST_SHARING);
  }

  private static Set<ExistingResource> similar(MatchSubject subject, ResourceIndex index) {
    Set<ExistingResource> similar = new LinkedHashSet<>();
    for (var entry : subject.known().properties()) {
      if (entry.getValue().isValueNode() && !AttributeComparison.isNothing(entry.getValue())) {
        List<ExistingResource> with = index.with(entry.getKey(), entry.getValue().asText());
        if (with.size() <= COMPARED) {
          similar.addAll(with);
        }
      }
    }
    index.all().stream().limit(COMPARED).forEach(similar::add);
    return similar;
  }
}
