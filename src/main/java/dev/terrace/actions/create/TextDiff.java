package dev.terrace.actions.create;

import java.util.ArrayList;
import java.util.List;

/** A text before and after one edit, by line. Line breaks belong to their lines. */
final class TextDiff {
  private static final int CONTEXT = 3;

  private final List<String> before;
  private final List<String> after;

  /** How many lines at the start and at the end are the same. */
  private final int same;

  private final int sameAtEnd;

  TextDiff(String before, String after) {
    this.before = lines(before);
    this.after = lines(after);
    int shorter = Math.min(this.before.size(), this.after.size());
    int start = 0;
    while (start < shorter && this.before.get(start).equals(this.after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start && fromEnd(this.before, end).equals(fromEnd(this.after, end))) {
      end++;
    }
    this.same = start;
    this.sameAtEnd = end;
  }

  private static String fromEnd(List<String> lines, int position) {
    return lines.get(lines.size() - 1 - position);
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end + 1));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /**
   * A line of the text after the edit.
   *
   * @param number from 1
   */
  record Line(int number, String text) {}

  /** The lines that the edit adds or changes, without line breaks; blank ones are left out. */
  List<Line> added() {
    List<Line> added = new ArrayList<>();
    for (int i = same; i < after.size() - sameAtEnd; i++) {
      String line = after.get(i).stripTrailing();
      boolean onlyEndDiffers = i < before.size() && before.get(i).stripTrailing().equals(line);
      if (!line.isEmpty() && !onlyEndDiffers) {
        added.add(new Line(i + 1, line));
      }
    }
    return added;
  }

  /**
   * In the unified format, as {@code git apply} reads it.
   *
   * @param isNew whether there was no file
   */
  String unified(String file, boolean isNew) {
    int start = Math.max(0, same - CONTEXT);
    int afterwards = Math.min(CONTEXT, sameAtEnd);
    int beforeEnd = before.size() - sameAtEnd;
    int afterEnd = after.size() - sameAtEnd;
    StringBuilder diff = new StringBuilder();
    diff.append("--- ").append(isNew ? "/dev/null" : "a/" + file).append('\n');
    diff.append("+++ b/").append(file).append('\n');
    diff.append("@@ -").append(range(start, beforeEnd + afterwards - start));
    diff.append(" +").append(range(start, afterEnd + afterwards - start)).append(" @@\n");
    append(diff, ' ', before.subList(start, same));
    append(diff, '-', before.subList(same, beforeEnd));
    append(diff, '+', after.subList(same, afterEnd));
    append(diff, ' ', before.subList(beforeEnd, beforeEnd + afterwards));
    return diff.toString();
  }

  private static String range(int start, int count) {
    return (count == 0 ? start : start + 1) + "," + count;
  }

  private static void append(StringBuilder diff, char sign, List<String> lines) {
    for (String line : lines) {
      diff.append(sign).append(line);
      if (!line.endsWith("\n")) {
        diff.append("\n\\ No newline at end of file\n");
      }
    }
  }
}
