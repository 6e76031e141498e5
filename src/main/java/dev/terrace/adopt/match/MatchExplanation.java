package dev.terrace.adopt.match;

import dev.terrace.adopt.ExistingResource;
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

  private MatchExplanation() {}

  /**
   * @param index of the subject's type; null if no resource of the type exists
   * @param free resources without a match
   */
  static Open of(MatchSubject subject, ResourceIndex index, Set<ExistingResource> free) {
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
    List<Candidate> candidates = new ArrayList<>();
    for (ExistingResource existing : similar(subject, index)) {
      AttributeComparison comparison = subject.compare(existing);
      if (free.contains(existing)
          && !comparison.differences().isEmpty()
          && comparison.differences().size() <= 1 + comparison.agreed().size()) {
        candidates.add(new Candidate(existing, comparison.differences()));
      }
    }
    candidates.sort(
        Comparator.comparingInt((Candidate c) -> c.differences().size())
            .thenComparing(c -> c.existing().name()));
    return new Open(subject.desired(), false, candidates.stream().limit(SHOWN).toList());
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
