package dev.terrace.adopt.match;

import dev.terrace.adopt.ExistingResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The candidates of all subjects at one time, and which of them are beyond doubt. */
final class MatchRound {
  private final Map<MatchSubject, MatchProposal> proposals = new LinkedHashMap<>();
  private final Map<ExistingResource, List<MatchSubject>> claims = new HashMap<>();

  /** The resource that a subject gets. */
  record Decision(ExistingResource existing, Confidence confidence) {}

  void add(MatchSubject subject, MatchProposal proposal) {
    if (proposal.candidates().isEmpty()) {
      return;
    }
    proposals.put(subject, proposal);
    proposal
        .candidates()
        .forEach(each -> claims.computeIfAbsent(each, key -> new ArrayList<>()).add(subject));
  }

  /** The subjects that have candidates. */
  Set<MatchSubject> subjects() {
    return proposals.keySet();
  }

  /**
   * The only candidate of a subject, where no other subject claims it, or where the subject alone
   * has its name.
   */
  Optional<Decision> decide(MatchSubject subject) {
    MatchProposal proposal = proposals.get(subject);
    if (proposal.candidates().size() != 1) {
      return Optional.empty();
    }
    ExistingResource only = proposal.candidates().get(0);
    List<MatchSubject> rivals = claims.get(only);
    if (rivals.size() == 1) {
      return Optional.of(new Decision(only, proposal.confidence()));
    }
    List<MatchSubject> named = rivals.stream().filter(rival -> rival.hasNameOf(only)).toList();
    return named.size() == 1 && named.get(0) == subject
        ? Optional.of(new Decision(only, Confidence.NAME_TAG))
        : Optional.empty();
  }
}
