package dev.terrace.cost;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as lines of text. The last columns hold amounts with aligned decimal points. */
final class TextTable {
  private final int textColumns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param textColumns how many columns are left-aligned
   */
  TextTable(int textColumns) {
    this.textColumns = textColumns;
  }

  TextTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  List<String> lines() {
    List<Integer> widths = new ArrayList<>();
    List<List<String>> rows = this.rows.stream().map(this::padded).toList();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String blanks = " ".repeat(widths.get(i) - row.get(i).length());
        line.append(i == 0 ? "" : "  ");
        line.append(i < textColumns ? row.get(i) + blanks : blanks + row.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** Leaves room for the mark of incomplete amounts. */
  private List<String> padded(List<String> row) {
    List<String> cells = new ArrayList<>(row);
    for (int i = textColumns; i < row.size(); i++) {
      int column = i;
      boolean marked =
          rows.stream().anyMatch(other -> column < other.size() && isMarked(other.get(column)));
      if (marked && !isMarked(cells.get(i))) {
        cells.set(i, cells.get(i) + " ".repeat(Money.UNKNOWN.length()));
      }
    }
    return cells;
  }

  private static boolean isMarked(String cell) {
    return cell.endsWith(Money.UNKNOWN);
  }
}
