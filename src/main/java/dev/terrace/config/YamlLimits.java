package dev.terrace.config;

import dev.terrace.files.FileFaults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * What keeps a YAML file from taking all memory or the whole stack: its size, its encoding, its
 * nesting, and aliases that contain themselves. Checked on the parser's events, before a tree is
 * built.
 */
public final class YamlLimits {
  static final long MAX_BYTES = 1 << 20;
  static final int MAX_DEPTH = 32;

  static final int MAX_LINE = 1 << 16;

  /** Keys and values, after aliases are expanded: of a list of prices or of adopted resources. */
  static final int MAX_VALUES = 100_000;

  /** The largest environment that ships has 600. */
  static final int MAX_VALUES_OF_ENVIRONMENT = 10_000;

  private YamlLimits() {}

  /**
   * The text of a file.
   *
   * @param shownAs the file's name in messages
   */
  static String read(Path file, String shownAs) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new ConfigException(shownAs, whyNoFile(file));
      }
      long bytes = Files.size(file);
      if (bytes > MAX_BYTES) {
        throw new ConfigException(
            shownAs, "must have at most " + MAX_BYTES + " bytes, got " + bytes);
      }
      return decode(Files.readAllBytes(file), shownAs);
    } catch (IOException e) {
      throw new ConfigException(shownAs, "cannot be read: " + FileFaults.reason(e));
    }
  }

  private static String whyNoFile(Path file) {
    if (Files.isDirectory(file)) {
      return "is a folder, not a file";
    }
    if (Files.exists(file)) {
      return "is not a regular file";
    }
    return Files.isSymbolicLink(file) ? "is a symbolic link to no file" : "does not exist";
  }

  /**
   * @throws ConfigException with the line of what is not UTF-8
   */
  public static String decode(byte[] bytes, String shownAs) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      return decoder.decode(buffer).toString();
    } catch (CharacterCodingException e) {
      int at = buffer.position();
      int line = 1;
      for (int i = 0; i < at; i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new ConfigException(
          shownAs + ":" + line,
          String.format("is not UTF-8 (byte 0x%02X): save the file as UTF-8", bytes[at]));
    }
  }

  /**
   * @throws ConfigException with the line where a limit is exceeded
   */
  static void check(String text, String shownAs, LoadSettings settings, int most) {
    checkLines(text, shownAs);
    checkStructure(text, shownAs, settings, most, MAX_DEPTH, event -> checkTag(event, shownAs));
  }

  /**
   * The same of a text that others write: long lines and tags are usual there.
   *
   * @param deepest how many levels
   * @throws ConfigException with the line where a limit is exceeded
   */
  public static void checkStructure(
      String text, String shownAs, LoadSettings settings, int most, int deepest) {
    checkStructure(text, shownAs, settings, most, deepest, event -> {});
  }

  private static void checkStructure(
      String text,
      String shownAs,
      LoadSettings settings,
      int most,
      int deepest,
      Consumer<Event> check) {
    Deque<String> open = new ArrayDeque<>();
    int values = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof NodeEvent && ++values > most) {
        throw new ConfigException(
            at(event, shownAs), "must have at most " + most + " keys and values");
      }
      check.accept(event);
      if (event instanceof CollectionStartEvent start) {
        open.push(start.getAnchor().map(Object::toString).orElse(""));
        if (open.size() > deepest) {
          throw new ConfigException(
              at(event, shownAs), "must be nested at most " + deepest + " levels deep");
        }
      } else if (event instanceof CollectionEndEvent) {
        open.pop();
      } else if (event instanceof AliasEvent alias && open.contains(alias.getAlias().toString())) {
        throw new ConfigException(
            at(event, shownAs), "has the alias *" + alias.getAlias() + " inside of itself");
      }
    }
  }

  /** The parser needs a time that grows with the square of a line's length. */
  private static void checkLines(String text, String shownAs) {
    int line = 1;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i - start > MAX_LINE) {
        throw new ConfigException(
            shownAs + ":" + line, "must have at most " + MAX_LINE + " characters in a line");
      }
      if (i < text.length() && text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
  }

  /** A tag would have no effect: a text is a text, and no class is ever loaded. */
  private static void checkTag(Event event, String shownAs) {
    Optional<String> tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
    if (tag.isPresent()) {
      throw new ConfigException(
          at(event, shownAs),
          "has the tag "
              + Problem.onOneLine(tag.get())
              + ": tags have no meaning here; write a text that starts with ! in quotes");
    }
  }

  private static String at(Event event, String shownAs) {
    return shownAs + event.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
  }
}
