package dev.terrace.config;

import java.util.ArrayList;
import java.util.List;

/**
 * An environment that has been read and found valid.
 *
 * @param id its system and name
 * @param config what its file says, defaults filled in
 * @param doubts values that may be right, such as a version that is newer than the known ones
 * @param examples values that no real account takes
 * @param moves new addresses of resources, of every layer of the system
 */
public record Environment<C extends SystemConfig>(
    EnvironmentId id,
    C config,
    List<String> doubts,
    List<Problem> examples,
    List<MovedResource> moves) {

  public Environment {
    doubts = List.copyOf(doubts);
    examples = List.copyOf(examples);
    moves = List.copyOf(moves);
  }

  /** Without doubts and moves. */
  public Environment(EnvironmentId id, C config) {
    this(id, config, List.of(), List.of(), List.of());
  }

  /** The same with more doubts. */
  public Environment<C> withDoubts(List<String> more) {
    List<String> all = new ArrayList<>(doubts);
    all.addAll(more);
    return new Environment<>(id, config, all, examples, moves);
  }

  /** What works but deserves a look, one sentence each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(doubts);
    warnings.addAll(config.warnings());
    return warnings;
  }
}
