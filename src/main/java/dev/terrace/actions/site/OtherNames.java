package dev.terrace.actions.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Environment;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names that two environments of a system have to differ by: prefixes, buckets, hosts, the
 * region. A text that differs by them alone counts as equal.
 */
final class OtherNames {
  /** Theirs by the group that finds them, and ours in their place. */
  private record Way(Pattern theirs, List<String> ours) {
    String replaced(String text) {
      return theirs.matcher(text).replaceAll(found -> Matcher.quoteReplacement(ours(found)));
    }

    private String ours(MatchResult found) {
      int group = 1;
      while (found.group(group) == null) {
        group++;
      }
      return ours.get(group - 1);
    }
  }

  private static final List<String> NAMES = List.of("name", "Name", "Sid", "sid");

  /** Several, where one of their names is that of several keys. */
  private final List<Way> ways = new ArrayList<>();

  OtherNames(Environment<?> ours, Environment<?> theirs) {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    Map<String, String> own = ours.config().ownNames();
    theirs
        .config()
        .ownNames()
        .forEach((key, name) -> pair(last(name), last(own.getOrDefault(key, name)), names));
    Map<String, List<String>> hosts = ours.config().ownHosts();
    theirs.config().ownHosts().forEach((key, all) -> pairs(all, hosts.get(key), names));
    pair(theirs.config().region(), ours.config().region(), names);
    pair(theirs.id().environment(), ours.id().environment(), names);
    add(names, theirs.config().region());
    // Names of stacks appear in references, and their beginning may be that of other names.
    pair(prefix(theirs), prefix(ours), names);
    add(names, theirs.config().region());
  }

  private void add(Map<String, Set<String>> names, String region) {
    int most = names.values().stream().mapToInt(Set::size).max().orElse(0);
    for (int option = 0; option < most; option++) {
      ways.add(way(names, option, region));
    }
  }

  private static void pairs(
      List<String> theirs, List<String> ours, Map<String, Set<String>> names) {
    for (int at = 0; ours != null && at < Math.min(theirs.size(), ours.size()); at++) {
      pair(theirs.get(at), ours.get(at), names);
    }
  }

  /** A suffix that one of the two does not have leaves no hyphen behind. */
  private static void pair(String theirs, String ours, Map<String, Set<String>> names) {
    if (!theirs.isEmpty()) {
      names.computeIfAbsent(theirs, each -> new LinkedHashSet<>()).add(ours);
      if (ours.isEmpty()) {
        names.computeIfAbsent("-" + theirs, each -> new LinkedHashSet<>()).add("");
      }
    }
  }

  private static Way way(Map<String, Set<String>> names, int option, String region) {
    List<String> ours = new ArrayList<>();
    String patterns =
        names.keySet().stream()
            .sorted(Comparator.comparing(String::length).reversed().thenComparing(name -> name))
            .map(
                name -> {
                  List<String> options = List.copyOf(names.get(name));
                  ours.add(options.get(Math.min(option, options.size() - 1)));
                  return word(name, name.equals(region));
                })
            .collect(Collectors.joining(")|(", "(", ")"));
    return new Way(Pattern.compile(patterns), ours);
  }

  /** Names are whole words; a region begins the names of its zones. */
  private static String word(String name, boolean region) {
    String begin = Character.isLetterOrDigit(name.charAt(0)) ? "(?<![A-Za-z0-9])" : "";
    boolean open = region || !Character.isLetterOrDigit(name.charAt(name.length() - 1));
    return begin + Pattern.quote(name) + (open ? "" : "(?![A-Za-z0-9])");
  }

  /** A name may begin with what it is unique in: {@code us-west-2 coder-production}. */
  private static String last(String name) {
    return name.substring(name.lastIndexOf(' ') + 1);
  }

  /** Begins the names of its stacks. */
  private static String prefix(Environment<?> environment) {
    String first = environment.id().stack("x").stackName();
    return first.substring(0, first.length() - 1);
  }

  /** A construct path with our names. */
  String path(String theirs) {
    return ways.get(0).replaced(theirs);
  }

  /**
   * Their value, with our texts where the two differ by names alone.
   *
   * @param ours at the same place
   */
  JsonNode comparable(JsonNode theirs, JsonNode ours) {
    if (theirs.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      theirs
          .properties()
          .forEach(
              each ->
                  copy.set(each.getKey(), comparable(each.getValue(), ours.path(each.getKey()))));
      return copy;
    }
    if (theirs.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      for (int at = 0; at < theirs.size(); at++) {
        copy.add(comparable(theirs.get(at), counterpart(theirs.get(at), ours, at)));
      }
      return copy;
    }
    return theirs.isTextual()
        ? JsonNodeFactory.instance.textNode(text(theirs.textValue(), ours.asText()))
        : theirs;
  }

  /** The element of the same name, or else at the same position. */
  private static JsonNode counterpart(JsonNode theirs, JsonNode ours, int at) {
    for (String key : NAMES) {
      if (theirs.path(key).isTextual()) {
        for (JsonNode each : ours) {
          if (each.path(key).equals(theirs.path(key))) {
            return each;
          }
        }
      }
    }
    return ours.isArray() ? ours.path(at) : MissingNode.getInstance();
  }

  private String text(String theirs, String ours) {
    if (theirs.equals(ours) || ways.stream().anyMatch(way -> way.replaced(theirs).equals(ours))) {
      return ours;
    }
    boolean documents = theirs.matches("(?s)[{\\[].*") && ours.matches("(?s)[{\\[].*");
    try {
      return documents ? comparable(Json.parse(theirs), Json.parse(ours)).toString() : theirs;
    } catch (IllegalArgumentException e) {
      return theirs; // a text that only begins like a document
    }
  }
}
