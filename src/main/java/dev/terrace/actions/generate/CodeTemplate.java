package dev.terrace.actions.generate;

import dev.terrace.files.BundledFiles;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts with placeholders such as {@code @name@}. A line that would be longer than 100 characters
 * is broken at each {@code @|@}, so that the code is formatted whatever the names are.
 */
final class CodeTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("@([A-Za-z]+)@");
  private static final String BREAK = "@|@";
  private static final int LONGEST_LINE = 100;

  private final Map<String, String> values;

  CodeTemplate(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  /**
   * Every file of a folder of the bundle, filled, by its path below it.
   *
   * @param folder such as {@code new/project}
   */
  Map<String, String> files(String folder) {
    Map<String, String> filled = new TreeMap<>();
    BundledFiles.texts(folder).forEach((path, text) -> filled.put(path, fill(text)));
    return filled;
  }

  /**
   * @throws IllegalArgumentException if the text has a placeholder without a value
   */
  String fill(String text) {
    return text.lines().map(this::line).collect(Collectors.joining("\n", "", "\n"));
  }

  private String line(String template) {
    String filled = PLACEHOLDER.matcher(template).replaceAll(each -> value(each.group(1)));
    String whole = filled.replace(BREAK, "");
    if (whole.length() <= LONGEST_LINE) {
      return whole;
    }
    int indent = whole.length() - whole.stripLeading().length() + 4;
    return filled.replaceAll(Pattern.quote(BREAK) + " ?", "\n" + " ".repeat(indent));
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no value for @" + name + "@");
    }
    return Matcher.quoteReplacement(value);
  }
}
