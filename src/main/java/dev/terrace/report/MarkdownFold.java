package dev.terrace.report;

import java.util.List;

/** Content that a reader unfolds, or that lies open. */
final class MarkdownFold {
  private MarkdownFold() {}

  static void add(boolean fold, String summary, List<String> lines, Runnable content) {
    if (fold) {
      lines.add("<details><summary>" + summary + "</summary>");
      lines.add("");
    }
    content.run();
    lines.add("");
    if (fold) {
      lines.add("</details>");
      lines.add("");
    }
  }
}
