package dev.terrace.guard;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The one list of resource types that hold what Terraform cannot bring back: {@code stateful.txt}.
 * {@code stateless.txt} has those that were looked at and hold nothing.
 */
public final class Stateful {
  private static final Pattern HEADER = Pattern.compile("\\[(.+)] (\\S+)");
  private static final Pattern LINE =
      Pattern.compile("(\\w+)(?: (when|unless) ([\\w.]+) = (\\S+))?");
  private static final Map<String, Type> TYPES = readTypes();
  private static final Set<String> STATELESS = new LinkedHashSet<>(ListFile.lines("stateless.txt"));

  private Stateful() {}

  /** What is known of a type. */
  public enum Knowledge {
    HOLDS_DATA,
    HOLDS_NOTHING,
    /** A type of a provider, or of a version of it, that nobody has looked at. */
    UNKNOWN
  }

  /**
   * An entry of the list.
   *
   * @param holds for people, such as {@code rows of a database}
   * @param source the page that says what a deletion does
   * @param conditions a resource of the type holds data if one is true; empty if each does
   */
  private record Type(String holds, String source, List<Condition> conditions) {
    Type or(Type other) {
      return new Type(
          holds, source, Stream.concat(conditions.stream(), other.conditions().stream()).toList());
    }
  }

  private record Condition(boolean unless, String attribute, String value) {
    boolean holds(Map<String, String> values) {
      String actual = values.getOrDefault(attribute, "");
      boolean equal = actual.equals(value) || (actual.isEmpty() && value.equals("0"));
      return equal != unless;
    }
  }

  /**
   * Whether resources of a type hold data, at least some of them.
   *
   * @param type such as {@code aws_db_instance}
   */
  public static boolean is(String type) {
    return TYPES.containsKey(type);
  }

  /**
   * Whether one resource holds data.
   *
   * @param values attributes of {@link dev.terrace.terraform.scan.KeptAttributes}, as texts
   */
  public static boolean is(String type, Map<String, String> values) {
    return of(type, values) == Knowledge.HOLDS_DATA;
  }

  /** Why a type is in the list, such as {@code rows of a database}; empty if it is not. */
  public static Optional<String> holds(String type) {
    return Optional.ofNullable(TYPES.get(type)).map(Type::holds);
  }

  /** The page that says what a deletion does; empty if the type is not in the list. */
  public static Optional<String> source(String type) {
    return Optional.ofNullable(TYPES.get(type)).map(Type::source);
  }

  /**
   * What is known of one resource.
   *
   * @param values attributes of {@link dev.terrace.terraform.scan.KeptAttributes}, as texts
   */
  static Knowledge of(String type, Map<String, String> values) {
    Type entry = TYPES.get(type);
    if (entry == null) {
      return STATELESS.contains(type) ? Knowledge.HOLDS_NOTHING : Knowledge.UNKNOWN;
    }
    return entry.conditions().isEmpty()
            || entry.conditions().stream().anyMatch(condition -> condition.holds(values))
        ? Knowledge.HOLDS_DATA
        : Knowledge.HOLDS_NOTHING;
  }

  static Set<String> types() {
    return TYPES.keySet();
  }

  static Set<String> statelessTypes() {
    return STATELESS;
  }

  private static Map<String, Type> readTypes() {
    Map<String, Type> types = new LinkedHashMap<>();
    String holds = "";
    String source = "";
    for (String line : ListFile.lines("stateful.txt")) {
      Matcher header = HEADER.matcher(line);
      Matcher entry = LINE.matcher(line);
      if (header.matches()) {
        holds = header.group(1);
        source = header.group(2);
      } else if (entry.matches()) {
        List<Condition> conditions =
            entry.group(2) == null
                ? List.of()
                : List.of(
                    new Condition(entry.group(2).equals("unless"), entry.group(3), entry.group(4)));
        types.merge(entry.group(1), new Type(holds, source, conditions), Type::or);
      } else {
        throw new IllegalStateException("stateful.txt: " + line);
      }
    }
    return types;
  }
}
