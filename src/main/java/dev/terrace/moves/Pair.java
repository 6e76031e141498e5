package dev.terrace.moves;

import dev.terrace.config.StackId;

/**
 * A resource and its new place.
 *
 * @param source the stack whose state has it
 * @param from its address there
 * @param destination the stack whose code has it
 * @param to its address there
 */
public record Pair(StackId source, String from, StackId destination, String to) {

  /** Whether its stack stays the same. */
  public boolean staysInStack() {
    return source.equals(destination);
  }
}
