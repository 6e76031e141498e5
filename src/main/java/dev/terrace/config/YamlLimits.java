package dev.terrace.config;

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
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;

/**
 * What keeps a YAML file from taking all memory or the whole stack: its size, its encoding, its
 * nesting, and aliases that contain themselves. Checked on the parser's events, before a tree is
 * built.
 */
final class YamlLimits {
  static final long MAX_BYTES = 1 << 20;
  static final int MAX_DEPTH = 32;

  /** Values after aliases are expanded. */
  static final int MAX_VALUES = 100_000;

  private YamlLimits() {}

  /**
   * The text of a file.
   *
   * @param shownAs the file's name in messages
   */
  static String read(Path file, String shownAs) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new ConfigException(
            shownAs, Files.exists(file) ? "is not a regular file" : "does not exist");
      }
      long bytes = Files.size(file);
      if (bytes > MAX_BYTES) {
        throw new ConfigException(
            shownAs, "must have at most " + MAX_BYTES + " bytes, got " + bytes);
      }
      return decode(Files.readAllBytes(file), shownAs);
    } catch (IOException e) {
      throw new ConfigException(shownAs, "cannot be read: " + e.getMessage());
    }
  }

  private static String decode(byte[] bytes, String shownAs) {
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
  static void check(String text, String shownAs, LoadSettings settings) {
    Deque<String> open = new ArrayDeque<>();
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof CollectionStartEvent start) {
        open.push(start.getAnchor().map(Object::toString).orElse(""));
        if (open.size() > MAX_DEPTH) {
          throw new ConfigException(
              at(event, shownAs), "must be nested at most " + MAX_DEPTH + " levels deep");
        }
      } else if (event instanceof CollectionEndEvent) {
        open.pop();
      } else if (event instanceof AliasEvent alias && open.contains(alias.getAlias().toString())) {
        throw new ConfigException(
            at(event, shownAs), "has the alias *" + alias.getAlias() + " inside of itself");
      }
    }
  }

  private static String at(Event event, String shownAs) {
    return shownAs + event.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
  }
}
