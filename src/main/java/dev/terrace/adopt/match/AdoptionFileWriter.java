package dev.terrace.adopt.match;

import dev.terrace.adopt.match.AdoptionFile.Entry;
import dev.terrace.files.FileTrees;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes adoption files. */
public final class AdoptionFileWriter {
  private AdoptionFileWriter() {}

  /**
   * The file's text; the same input gives the same bytes.
   *
   * @param differs by address: how the configuration differs
   * @param open desired resources without a match, for people; this part is not read back
   */
  public static String text(
      AdoptionFile file, Map<String, List<String>> differs, List<MatchResult.Open> open) {
    StringBuilder text = new StringBuilder();
    text.append("# Which existing resource becomes which resource of ")
        .append(file.stack())
        .append(".\n");
    text.append(
        "# Written by './terrace adopt plan', read by './terrace adopt apply'. You can edit it;"
            + " mark\n");
    text.append(
        "# the entries you change with 'sure: hand', so that the next 'adopt plan' keeps them.\n");
    text.append("adopt:").append(file.entries().isEmpty() ? " []" : "").append("\n");
    for (Entry entry :
        file.entries().stream().sorted(Comparator.comparing(Entry::address)).toList()) {
      text.append("  - address: ").append(quoted(entry.address())).append("\n");
      line(text, "path", entry.path());
      line(text, "source", entry.source());
      line(text, "from", entry.from());
      entry.importId().ifPresent(id -> line(text, "import", id));
      line(text, "how", entry.how());
      line(text, "sure", entry.sure());
      list(text, "differs", differs.getOrDefault(entry.address(), List.of()));
    }
    if (!file.leave().isEmpty()) {
      text.append("leave:\n");
      file.leave().stream()
          .sorted()
          .forEach(address -> text.append("  - ").append(quoted(address)).append("\n"));
    }
    text.append("open:").append(open.isEmpty() ? " []" : "").append("\n");
    for (MatchResult.Open each :
        open.stream().sorted(Comparator.comparing(o -> o.desired().address())).toList()) {
      text.append("  - address: ").append(quoted(each.desired().address())).append("\n");
      line(text, "path", each.desired().path());
      line(text, "why", each.reason());
      list(
          text,
          "candidates",
          each.candidates().stream().map(MatchResult.Candidate::describe).toList());
    }
    return text.toString();
  }

  /** Writes the text, if it differs. */
  public static void write(Path file, String text) {
    try {
      if (!Files.exists(file) || !FileTrees.readLeniently(file).equals(text)) {
        FileTrees.writeWhole(file, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void line(StringBuilder text, String key, String value) {
    if (!value.isEmpty()) {
      text.append("    ").append(key).append(": ").append(quoted(value)).append("\n");
    }
  }

  private static void list(StringBuilder text, String key, List<String> values) {
    if (!values.isEmpty()) {
      text.append("    ").append(key).append(":\n");
      values.forEach(value -> text.append("      - ").append(quoted(value)).append("\n"));
    }
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z_/][\\w./|+=@-]*( [\\w./|+=@(,)-]+)*")
            && !text.matches("(?i)(true|false|null|yes|no|on|off)")
        ? text
        : Json.quoted(text);
  }
}
