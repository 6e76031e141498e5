package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.Template.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The change of a template that lets the whole stack go without anything being deleted: {@code
 * DeletionPolicy} and {@code UpdateReplacePolicy} of every resource are {@code Retain}. What
 * nothing adopts is retained as well: a rule, an attachment or a custom resource that goes changes
 * what was adopted.
 *
 * @param template whole, as it was written apart from the change
 * @param diff the change alone, as {@code diff -U0} shows it; empty where nothing is to change
 */
public record Retention(String template, String diff) {
  private static final List<String> POLICIES = List.of("DeletionPolicy", "UpdateReplacePolicy");

  private record Edit(int start, int end, int line, String text) {}

  /**
   * @throws AdoptException when a resource of the template cannot be retained
   */
  static Retention of(Template template) {
    List<Edit> edits = new ArrayList<>();
    for (String logicalId : template.logicalIds()) {
      Map<String, Entry> keys = template.entries().get(logicalId);
      if (!keys.containsKey("Type")) {
        throw new AdoptException(
            template.shownAs() + ": the resource '" + logicalId + "' has no Type");
      }
      for (String policy : POLICIES) {
        Entry there = keys.get(policy);
        Entry type = keys.get("Type");
        if (there == null) {
          String words =
              type.flow()
                  ? "\"" + policy + "\": \"Retain\",\n" + " ".repeat(type.column())
                  : policy + ": Retain\n" + " ".repeat(type.column());
          edits.add(new Edit(type.start(), type.start(), type.line(), words));
        } else if (!isRetained(template.resource(logicalId), policy)) {
          edits.add(
              new Edit(
                  there.valueStart(),
                  there.valueEnd(),
                  there.line(),
                  there.flow() ? "\"Retain\"" : "Retain"));
        }
      }
    }
    // An alias stands for what is changed where it is written out.
    List<Edit> once =
        edits.stream().distinct().sorted(Comparator.comparingInt(Edit::start)).toList();
    Retention retention = new Retention(apply(template.text(), once), diff(template, once));
    retention.check(template);
    return retention;
  }

  private static boolean isRetained(JsonNode resource, String policy) {
    return resource.path(policy).asText().equals("Retain");
  }

  /** A template is changed as a text; what it says then is read again, since data hangs on it. */
  private void check(Template before) {
    Template after = Template.parse(before.shownAs(), template);
    for (var resource : after.tree().path("Resources").properties()) {
      for (String policy : POLICIES) {
        if (!isRetained(resource.getValue(), policy)) {
          throw new AdoptException(
              before.shownAs()
                  + ": the resource '"
                  + resource.getKey()
                  + "' cannot be given 'DeletionPolicy: Retain': write it out as a map of its own");
        }
      }
    }
    if (!withoutPolicies(after).equals(withoutPolicies(before))) {
      throw new AdoptException(
          before.shownAs()
              + ": giving it 'DeletionPolicy: Retain' would change something else as well; do it by"
              + " hand");
    }
  }

  private static ObjectNode withoutPolicies(Template template) {
    ObjectNode tree = template.tree().deepCopy();
    for (JsonNode resource : tree.path("Resources")) {
      if (resource instanceof ObjectNode object) {
        object.remove(POLICIES);
      }
    }
    return tree;
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
