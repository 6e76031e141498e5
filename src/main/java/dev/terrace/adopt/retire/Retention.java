package dev.terrace.adopt.retire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.source.CloudFormationTemplate;
import dev.terrace.adopt.source.CloudFormationTemplate.Entry;
import dev.terrace.files.TextDiff;
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

  private record Edit(int start, int end, String text) {}

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
          edits.add(new Edit(type.start(), type.start(), text));
        } else if (!isRetained(template.resource(logicalId), policy)) {
          edits.add(
              new Edit(
                  there.valueStart(), there.valueEnd(), there.flow() ? "\"Retain\"" : "Retain"));
        }
      }
    }
    // An alias refers to a resource that is changed at its definition.
    List<Edit> once =
        edits.stream().distinct().sorted(Comparator.comparingInt(Edit::start)).toList();
    String changed = apply(template.text(), once);
    Retention retention =
        new Retention(
            changed,
            new TextDiff(template.text(), changed).unified("template", "template, retaining", 0));
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
}
