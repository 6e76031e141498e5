package dev.terrace.check.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Resource;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Problems;
import dev.terrace.config.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the files of rows, whose header documents their keys. */
public final class RowFile {
  private static final List<String> FILES = List.of("aws-foundational.yaml", "cost.yaml");

  private static final Set<String> KEYS =
      Set.of(
          "type",
          "with",
          "path",
          "must",
          "default",
          "when",
          "severity",
          "title",
          "instead",
          "sources");

  private RowFile() {}

  /** The rules of all files on the class path. */
  public static List<Rule> all() {
    List<Rule> rules = new ArrayList<>();
    for (String name : FILES) {
      try (InputStream in = RowFile.class.getResourceAsStream(name)) {
        rules.addAll(read(new String(in.readAllBytes(), StandardCharsets.UTF_8), name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return rules;
  }

  /**
   * @param shownAs the file's name in messages
   * @throws ConfigException with every row that is wrong
   */
  static List<Rule> read(String text, String shownAs) {
    YamlFile yaml = YamlFile.parse(text, shownAs);
    Problems problems = Problems.locatedBy(yaml::locate);
    List<Rule> rules = new ArrayList<>();
    yaml.tree()
        .properties()
        .forEach(row -> rules.add(rule(row.getKey(), row.getValue(), problems.at(row.getKey()))));
    problems.throwIfAny();
    return rules;
  }

  private static Rule rule(String id, JsonNode row, Problems problems) {
    row.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                problems.at(key).add("is not a known key");
              }
            });
    for (String key : List.of("type", "severity", "title", "instead", "sources")) {
      if (!row.has(key)) {
        problems.at(key).add("is required");
      }
    }
    List<RowRule.Condition> when = new ArrayList<>();
    row.path("when")
        .properties()
        .forEach(
            each ->
                when.add(
                    new RowRule.Condition(
                        each.getKey(),
                        predicate(each.getValue(), problems.at("when").at(each.getKey())))));
    Predicate must =
        row.has("path")
            ? predicate(row.path("must"), problems.at("must"))
            : new Predicate.Present();
    if (!row.has("path") && !row.has("with")) {
      problems.add("needs a path or another resource ('with')");
    }
    return new RowRule(
        new About(
            id,
            severity(row.path("severity").asText("error"), problems.at("severity")),
            row.path("title").asText(),
            row.path("instead").asText(),
            Resource.texts(row.path("sources"))),
        row.path("type").asText(),
        row.path("with").asText(""),
        row.path("path").asText(""),
        must,
        row.path("default"),
        List.copyOf(when));
  }

  private static Severity severity(String word, Problems problems) {
    for (Severity each : Severity.values()) {
      if (each.word().equals(word.toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    problems.add("must be error, warning or note", word);
    return Severity.ERROR;
  }

  private static Predicate predicate(JsonNode node, Problems problems) {
    if (node.size() == 1) {
      String word = node.fieldNames().next();
      Optional<Predicate> found = Predicate.read(word, node.path(word));
      if (found.isPresent()) {
        return found.get();
      }
    }
    problems.add(
        "must be one of equal, notEqual, oneOf, atLeast, entries, matches, contains, present, absent",
        node);
    return new Predicate.Present();
  }
}
