package dev.terrace.adopt.match;

import dev.terrace.adopt.ExistingResource;
import java.util.List;

/**
 * The result of matching.
 *
 * @param matches in the order of the desired resources
 * @param open desired resources without a match, or with several equal candidates
 * @param unmatchedExisting existing resources without a match, in the order of their sources
 */
public record MatchResult(
    List<Match> matches, List<Open> open, List<ExistingResource> unmatchedExisting) {

  /**
   * A desired resource without a match.
   *
   * @param tied whether the candidates agree equally well
   * @param candidates the equal ones, or the nearest ones that differ; empty if there are none
   * @param conflict which matches refer to different candidates, for people; empty if none do
   */
  public record Open(
      DesiredResource desired, boolean tied, List<Candidate> candidates, String conflict) {

    Open(DesiredResource desired, boolean tied, List<Candidate> candidates) {
      this(desired, tied, candidates, "");
    }

    /** Why there is no match, for people. */
    public String reason() {
      if (!conflict.isEmpty()) {
        return candidates.size()
            + " resources are in its place: "
            + conflict
            + "; choose one with 'sure: hand', or configure one for each";
      }
      if (candidates.isEmpty()) {
        return "no similar resource exists; the next deploy creates it";
      }
      if (!tied && candidates.get(0).differences().isEmpty()) {
        return "it exists, but its import id is not known: add it, with 'import' and 'sure: hand'";
      }
      if (!tied) {
        return "no existing resource agrees with it; the nearest differ";
      }
      return candidates.size() == 1
          ? "one resource agrees with it, but not specifically enough; confirm it with 'sure: hand'"
          : candidates.size() + " resources agree equally well; choose one with 'sure: hand'";
    }
  }

  /** An existing resource, and how it differs from the desired one. */
  public record Candidate(ExistingResource existing, List<AttributeDifference> differences) {

    /** For people: its name, its import id if known, and the differences. */
    public String describe() {
      String text =
          String.join("; ", differences.stream().map(AttributeDifference::describe).toList());
      String id = existing.importId().map(given -> " (" + given + ")").orElse("");
      return existing.name() + id + (text.isEmpty() ? "" : ": " + text);
    }
  }
}
