package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Bounded;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class GlobTest {
  @Test
  void stars_take_any_characters_and_everything_else_is_literal() {
    assertThat(Glob.matches("a*c", "abbc")).isTrue();
    assertThat(Glob.matches("*", "")).isTrue();
    assertThat(Glob.matches("a.c", "abc")).isFalse();
    assertThat(Glob.matches("\\E.*\\Q", "anything")).isFalse();
    assertThat(Glob.matches("a?c", "abc")).isFalse();
    assertThat(Glob.covers("a?c", "abc")).isTrue();
    assertThat(Glob.covers("a?c", "a*c")).isFalse();
    assertThat(Glob.covers("a*c", "a*bc")).isTrue();
  }

  /** Regular expressions say the same of short texts. */
  @Test
  void it_agrees_with_a_regular_expression() {
    Random random = new Random(20261127);
    for (int i = 0; i < 20_000; i++) {
      String glob = text(random, "ab*");
      String text = text(random, "ab");
      assertThat(Glob.matches(glob, text))
          .as(glob + " " + text)
          .isEqualTo(Pattern.matches(glob.replace("*", ".*"), text));
    }
  }

  @Test
  void many_stars_take_no_time() {
    assertThat(
            Bounded.run(
                "many stars", () -> Glob.matches("*a".repeat(2_000), "a".repeat(4_000) + "b")))
        .isFalse();
  }

  private static String text(Random random, String letters) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
