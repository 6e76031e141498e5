package dev.terrace.adopt;

import java.util.List;

/**
 * What came of a search.
 *
 * @param matches in the order of the wanted resources
 * @param open wanted resources that nothing, or more than one thing, agrees with
 * @param orphans resources that exist and that nobody wants, in the order of their sources
 */
public record Matching(List<Match> matches, List<Open> open, List<Existing> orphans) {

  /**
   * A wanted resource without a match.
   *
   * @param tied whether the candidates agree equally well, so that one would have to guess
   * @param candidates the equals, or the nearest ones that differ; empty where nothing is like it
   */
  public record Open(Wanted wanted, boolean tied, List<Candidate> candidates) {}

  /** A resource that exists, and where it differs from what is wanted. */
  public record Candidate(Existing existing, List<Difference> differences) {}
}
