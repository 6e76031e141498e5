package dev.terrace.config.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What AWS had on a day: regions, versions, instance classes, services. {@code aws-facts.json}
 * names the day and the source of each list. What is newer than the list draws a warning, not an
 * error.
 */
public final class AwsFacts {
  private static final JsonNode FACTS = read();

  private AwsFacts() {}

  private static JsonNode read() {
    try (InputStream in = AwsFacts.class.getResourceAsStream("aws-facts.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The day of the lists. */
  public static String day() {
    return FACTS.get("known").asText();
  }

  /** The texts of a list, or the keys of a map. */
  public static List<String> list(String name) {
    List<String> texts = new ArrayList<>();
    if (FACTS.get(name).isArray()) {
      FACTS.get(name).forEach(each -> texts.add(each.asText()));
    } else {
      FACTS.get(name).fieldNames().forEachRemaining(texts::add);
    }
    return texts;
  }

  /** Whether a region is known. */
  public static boolean isRegion(String text) {
    return text != null && FACTS.get("regions").has(text);
  }

  /** A value of a map, missing where there is none. */
  static JsonNode entry(String map, String key) {
    return FACTS.get(map).path(key);
  }

  /** Says that a value is not on the list of the day. */
  static String unknown(String what, String value) {
    return "'" + value + "' is no " + what + " that AWS had on " + day() + ": check that it exists";
  }
}
