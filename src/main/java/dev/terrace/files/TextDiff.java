package dev.terrace.files;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/** A text before and after its edits, by line. Line breaks belong to their lines. */
public final class TextDiff {
  /** Lines around a change that {@code diff -u} and git show. */
  public static final int CONTEXT = 3;

  private final List<String> before;
  private final List<String> after;
  private final List<Change> changes;

  public TextDiff(String before, String after) {
    this.before = lines(before);
    this.after = lines(after);
    this.changes = changes(this.before, this.after);
  }

  /** Lines that others take the place of; one of the two ranges may be empty. Ends are excluded. */
  private record Change(int start, int end, int newStart, int newEnd) {}

  /** What is the same at both ends is left out first: an insertion stays in one piece. */
  private static List<Change> changes(List<String> before, List<String> after) {
    int shorter = Math.min(before.size(), after.size());
    int same = 0;
    while (same < shorter && before.get(same).equals(after.get(same))) {
      same++;
    }
    int sameAtEnd = 0;
    while (sameAtEnd < shorter - same
        && fromEnd(before, sameAtEnd).equals(fromEnd(after, sameAtEnd))) {
      sameAtEnd++;
    }
    List<Change> changes = new ArrayList<>();
    for (AbstractDelta<String> delta :
        DiffUtils.diff(
                before.subList(same, before.size() - sameAtEnd),
                after.subList(same, after.size() - sameAtEnd))
            .getDeltas()) {
      int start = same + delta.getSource().getPosition();
      int newStart = same + delta.getTarget().getPosition();
      changes.add(
          new Change(
              start,
              start + delta.getSource().size(),
              newStart,
              newStart + delta.getTarget().size()));
    }
    return changes;
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
   * A line of the text after the edits.
   *
   * @param number from 1
   */
  public record Line(int number, String text) {}

  /** The lines that are new or changed, without line breaks; blank ones are left out. */
  public List<Line> added() {
    List<Line> added = new ArrayList<>();
    for (Change change : changes) {
      for (int i = change.newStart(); i < change.newEnd(); i++) {
        String line = after.get(i).stripTrailing();
        boolean onlyEndDiffers = i < before.size() && before.get(i).stripTrailing().equals(line);
        if (!line.isEmpty() && !onlyEndDiffers) {
          added.add(new Line(i + 1, line));
        }
      }
    }
    return added;
  }

  /**
   * In the unified format, as {@code git apply} and {@code patch} read it; empty if both texts are
   * the same.
   *
   * @param from what is written after {@code ---}
   * @param to what is written after {@code +++}
   * @param context lines around each change, 0 and up
   */
  public String unified(String from, String to, int context) {
    if (changes.isEmpty()) {
      return "";
    }
    StringBuilder diff = new StringBuilder();
    diff.append("--- ").append(from).append("\n+++ ").append(to).append('\n');
    for (int first = 0, next; first < changes.size(); first = next) {
      next = first + 1;
      while (next < changes.size()
          && changes.get(next).start() - changes.get(next - 1).end() <= 2 * context) {
        next++;
      }
      append(diff, changes.subList(first, next), context);
    }
    return diff.toString();
  }

  private void append(StringBuilder diff, List<Change> hunk, int context) {
    Change first = hunk.get(0);
    Change last = hunk.get(hunk.size() - 1);
    int start = Math.max(0, first.start() - context);
    int end = Math.min(before.size(), last.end() + context);
    int newStart = first.newStart() - (first.start() - start);
    int newEnd = last.newEnd() + (end - last.end());
    diff.append("@@ -").append(range(start, end)).append(" +").append(range(newStart, newEnd));
    diff.append(" @@\n");
    int at = start;
    for (Change change : hunk) {
      append(diff, ' ', before.subList(at, change.start()));
      append(diff, '-', before.subList(change.start(), change.end()));
      append(diff, '+', after.subList(change.newStart(), change.newEnd()));
      at = change.end();
    }
    append(diff, ' ', before.subList(at, end));
  }

  /** GNU diffutils, "Detailed Description of Unified Format": of no lines, the one before them. */
  private static String range(int start, int end) {
    int count = end - start;
    return count == 1 ? String.valueOf(start + 1) : (count == 0 ? start : start + 1) + "," + count;
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
