package dev.terrace.actions.affected;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Random changes of files. Not every one leaves a valid environment. */
final class Mutations {
  private static final Pattern NUMBER = Pattern.compile("\\b\\d{1,5}\\b");
  private static final Pattern WORD = Pattern.compile("[a-z]{4,}");

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** The files below a folder, in an order that is the same everywhere. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A YAML file with one line changed, added or removed. */
  String yaml(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int line = random.nextInt(lines.size());
    String old = lines.get(line);
    switch (random.nextInt(10)) {
      case 0 -> lines.remove(line);
      case 1 -> lines.add(line, "# " + random.nextInt(1000));
      case 2 -> lines.set(line, old + "   # " + random.nextInt(1000));
      case 3 -> lines.set(line, old.contains("true") ? old.replace("true", "false") : word(old));
      default -> lines.set(line, NUMBER.matcher(old).find() ? number(old) : word(old));
    }
    return String.join("\n", lines) + "\n";
  }

  private String number(String line) {
    List<MatchResult> found = all(NUMBER, line);
    MatchResult one = any(found);
    int more = Integer.parseInt(one.group()) + 1 + random.nextInt(3);
    return line.substring(0, one.start()) + more + line.substring(one.end());
  }

  /** With a letter more at the end of a word. */
  String word(String text) {
    List<MatchResult> found = all(WORD, text);
    if (found.isEmpty()) {
      return text + "\n";
    }
    int end = any(found).end();
    return text.substring(0, end) + (char) ('a' + random.nextInt(26)) + text.substring(end);
  }

  private static List<MatchResult> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  /**
   * A class file with another letter in a text of several words, such as the description of a
   * resource or a message; the same bytes if it has none.
   */
  byte[] code(byte[] classFile) {
    // Latin-1 keeps every byte in its place.
    String text = new String(classFile, StandardCharsets.ISO_8859_1);
    List<MatchResult> found = all(Pattern.compile("[A-Z][a-z]+ [a-z]+ [a-z]{3,}"), text);
    if (found.isEmpty()) {
      return classFile;
    }
    byte[] changed = classFile.clone();
    int last = any(found).end() - 1;
    changed[last] = (byte) (changed[last] == 'z' ? 'y' : changed[last] + 1);
    return changed;
  }
}
