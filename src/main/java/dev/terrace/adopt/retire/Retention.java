package dev.terrace.adopt.retire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.source.CloudFormationTemplate;
import dev.terrace.adopt.source.CloudFormationTemplate.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The change to a template after which deleting the stack deletes no resource: {@code
 * DeletionPolicy} and {@code UpdateReplacePolicy} of every resource are {@code Retain}. This
 * includes resources that are not adopted: deleting a rule, an attachment or a custom resource
 * changes an adopted one.
 *
 * @param template the changed template, otherwise with its original text
 * @param diff the change in the format of {@code diff -U0}; empty if there is none
 */
public record Retention(String template, String diff) {
  private static final List<String> POLICIES = List.of("DeletionPolicy", "UpdateReplacePolicy");

  private record Edit(int start, int end, int line, String text) {}

  /**
   * @throws AdoptException if a resource of the template cannot be retained
   */
  static Retention of(CloudFormationTemplate template) {
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
          String text =
              type.flow()
                  ? "\"" + policy + "\": \"Retain\",\n" + " ".repeat(type.column())
                  : policy + ": Retain\n" + " ".repeat(type.column());
          edits.add(new Edit(type.start(), type.start(), type.line(), text));
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
    // An alias refers to a resource that is changed at its definition.
    List<Edit> once =
        edits.stream().distinct().sorted(Comparator.comparingInt(Edit::start)).toList();
    Retention retention = new Retention(apply(template.text(), once), diff(template, once));
    retention.check(template);
    return retention;
  }

  private static boolean isRetained(JsonNode resource, String policy) {
    return resource.path(policy).asText().equals("Retain");
  }

  /** Parses the changed text and verifies it, because an error would delete data. */
  private void check(CloudFormationTemplate before) {
    CloudFormationTemplate after = CloudFormationTemplate.parse(before.shownAs(), template);
    for (var resource : after.tree().path("Resources").properties()) {
      for (String policy : POLICIES) {
        if (!isRetained(resource.getValue(), policy)) {
          throw new AdoptException(
              before.shownAs()
                  + ": the resource '"
                  + resource.getKey()
                  + "' cannot get 'DeletionPolicy: Retain': write it as a separate map");
        }
      }
    }
    if (!withoutPolicies(after).equals(withoutPolicies(before))) {
      throw new AdoptException(
          before.shownAs()
              + ": adding 'DeletionPolicy: Retain' would also change something else; add it by"
              + " hand");
    }
  }

  private static ObjectNode withoutPolicies(CloudFormationTemplate template) {
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

  /** Positions in YAML are code points, in Java UTF-16 units. */
  private static int offset(String text, int codePoints) {
    return text.offsetByCodePoints(0, codePoints);
  }

  private static String diff(CloudFormationTemplate template, List<Edit> edits) {
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
      // As in diff: if no line is removed, the number of the line before.
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
