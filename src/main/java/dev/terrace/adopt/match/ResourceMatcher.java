package dev.terrace.adopt.match;

import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.match.DesiredResource.Reference;
import dev.terrace.adopt.match.MatchResult.Open;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the existing resource for each desired one. It works in rounds: a resource that is the only
 * one to agree is matched, which resolves the references to it, which allows the next matches. It
 * never guesses between equal candidates.
 *
 * <p>Candidates come from an index of attribute values, so that the work grows linearly with the
 * number of resources.
 */
public final class ResourceMatcher {
  private static final int MOST_PASSES = 10;

  private final Map<String, MatchSubject> subjects = new LinkedHashMap<>();
  private final Map<String, ResourceIndex> indexes;
  private final Set<ExistingResource> free;
  private final Map<String, Match> matches = new LinkedHashMap<>();
  private final Set<String> undone = new LinkedHashSet<>();

  /** Keys of the subjects that refer to a desired resource, by its key. */
  private final Map<String, List<String>> referrers = new HashMap<>();

  private ResourceMatcher(
      Collection<DesiredResource> desired, Collection<ExistingResource> existing) {
    for (DesiredResource each : desired) {
      MatchSubject subject = new MatchSubject(each);
      subjects.put(subject.key(), subject);
      for (Reference reference : each.references().values()) {
        referrers
            .computeIfAbsent(MatchSubject.key(reference), k -> new ArrayList<>())
            .add(subject.key());
      }
    }
    this.free = new LinkedHashSet<>(ResourceIdentity.distinct(existing));
    this.indexes = ResourceIndex.byType(free);
  }

  /**
   * @param fixed matches that people have decided
   */
  public static MatchResult match(
      Collection<DesiredResource> desired,
      Collection<ExistingResource> existing,
      Collection<Match> fixed) {
    ResourceMatcher matcher = new ResourceMatcher(desired, existing);
    for (Match match : fixed) {
      MatchSubject subject = matcher.subjects.get(MatchSubject.key(match.desired()));
      if (subject != null) {
        matcher.take(subject, match.existing(), Confidence.MANUAL, match.how());
      }
    }
    return matcher.run();
  }

  private MatchResult run() {
    subjects.values().forEach(this::resolve);
    boolean changed = true;
    int passes = 0;
    while (changed && passes++ < MOST_PASSES) {
      while (round(true) || takeImplied() || round(false)) {
        // each round resolves more references
      }
      changed = undoContradictions();
    }
    return result();
  }

  /**
   * @param resolvedOnly skips subjects with unresolved references, which may still turn out
   *     different
   * @return whether anything was matched
   */
  private boolean round(boolean resolvedOnly) {
    MatchRound round = new MatchRound();
    for (MatchSubject subject : subjects.values()) {
      if (!matches.containsKey(subject.key()) && indexes.containsKey(subject.type())) {
        round.add(
            subject,
            MatchProposal.of(
                subject,
                indexes.get(subject.type()),
                free,
                resolvedOnly,
                undone.contains(subject.key())));
      }
    }
    boolean progress = false;
    for (MatchSubject subject : round.subjects()) {
      Optional<MatchRound.Decision> decision = round.decide(subject);
      if (decision.isPresent() && free.contains(decision.get().existing())) {
        take(subject, decision.get().existing(), decision.get().confidence(), null);
        progress = true;
      }
    }
    return progress;
  }

  private void take(
      MatchSubject subject, ExistingResource existing, Confidence confidence, String how) {
    AttributeComparison comparison = subject.compare(existing);
    boolean exact =
        confidence == Confidence.IDENTITY && comparison.isSpecific() && subject.isResolved();
    Confidence kept = exact ? Confidence.EXACT : confidence;
    put(
        subject,
        existing,
        kept,
        how == null ? subject.how(existing, kept, comparison) : how,
        comparison);
    free.remove(existing);
    referrers
        .getOrDefault(subject.key(), List.of())
        .forEach(referrer -> resolve(subjects.get(referrer)));
  }

