package dev.terrace.adopt;

import dev.terrace.adopt.Template.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The change of a template that lets resources leave it, or the whole stack go, without being
 * deleted: {@code DeletionPolicy} and {@code UpdateReplacePolicy} are {@code Retain}.
 *
 * @param template whole, as it was written apart from the change
 * @param diff the change alone, as {@code diff -U0} shows it; empty where nothing is to change
 */
public record Retention(String template, String diff) {
  private static final List<String> POLICIES = List.of("DeletionPolicy", "UpdateReplacePolicy");

  private record Edit(int start, int end, int line, String text) {}

  /**
   * @throws AdoptException when the template lacks one of the resources
   */
  static Retention of(Template template, Set<String> logicalIds) {
    List<Edit> edits = new ArrayList<>();
    for (String logicalId : logicalIds) {
      Map<String, Entry> keys = template.entries().get(logicalId);
      if (keys == null || !keys.containsKey("Type")) {
        throw new AdoptException(
            template.shownAs() + ": has no resource '" + logicalId + "' to be retained");
      }
      for (String policy : POLICIES) {
        Entry there = keys.get(policy);
        Entry type = keys.get("Type");
        boolean retained = template.resource(logicalId).path(policy).asText().startsWith("Retain");
        if (there == null) {
          String words =
              type.flow()
                  ? "\"" + policy + "\": \"Retain\",\n" + " ".repeat(type.column())
                  : policy + ": Retain\n" + " ".repeat(type.column());
          edits.add(new Edit(type.start(), type.start(), type.line(), words));
        } else if (!retained) {
          edits.add(
              new Edit(
                  there.valueStart(),
                  there.valueEnd(),
                  there.line(),
                  there.flow() ? "\"Retain\"" : "Retain"));
        }
      }
    }
    edits.sort(Comparator.comparingInt(Edit::start));
    return new Retention(apply(template.text(), edits), diff(template, edits));
  }

  private static String apply(String text, List<Edit> edits) {
    StringBuilder changed = new StringBuilder();
    int at = 0;
    for (Edit edit : edits) {
      changed.append(text, at, offset(text, edit.start())).append(edit.text());
      at = offset(text, edit.end());
    }
    return changed.append(text, at, text.length()).toString();
  }

  /** YAML counts code points, Java units of UTF-16. */
  private static int offset(String text, int codePoints) {
    return text.offsetByCodePoints(0, codePoints);
  }

  private static String diff(Template template, List<Edit> edits) {
    if (edits.isEmpty()) {
      return "";
    }
    List<String> lines = template.text().lines().toList();
    StringBuilder diff = new StringBuilder("--- template\n+++ template, retaining\n");
    int added = 0;
    int at = 0;
    while (at < edits.size()) {
      int line = edits.get(at).line();
      String before = lines.get(line);
      int lineStart = lineStart(template.text(), line);
      List<Edit> here = new ArrayList<>();
      while (at < edits.size() && edits.get(at).line() == line) {
        Edit edit = edits.get(at++);
        here.add(new Edit(edit.start() - lineStart, edit.end() - lineStart, line, edit.text()));
      }
      List<String> after = apply(before, here).lines().toList();
      boolean kept = after.get(after.size() - 1).equals(before);
      int fresh = kept ? after.size() - 1 : after.size();
      // As diff counts: where nothing is taken away, the line before.
      diff.append("@@ -")
          .append(kept ? line + ",0" : String.valueOf(line + 1))
          .append(" +")
          .append(line + 1 + added)
          .append(fresh == 1 ? "" : "," + fresh)
          .append(" @@\n");
      if (!kept) {
        diff.append('-').append(before).append('\n');
      }
      after.subList(0, fresh).forEach(each -> diff.append('+').append(each).append('\n'));
      added += after.size() - 1;
    }
    return diff.toString();
  }

  private static int lineStart(String text, int line) {
    int codePoints = 0;
    int newlines = 0;
    for (int i = 0; newlines < line; i += Character.charCount(text.codePointAt(i))) {
      codePoints++;
      if (text.charAt(i) == '\n') {
        newlines++;
      }
    }
    return codePoints;
  }
}
