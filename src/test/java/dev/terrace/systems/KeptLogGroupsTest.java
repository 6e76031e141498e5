package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever may use a log group may use it under the name that it keeps, in every system. */
final class KeptLogGroupsTest {
  private static final Map<String, String> TEXTS =
      Map.of(
          "aws_iam_role_policy", "policy",
          "aws_iam_policy", "policy",
          "aws_kms_key", "policy",
          "aws_ssm_document", "content");

  @ParameterizedTest
  @CsvSource({"coder, production", "orcha, prod", "alva, production"})
  void every_text_that_names_a_log_group_names_the_kept_one(String system, String name) {
    Synthesized before = Synthesized.environment(system, name);
    Map<String, String> keptByName = new TreeMap<>();
    StringBuilder overrides = new StringBuilder("\noverrides:\n");
    for (Stack stack : before.stacks()) {
      for (Resource group : stack.ofType("aws_cloudwatch_log_group")) {
        String kept = "/kept/" + keptByName.size() + "/group";
        keptByName.put(group.text("name"), kept);
        overrides.append("  %s/%s: {name: %s}\n".formatted(stack.layer(), group.path(), kept));
      }
    }
    assertThat(keptByName).hasSizeGreaterThan(3);

    Synthesized after = Synthesized.changed(system, name, yaml -> yaml + overrides);

    int followed = 0;
    for (Stack stack : before.stacks()) {
      for (String type : TEXTS.keySet()) {
        for (Resource resource : stack.ofType(type)) {
          String attribute = TEXTS.get(type);
          List<String> old = texts(resource.body().path(attribute));
          List<String> now =
              texts(after.stack(stack.layer()).at(resource.path()).body().path(attribute));
          for (String text : old) {
            for (String kept : keptOf(text, keptByName)) {
              followed++;
              assertThat(now).as(resource.address()).contains(kept);
            }
          }
          assertThat(now)
              .as(resource.address())
              .allSatisfy(text -> assertThat(keptByName).doesNotContainKey(nameIn(text)))
              .containsAll(
                  old.stream().filter(text -> !keptByName.containsKey(nameIn(text))).toList());
        }
      }
    }
    assertThat(followed).isGreaterThan(3);
  }

  /** What a text becomes, or has next to it, for each log group that it is about. */
  private static List<String> keptOf(String text, Map<String, String> keptByName) {
    String pattern = nameIn(text);
    TreeSet<String> all = new TreeSet<>();
    keptByName.forEach(
        (name, kept) -> {
          boolean covered =
              (pattern.endsWith("*") && !pattern.equals(text))
                  ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                  : name.equals(pattern);
          if (covered) {
            all.add(text.replace(pattern, kept));
          }
        });
    return List.copyOf(all);
  }

  private static String nameIn(String text) {
    int at = text.indexOf(":log-group:");
    return at < 0 ? text : text.substring(at + ":log-group:".length()).split(":", -1)[0];
  }

  /** All texts of a JSON document. */
  private static List<String> texts(JsonNode attribute) {
    List<String> found = new ArrayList<>();
    if (attribute.asText().startsWith("{")) {
      add(Json.parse(attribute.asText()), found);
    }
    return found;
  }

  private static void add(JsonNode node, List<String> found) {
    if (node.isTextual()) {
      found.add(node.asText());
    }
    node.forEach(each -> add(each, found));
  }
}