  private void put(
      MatchSubject subject,
      ExistingResource existing,
      Confidence confidence,
      String how,
      AttributeComparison comparison) {
    matches.put(
        subject.key(),
        new Match(subject.desired(), existing, confidence, how, comparison.differences()));
  }

  /**
   * Takes what matches refer to, unless they refer to different resources: one desired route table
   * may be several existing ones.
   */
  private boolean takeImplied() {
    boolean progress = false;
    ImpliedMatches implied = ImpliedMatches.of(matches.values(), subjects, indexes);
    for (String key : implied.targets()) {
      MatchSubject target = subjects.get(key);
      Optional<ImpliedMatches.Referenced> only = implied.only(key);
      if (!matches.containsKey(key)
          && only.filter(r -> free.contains(r.existing())).isPresent()
          && target.compare(only.get().existing()).differsOnlyInPolicy()) {
        take(target, only.get().existing(), Confidence.IMPLIED, only.get().describe());
        progress = true;
      }
    }
    return progress;
  }

  private void resolve(MatchSubject subject) {
    subject.resolve(
        reference ->
            Optional.ofNullable(matches.get(MatchSubject.key(reference)))
                .flatMap(match -> AttributePath.value(match.existing(), reference.attribute())));
  }

  /** Gives up matches that contradict references which were resolved later. */
  private boolean undoContradictions() {
    boolean any = false;
    ImpliedMatches implied = ImpliedMatches.of(matches.values(), subjects, indexes);
    for (String key : implied.targets()) {
      Match match = matches.get(key);
      if (match != null
          && match.confidence() == Confidence.IMPLIED
          && implied.only(key).isEmpty()) {
        matches.remove(key);
        free.add(match.existing());
        any = true;
      }
    }
    for (Match match : any ? List.<Match>of() : List.copyOf(matches.values())) {
      MatchSubject subject = subjects.get(MatchSubject.key(match.desired()));
      AttributeComparison comparison = subject.compare(match.existing());
      boolean certain =
          match.confidence() == Confidence.IDENTITY
              || match.confidence() == Confidence.MANUAL
              || (match.confidence() == Confidence.IMPLIED && comparison.differsOnlyInPolicy());
      if (comparison.differences().isEmpty() || certain) {
        put(subject, match.existing(), match.confidence(), match.how(), comparison);
      } else if (subject.identity().isPresent()
          && subject.identity().equals(ResourceIdentity.of(match.existing()))) {
        put(
            subject,
            match.existing(),
            Confidence.IDENTITY,
            subject.how(match.existing(), Confidence.IDENTITY, comparison),
            comparison);
      } else {
        matches.remove(subject.key());
        free.add(match.existing());
        undone.add(subject.key());
        any = true;
      }
    }
    if (any) {
      subjects.replaceAll((key, subject) -> new MatchSubject(subject.desired()));
      subjects.values().forEach(this::resolve);
    }
    return any;
  }

  private MatchResult result() {
    List<Match> found = new ArrayList<>();
    List<Open> open = new ArrayList<>();
    ImpliedMatches implied = ImpliedMatches.of(matches.values(), subjects, indexes);
    Map<String, Long> wanted =
        subjects.values().stream()
            .filter(subject -> !matches.containsKey(subject.key()))
            .collect(Collectors.groupingBy(MatchSubject::type, Collectors.counting()));
    for (MatchSubject subject : subjects.values()) {
      Match match = matches.get(subject.key());
      if (match != null) {
        found.add(match);
      } else {
        open.add(
            implied
                .conflict(subject)
                .orElseGet(
                    () ->
                        MatchExplanation.of(
                            subject,
                            indexes.get(subject.type()),
                            free,
                            wanted.get(subject.type()))));
      }
    }
    return new MatchResult(found, open, List.copyOf(free));
  }
}
