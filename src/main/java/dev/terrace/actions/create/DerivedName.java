package dev.terrace.actions.create;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names of an environment, derived from those of the one that it is like. */
final class DerivedName {
  /** A word such as {@code dev} means {@code development}. */
  private static final int SHORTEST_ABBREVIATION = 3;

  private final String from;
  private final String to;

  /**
   * @param from the environment that has the names
   * @param to the new one
   */
  DerivedName(String from, String to) {
    this.from = from;
    this.to = to;
  }

  /**
   * The name with the environment's word replaced, or with the new environment's appended.
   *
   * @param taken whether another environment has a name
   */
  String of(String name, Predicate<String> taken) {
    if (name.isEmpty()) {
      return to;
    }
    String replaced = replaced(name);
    return free(replaced.equals(name) ? name + "-" + to : replaced, "", taken);
  }

  /**
   * {@code prod.example.com} gives {@code qa.example.com}, {@code example.com} as well.
   *
   * @param taken whether another environment has a domain
   */
  String ofDomain(String domain, Predicate<String> taken) {
    int dot = domain.indexOf('.');
    boolean hasWord = dot > 0 && isWord(domain.substring(0, dot));
    String rest = hasWord ? domain.substring(dot) : "." + domain;
    return free(to, rest, taken);
  }

  /** With a number where another environment has the name. */
  private static String free(String first, String rest, Predicate<String> taken) {
    return Stream.concat(
            Stream.of(first + rest),
            IntStream.iterate(2, i -> i + 1).mapToObj(i -> first + "-" + i + rest))
        .filter(taken.negate())
        .findFirst()
        .orElseThrow();
  }

  /** With the environment's word replaced; the same where there is none. */
  String replaced(String name) {
    String marked = "-" + name + "-";
    if (marked.contains("-" + from + "-")) {
      String changed = marked.replace("-" + from + "-", "-" + to + "-");
      return changed.substring(1, changed.length() - 1);
    }
    List<String> words = List.of(name.split("-", -1));
    return String.join("-", words.stream().map(word -> isWord(word) ? to : word).toList());
  }

  private boolean isWord(String word) {
    return word.equals(from) || (word.length() >= SHORTEST_ABBREVIATION && from.startsWith(word));
  }
}
