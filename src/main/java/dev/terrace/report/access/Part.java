package dev.terrace.report.access;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * The actions, resources or principals of a statement.
 *
 * @param except whether it means everything but the names ({@code NotAction} …)
 * @param names patterns, sorted
 */
record Part(boolean except, List<String> names) {
  Part {
    names = names.stream().distinct().sorted().toList();
  }

  static Part of(String name) {
    return new Part(false, List.of(name));
  }

  /**
   * Whether it holds for everything that another holds for. False where that is not certain.
   *
   * @param covers whether one pattern holds for everything that the other holds for
   */
  boolean covers(Part other, BiPredicate<String, String> covers) {
    if (!except && !other.except) {
      return other.names.stream().allMatch(name -> isNamed(name, covers));
    }
    if (except && other.except) { // the fewer exceptions, the more it holds for
      return names.stream().allMatch(name -> other.isNamed(name, covers));
    }
    if (except) {
      return other.names.stream().noneMatch(name -> isPattern(name) || isNamed(name, covers));
    }
    return names.contains("*");
  }

  private boolean isNamed(String name, BiPredicate<String, String> covers) {
    return names.stream().anyMatch(each -> covers.test(each, name));
  }

  private static boolean isPattern(String name) {
    return name.contains("*") || name.contains("?");
  }

  /**
   * @param everything how a lone {@code *} reads
   */
  String describe(String everything) {
    String listed = String.join(", ", names);
    if (except) {
      return everything + " except " + listed;
    }
    return names.contains("*") ? everything + " (*)" : listed;
  }

  /**
   * Whether a pattern of IAM, in which {@code *} and {@code ?} are wild, holds for every text that
   * another pattern holds for. False where that is not certain.
   */
  static boolean covers(String pattern, String other) {
    boolean[] reached = new boolean[pattern.length() + 1];
    reached[0] = true;
    skipStars(pattern, reached);
    for (int i = 0; i < other.length(); i++) {
      char next = other.charAt(i);
      boolean[] then = new boolean[pattern.length() + 1];
      for (int at = 0; at < pattern.length(); at++) {
        char step = pattern.charAt(at);
        if (reached[at] && step == '*') {
          then[at] = true; // the star takes one more
        } else if (reached[at] && next != '*' && (step == '?' || step == next)) {
          then[at + 1] = true;
        }
      }
      skipStars(pattern, then);
      reached = then;
    }
    return reached[pattern.length()];
  }

  private static void skipStars(String pattern, boolean[] reached) {
    for (int at = 0; at < pattern.length(); at++) {
      if (reached[at] && pattern.charAt(at) == '*') {
        reached[at + 1] = true;
      }
    }
  }
}
