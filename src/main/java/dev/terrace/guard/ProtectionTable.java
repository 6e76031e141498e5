package dev.terrace.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code protections.txt}. */
final class ProtectionTable {
  private static final String ANY = "*";
  private static final String ABSENT = "-";
  private static final Pattern HEADER = Pattern.compile("\\[(.+)] (https://\\S+)");
  private static final ProtectionTable TABLE = new ProtectionTable();

  private final Map<String, List<Protection>> protections = new LinkedHashMap<>();
  private final Map<String, Protection.Keeper> keepers = new LinkedHashMap<>();

  private ProtectionTable() {
    String what = "";
    for (String line : ListFile.lines("protections.txt")) {
      Matcher header = HEADER.matcher(line);
      if (header.matches()) {
        what = header.group(1);
      } else {
        add(what, line);
      }
    }
  }

  private void add(String what, String line) {
    List<String> words = Arrays.asList(line.split(" ", -1));
    if (what.isEmpty() || words.size() < 2) {
      throw new IllegalStateException("protections.txt: " + line);
    }
    if (words.get(1).equals("destroyed")) {
      keepers.put(words.get(0), keeper(what, words.subList(2, words.size())));
      return;
    }
    Protection protection = protection(words);
    for (String type : words.get(0).split(",", -1)) {
      protections.computeIfAbsent(type, key -> new ArrayList<>()).add(protection);
    }
  }

  private static Protection protection(List<String> words) {
    String attribute = words.get(1);
    List<String> options = words.subList(3, words.size());
    return switch (words.get(2)) {
      case "on" ->
          new Protection.Switch(attribute, values(options.get(0)), !options.contains("provider"));
      case "number" -> {
        String absent = option(options, "absent").orElse("0");
        yield new Protection.Amount(
            attribute,
            absent.equals(ABSENT)
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(absent)),
            option(options, "forever")
                .map(number -> OptionalDouble.of(Double.parseDouble(number)))
                .orElse(OptionalDouble.empty()));
      }
      case "copies" -> new Protection.Copies(attribute);
      case "named" -> new Protection.Named(attribute);
      default -> throw new IllegalStateException("protections.txt: " + words);
    };
  }

  private static Protection.Keeper keeper(String what, List<String> words) {
    int when = words.indexOf("when");
    Optional<Protection.Condition> condition = Optional.empty();
    if (when >= 0) {
      String[] parts = words.get(when + 1).split("=", 2);
      condition =
          Optional.of(
              new Protection.Condition(parts[0], parts.length == 1 ? Set.of() : values(parts[1])));
    }
    if (words.isEmpty() || when == 0) {
      return new Protection.Keeper(what, "", "", "", condition);
    }
    String[] kept = words.get(1).split("\\.", 2);
    return new Protection.Keeper(what, words.get(0), kept[0], kept[1], condition);
  }

  private static Set<String> values(String text) {
    Set<String> values = new LinkedHashSet<>();
    for (String each : text.split(",", -1)) {
      values.add(each.equals(ABSENT) ? "" : each);
    }
    return values;
  }

  private static Optional<String> option(List<String> words, String name) {
    return words.stream()
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(name.length() + 1))
        .findFirst();
  }

  /** Those of a type, and those of any type that it has no line for. */
  static List<Protection> of(String type) {
    List<Protection> own = ownOf(type);
    List<Protection> all = new ArrayList<>(own);
    TABLE.protections.get(ANY).stream()
        .filter(each -> own.stream().noneMatch(o -> o.attribute().equals(each.attribute())))
        .forEach(all::add);
    return all;
  }

  /** Those that the table has for the type itself. */
  static List<Protection> ownOf(String type) {
    return TABLE.protections.getOrDefault(type, List.of());
  }

  static Optional<Protection.Keeper> keeper(String type) {
    return Optional.ofNullable(TABLE.keepers.get(type));
  }

  /** Types that keep the data of others. */
  static Set<String> keepers() {
    return TABLE.keepers.keySet();
  }

  /** Everything that a scan has to keep. */
  static Set<String> attributes() {
    Set<String> all = new LinkedHashSet<>();
    TABLE.protections.values().forEach(list -> list.forEach(each -> all.add(each.attribute())));
    for (Protection.Keeper each : TABLE.keepers.values()) {
      if (!each.link().isEmpty()) {
        all.add(each.link());
        all.add(each.keptName());
      }
      each.condition().ifPresent(condition -> all.add(condition.attribute()));
    }
    return all;
  }
}
