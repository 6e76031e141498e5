package dev.terrace.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a mistyped one most likely means. */
public final class Nearest {
  private static final int MOST_EDITS = 3;

  /** No known word is as long. */
  private static final int LONGEST_WORD = 200;

  private Nearest() {}

  /**
   * The known word with the fewest edits, if there are few for the length of the word: a letter
   * more, fewer or another one, or two neighbours swapped; case does not count. The first of
   * equals.
   */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    int most = Math.max(1, Math.min(MOST_EDITS, word.length() / 3));
    return known.stream()
        .filter(each -> edits(word, each) <= most)
        .min(Comparator.comparingInt(each -> edits(word, each)));
  }

  /** Optimal string alignment distance. */
  private static int edits(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        edits[i][j] =
            Math.min(
                edits[i - 1][j - 1] + (same ? 0 : 1),
                Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
