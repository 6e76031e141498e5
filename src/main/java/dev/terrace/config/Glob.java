package dev.terrace.config;

import java.util.function.IntPredicate;

/**
 * Patterns in which {@code *} stands for any characters. Compared without backtracking: the time is
 * at most the product of both lengths, whatever a file or a command line gives.
 */
public final class Glob {
  private Glob() {}

  /** Whether a text is what a pattern means. */
  public static boolean matches(String glob, String text) {
    return matches(glob, text, character -> false);
  }

  /**
   * Whether a text is what a pattern means in which {@code ?} stands for one character, too, as in
   * policies of IAM.
   */
  public static boolean matchesSingle(String glob, String text) {
    return matches(glob, text, character -> true);
  }

  /**
   * Whether everything that a pattern means is what another one means.
   *
   * @param glob in which {@code ?} stands for one character, too
   */
  public static boolean covers(String glob, String pattern) {
    return matches(glob, pattern, character -> character != '*');
  }

  /**
   * @param single the characters that {@code ?} stands for
   */
  private static boolean matches(String glob, String text, IntPredicate single) {
    int at = 0;
    int star = -1; // the last star, which takes the text up to its end
    int end = 0;
    for (int i = 0; i < text.length(); ) {
      char wanted = at < glob.length() ? glob.charAt(at) : 0;
      char given = text.charAt(i);
      if (at < glob.length() && wanted == '*') {
        star = at++;
        end = i;
      } else if (at < glob.length() && (wanted == given || (wanted == '?' && single.test(given)))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++end;
      } else {
        return false;
      }
    }
    return glob.substring(at).replace("*", "").isEmpty();
  }
}
