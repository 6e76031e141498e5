package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Rows of what was synthesized, compared with a table that a test holds as text. */
public final class Table {
  private static final Pattern BAR = Pattern.compile("\\|");

  private final List<List<String>> rows = new ArrayList<>();

  public Table row(Object... cells) {
    rows.add(Arrays.stream(cells).map(String::valueOf).toList());
    return this;
  }

  /** The rows in the order of their texts. */
  public Table sorted() {
    rows.sort(Comparator.comparing(List::toString));
    return this;
  }

  /**
   * @param expected a row a line, cells with {@code |} between; spaces around them do not count
   */
  public void assertReads(String expected) {
    List<List<String>> other =
        expected
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> Arrays.stream(BAR.split(line, -1)).map(String::strip).toList())
            .toList();
    List<Integer> widths = new ArrayList<>();
    widen(widths, rows);
    widen(widths, other);
    assertThat(text(rows, widths)).isEqualTo(text(other, widths));
  }

  private static void widen(List<Integer> widths, List<List<String>> rows) {
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
  }

  private static String text(List<List<String>> rows, List<Integer> widths) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(i == 0 ? "" : " | ")
            .append(row.get(i))
            .append(" ".repeat(widths.get(i) - row.get(i).length()));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
