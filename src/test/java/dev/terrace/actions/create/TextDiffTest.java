package dev.terrace.actions.create;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextDiffTest {
  @Test
  void added_lines_have_three_lines_around_them() {
    TextDiff diff = new TextDiff("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\na\n\nb\n5\n6\n7\n8\n");

    assertThat(diff.unified("e/a.yaml", false))
        .isEqualTo(
            """
            --- a/e/a.yaml
            +++ b/e/a.yaml
            @@ -2,6 +2,9 @@
             2
             3
             4
            +a
            +
            +b
             5
             6
             7
            """);
    assertThat(diff.added()).containsExactly(new TextDiff.Line(5, "a"), new TextDiff.Line(7, "b"));
  }

  @Test
  void a_new_file_comes_from_nothing() {
    assertThat(new TextDiff("", "a\nb\n").unified("a.yaml", true))
        .isEqualTo("--- /dev/null\n+++ b/a.yaml\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  }

  @Test
  void a_missing_line_break_at_the_end_is_shown() {
    assertThat(new TextDiff("a", "a\nb").unified("a.yaml", false))
        .isEqualTo(
            """
            --- a/a.yaml
            +++ b/a.yaml
            @@ -1,1 +1,2 @@
            -a
            \\ No newline at end of file
            +a
            +b
            \\ No newline at end of file
            """);
    assertThat(new TextDiff("a", "a\nb").added()).containsExactly(new TextDiff.Line(2, "b"));
  }
}
