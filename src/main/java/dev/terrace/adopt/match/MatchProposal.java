package dev.terrace.adopt.match;

import dev.terrace.adopt.ExistingResource;
import java.util.List;
import java.util.Set;

/** The resources that a subject may be, and the confidence if there is only one. */
record MatchProposal(List<ExistingResource> candidates, Confidence confidence) {

  /**
   * @param index of the subject's type
   * @param free resources without a match
   * @param resolvedOnly proposes nothing for a subject with unresolved references
   * @param undone whether an earlier match of the subject turned out to be wrong
   */
  static MatchProposal of(
      MatchSubject subject,
      ResourceIndex index,
      Set<ExistingResource> free,
      boolean resolvedOnly,
      boolean undone) {
    if (subject.identity().isPresent()) {
      List<ExistingResource> same =
          index.withIdentity(subject).stream().filter(free::contains).toList();
      return new MatchProposal(same, Confidence.IDENTITY);
    }
    if (!subject.isResolved() && (resolvedOnly || undone)) {
      return new MatchProposal(List.of(), Confidence.EXACT);
    }
    List<ExistingResource> agreeing =
        index.candidates(subject).stream()
            .filter(free::contains)
            .filter(
                e ->
                    subject.agreesWith(e)
                        || (subject.hasNameOf(e) && subject.compare(e).isPossible()))
            .toList();
    List<ExistingResource> named = agreeing.stream().filter(subject::hasNameOf).toList();
    boolean nameDecides = agreeing.size() > 1 || !agreeing.stream().allMatch(subject::agreesWith);
    return named.size() == 1 && nameDecides
        ? new MatchProposal(named, Confidence.NAME_TAG)
        : new MatchProposal(agreeing, Confidence.EXACT);
  }
}
