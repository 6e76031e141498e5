package dev.terrace.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextDiffTest {
  @TempDir private Path folder;

  @Test
  void added_lines_have_three_lines_around_them() {
    TextDiff diff = new TextDiff("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\na\n\nb\n5\n6\n7\n8\n");

    assertThat(diff.unified("a/e/a.yaml", "b/e/a.yaml", 3))
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
    assertThat(new TextDiff("", "a\nb\n").unified("/dev/null", "b/a.yaml", 3))
        .isEqualTo("--- /dev/null\n+++ b/a.yaml\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  }

  @Test
  void a_missing_line_break_at_the_end_is_shown() {
    assertThat(new TextDiff("a", "a\nb").unified("a/a.yaml", "b/a.yaml", 3))
        .isEqualTo(
            """
            --- a/a.yaml
            +++ b/a.yaml
            @@ -1 +1,2 @@
            -a
            \\ No newline at end of file
            +a
            +b
            \\ No newline at end of file
            """);
    assertThat(new TextDiff("a", "a\nb").added()).containsExactly(new TextDiff.Line(2, "b"));
  }

  @Test
  void changes_far_apart_have_hunks_of_their_own_and_near_ones_share_one() {
    String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    TextDiff diff = new TextDiff(before, "a\n2\n3\n4\n5\n6\n8\n9\nb\n");

    assertThat(diff.unified("t", "u", 0))
        .isEqualTo(
            """
            --- t
            +++ u
            @@ -1 +1 @@
            -1
            +a
            @@ -7 +6,0 @@
            -7
            @@ -9,0 +9 @@
            +b
            """);
    assertThat(diff.unified("t", "u", 1))
        .isEqualTo(
            """
            --- t
            +++ u
            @@ -1,2 +1,2 @@
            -1
            +a
             2
            @@ -6,4 +6,4 @@
             6
            -7
             8
             9
            +b
            """);
    assertThat(diff.unified("t", "u", 3).lines().filter(line -> line.startsWith("@@")))
        .containsExactly("@@ -1,9 +1,9 @@");
    assertThat(diff.added()).containsExactly(new TextDiff.Line(1, "a"), new TextDiff.Line(9, "b"));
  }

  @Test
  void the_same_text_has_no_difference() {
    assertThat(new TextDiff("a\n", "a\n").unified("t", "u", 3)).isEmpty();
    assertThat(new TextDiff("a\n", "a\n").added()).isEmpty();
  }

  /** What {@code git apply} makes of a difference is the text after the edits. */
  @Test
  void git_applies_it() throws Exception {
    Random random = new Random(20261127);
    for (int round = 0; round < 20; round++) {
      String before = text(random);
      String after = text(random);
      String diff = new TextDiff(before, after).unified("a/t", "b/t", round % 4);
      Path file = Files.writeString(folder.resolve("t"), before);
      if (!diff.isEmpty()) {
        Path patch = Files.writeString(folder.resolve("patch"), diff);
        Process git =
            new ProcessBuilder("git", "apply", "--unidiff-zero", patch.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(said + diff).isZero();
      }
      assertThat(Files.exists(file) ? Files.readString(file) : "").as(diff).isEqualTo(after);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append("abc".charAt(random.nextInt(3))).append('\n');
    }
    return random.nextBoolean() ? text.toString() : text.toString().stripTrailing();
  }
}
