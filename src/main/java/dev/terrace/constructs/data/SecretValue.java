package dev.terrace.constructs.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a secret holds, and who creates it. No alternative ever holds a secret value. */
public sealed interface SecretValue {

  /**
   * Made by Secrets Manager when the secret is created or its version is raised.
   *
   * @param prefix precedes the random part, such as sk-
   * @param length of the random part, 1-4096 characters
   * @param alphabet characters of the random part
   */
  record Generated(String prefix, int length, Alphabet alphabet) implements SecretValue {
    public static Generated ofLength(int length) {
      return new Generated("", length, Alphabet.LETTERS_AND_DIGITS);
    }
  }

  /**
   * A JSON object.
   *
   * @param fixed fields that are no secrets, such as a user's name
   * @param fields that are generated
   */
  record GeneratedFields(Map<String, String> fixed, Map<String, Generated> fields)
      implements SecretValue {
    public GeneratedFields {
      fixed = new LinkedHashMap<>(fixed);
      fields = new LinkedHashMap<>(fields);
    }

    public GeneratedFields(Map<String, Generated> fields) {
      this(Map.of(), fields);
    }
  }

  /**
   * Generated once, then changed by something else, such as a rotation: Terraform never writes over
   * it unless its version is raised.
   */
  record Rotated(GeneratedFields initial) implements SecretValue {

    /**
     * User and password of a database, with the fields that AWS's own rotation and drivers expect;
     * except the host, which is created later.
     *
     * @param engine such as postgres
     * @param identifier of the database's instance
     */
    public static Rotated ofDatabase(
        String engine, String identifier, String user, int port, String database) {
      Map<String, String> fixed = new LinkedHashMap<>();
      fixed.put("username", user);
      fixed.put("engine", engine);
      fixed.put("port", String.valueOf(port));
      fixed.put("dbname", database);
      fixed.put("dbInstanceIdentifier", identifier);
      return new Rotated(new GeneratedFields(fixed, Map.of("password", Generated.ofLength(32))));
    }
  }

  /**
   * Filled by people, outside Terraform, which creates it once with the word "placeholder" and
   * never touches it again.
   *
   * @param fields of a JSON object; none: the value is one plain text
   */
  record Placeholder(List<String> fields) implements SecretValue {}

  /**
   * A text with other secrets in it, read at the moment it is written.
   *
   * @param template Terraform template; <code>{0}</code>, <code>{1}</code> … stand for the parts
   * @param parts secrets of the same stack that hold plain texts
   */
  record Composed(String template, List<Secret> parts) implements SecretValue {
    private static final Pattern PART = Pattern.compile("\\{(\\d)}");

    String resolve() {
      return PART.matcher(template)
          .replaceAll(
              match ->
                  java.util.regex.Matcher.quoteReplacement(
                      "${" + parts.get(Integer.parseInt(match.group(1))).read() + "}"));
    }
  }

  /** Characters of a random text; none needs escaping in a URL. */
  enum Alphabet {
    LETTERS_AND_DIGITS,
    /** 0-9 and a-f. */
    HEX
  }
}
