package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The formats of import ids by type: the table {@code import-ids.txt}, whose header documents its
 * source and syntax.
 */
public final class ImportIds {
  private static final String TABLE = "import-ids.txt";
  private static final String NO_IMPORT = "-";

  /** {@code {subnet_id|gateway_id}}, {@code [,{acl}]} or the text between them. */
  private static final Pattern PIECE = Pattern.compile("\\[([^\\]]*)]|\\{([^}]*)}|([^\\[{]+)");

  private static final Pattern SOLE = Pattern.compile("\\{([a-z_0-9]+)(\\|id)?}(\\[.*)?");

  private final Map<String, Format> formats;

  /**
   * @param id the second column
   * @param example the third
   */
  record Format(String id, String example) {}

  private ImportIds(Map<String, Format> formats) {
    this.formats = formats;
  }

  /** Loads the table. */
  public static ImportIds load() {
    Map<String, Format> formats = new TreeMap<>();
    try (InputStream in = ImportIds.class.getResourceAsStream(TABLE);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> lines = reader.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (line.isEmpty() || line.startsWith("#")) {
          continue;
        }
        String[] columns = line.split(" +", -1);
        if (columns.length != 3
            || formats.put(columns[0], new Format(columns[1], columns[2])) != null) {
          throw new IllegalStateException(
              TABLE + ":" + (i + 1) + ": must have a unique type, its id and an example: " + line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ImportIds(formats);
  }

  /** Whether the table has the type; other types use their attribute {@code id}. */
  public boolean knows(String type) {
    return formats.containsKey(type);
  }

  /** Whether the provider can import the type, according to the table. */
  public boolean importable(String type) {
    return !knows(type) || !formats.get(type).id().equals(NO_IMPORT);
  }

  /** The types of the table, sorted. */
  public Set<String> types() {
    return formats.keySet();
  }

  /**
   * The import id of a resource; its attribute {@code id} if the table lacks the type.
   *
   * @param type such as {@code aws_route}
   * @param attributes the known attributes, with Terraform's names
   * @return empty if a required attribute is not known, or the type cannot be imported
   */
  public Optional<String> idOf(String type, JsonNode attributes) {
    if (!importable(type)) {
      return Optional.empty();
    }
    return knows(type) ? fill(formats.get(type).id(), attributes) : text(attributes.get("id"));
  }

  /** The attribute that is the whole id; empty if the id is composed. */
  public Optional<String> soleAttribute(String type) {
    Matcher sole = SOLE.matcher(formats.get(type).id());
    return sole.matches() ? Optional.of(sole.group(1)) : Optional.empty();
  }

  Format format(String type) {
    return formats.get(type);
  }

  private static Optional<String> fill(String format, JsonNode attributes) {
    StringBuilder id = new StringBuilder();
    Matcher piece = PIECE.matcher(format);
    while (piece.find()) {
      Optional<String> filled;
      if (piece.group(1) != null) {
        filled = Optional.of(fill(piece.group(1), attributes).orElse(""));
      } else if (piece.group(2) != null) {
        filled = value(piece.group(2), attributes);
      } else {
        filled = Optional.of(piece.group(3));
      }
      if (filled.isEmpty()) {
        return Optional.empty();
      }
      id.append(filled.get());
    }
    return Optional.of(id.toString());
  }

  private static Optional<String> value(String braces, JsonNode attributes) {
    int joiner = braces.indexOf('*');
    if (joiner >= 0) {
      List<String> all = new ArrayList<>();
      for (String name : braces.substring(0, joiner).split("&", -1)) {
        all.addAll(all(name, attributes));
      }
      return all.isEmpty()
          ? Optional.empty()
          : Optional.of(String.join(braces.substring(joiner + 1), all));
    }
    int fallback = braces.indexOf('?');
    String names = fallback < 0 ? braces : braces.substring(0, fallback);
    for (String name : names.split("\\|", -1)) {
      Optional<String> one = one(name, attributes);
      if (one.isPresent()) {
        return one;
      }
    }
    return fallback < 0 ? Optional.empty() : Optional.of(braces.substring(fallback + 1));
  }

  private static List<String> all(String name, JsonNode attributes) {
    if (name.endsWith(":self")) {
      boolean self = attributes.path(name.substring(0, name.indexOf(':'))).asBoolean();
      return self ? List.of("self") : List.of();
    }
    JsonNode node = attributes.path(name);
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> text(element).ifPresent(texts::add));
    } else {
      text(node).ifPresent(texts::add);
    }
    return texts;
  }

  private static Optional<String> one(String name, JsonNode attributes) {
    if (name.endsWith(":name")) {
      return text(attributes.get(name.substring(0, name.indexOf(':'))))
          .map(
              value ->
                  value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf(':')) + 1));
    }
    return text(attributes.get(name));
  }

  private static Optional<String> text(JsonNode node) {
    return node == null || !node.isValueNode() || node.isNull() || node.asText().isEmpty()
        ? Optional.empty()
        : Optional.of(node.asText());
  }
}
