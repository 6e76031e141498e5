package dev.terrace.actions.deploy.recovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How resources are recovered whose creation was begun and of which no id is known: the table
 * {@code recovered.txt}, whose header documents its syntax and its sources.
 */
final class RecoveryWays {
  private static final String TABLE = "recovered.txt";
  private static final Map<String, Way> WAYS = read();

  private RecoveryWays() {}

  enum Way {
    /** Imported by an id that is composed from the configuration. */
    NAME,
    /** Looked up in AWS, see {@link InFlight}. */
    ASK,
    /** Created again. */
    AGAIN
  }

  /** A type that the table lacks is imported by its name. */
  static Way of(String type) {
    return WAYS.getOrDefault(type, Way.NAME);
  }

  /** The types of the table. */
  static Set<String> types() {
    return WAYS.keySet();
  }

  private static Map<String, Way> read() {
    Map<String, Way> ways = new TreeMap<>();
    try (InputStream in = RecoveryWays.class.getResourceAsStream(TABLE)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.split("  ", 3))
          .forEach(
              columns -> {
                Way way = Way.valueOf(columns[1].toUpperCase(Locale.ROOT));
                if (columns[2].isBlank() || ways.put(columns[0], way) != null) {
                  throw new IllegalStateException(
                      TABLE + ": must have a unique type, its way and a note: " + columns[0]);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ways;
  }
}
