package dev.terrace.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/** What the parser throws, as a problem with a line. */
final class YamlFaults {
  private static final Pattern VERSION = Pattern.compile("(?m)^%YAML");

  /** An escape beyond U+10FFFF: the parser throws {@link IllegalArgumentException}. */
  private static final Pattern BEYOND_UNICODE = Pattern.compile("\\\\U(?!000|0010)[0-9A-Fa-f]{8}");

  private YamlFaults() {}

  static ConfigException describe(RuntimeException error, String text, String shownAs) {
    if (error instanceof MarkedYamlEngineException marked) {
      return describe(marked, text, shownAs);
    }
    if (error instanceof ReaderException reader) {
      int at = text.indexOf(Character.toString(reader.getCodePoint()));
      return new ConfigException(
          shownAs + (at < 0 ? "" : lineAt(text, at)),
          String.format("is no valid YAML: holds the character U+%04X", reader.getCodePoint()));
    }
    if (error instanceof YamlVersionException version) {
      return new ConfigException(
          shownAs + lineOf(VERSION, text),
          "is written in YAML %d.%d; YAML 1.2 is read"
              .formatted(version.getSpecVersion().getMajor(), version.getSpecVersion().getMinor()));
    }
    if (error instanceof IllegalArgumentException) {
      return new ConfigException(
          shownAs + lineOf(BEYOND_UNICODE, text),
          "is no valid YAML: an escape in double quotes names no character of Unicode");
    }
    return new ConfigException(
        shownAs, "is no valid YAML: " + Problem.onOneLine(String.valueOf(error.getMessage())));
  }

  private static ConfigException describe(
      MarkedYamlEngineException error, String text, String shownAs) {
    String line = error.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    String problem = error.getProblem();
    if (problem.startsWith("but ")) {
      problem = error.getContext() + " " + problem;
    }
    return new ConfigException(
        shownAs + line, "is no valid YAML: " + Problem.onOneLine(problem) + hint(text, error));
  }

  /** What people most often mean where YAML reads a special character. */
  private static String hint(String text, MarkedYamlEngineException e) {
    int line = e.getProblemMark().map(mark -> mark.getLine()).orElse(-1);
    String[] lines = text.split("\n", -1);
    return line >= 0 && line < lines.length && lines[line].matches(".*[:\\[,-]\\s*[*{&%@`!|>].*")
        ? "; a text that starts with a special character such as * or { must be quoted"
        : "";
  }

  private static String lineOf(Pattern what, String text) {
    Matcher matcher = what.matcher(text);
    return matcher.find() ? lineAt(text, matcher.start()) : "";
  }

  private static String lineAt(String text, int position) {
    return ":" + text.substring(0, position).split("\r\n|\r|\n", -1).length;
  }
}
