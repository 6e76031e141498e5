package dev.terrace.hcl;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Consecutive attributes; those of one line and heredocs have aligned equals signs, as {@code
 * terraform fmt} writes.
 */
final class AlignedAttributes {
  static final String HEREDOC = "<<-";

  private final List<String> names = new ArrayList<>();
  private final List<List<String>> values = new ArrayList<>();

  boolean isEmpty() {
    return names.isEmpty();
  }

  void add(String name, List<String> value) {
    names.add(name);
    values.add(value);
  }

  void endInto(List<String> lines) {
    int start = 0;
    for (int i = 0; i <= names.size(); i++) {
      if (i == names.size() || breaks(values.get(i))) {
        int width =
            names.subList(start, i).stream().mapToInt(AlignedAttributes::columns).max().orElse(0);
        for (int j = start; j < i; j++) {
          String blanks = " ".repeat(width - columns(names.get(j)));
          lines.add(names.get(j) + blanks + " = " + values.get(j).get(0));
          lines.addAll(values.get(j).subList(1, values.get(j).size()));
        }
        if (i < names.size()) {
          lines.add(names.get(i) + " = " + values.get(i).get(0));
          lines.addAll(values.get(i).subList(1, values.get(i).size()));
        }
        start = i + 1;
      }
    }
    names.clear();
    values.clear();
  }

  /** A heredoc has several lines and is aligned as if it had one. */
  private static boolean breaks(List<String> value) {
    return value.size() > 1 && !value.get(0).startsWith(HEREDOC);
  }

  /** Counts characters as displayed, not code units. */
  private static int columns(String text) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int columns = 0;
    while (characters.next() != BreakIterator.DONE) {
      columns++;
    }
    return columns;
  }
}
