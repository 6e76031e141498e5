package dev.terrace.systems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.support.ConfigTrees;
import dev.terrace.support.ConfigTrees.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Wrong values of one environment. Some are read alone in an otherwise valid file, where no record
 * may fail on them. The rest is read in a few files, each with one value at every place: a file is
 * read as a whole and every problem is reported, so that each value must be refused at its place
 * there, too.
 */
final class WrongValues {
  /** Files may have 1 MiB. */
  private static final int MOST_CHARACTERS = 700_000;

  private final EnvironmentId id;
  private final ObjectNode tree;
  private final List<Place> places;
  private final List<String> accepted = new ArrayList<>();

  /** The n-th file has the n-th value of each place. */
  private final List<Map<Place, JsonNode>> files = new ArrayList<>();

  WrongValues(Map.Entry<EnvironmentId, ObjectNode> environment) {
    this.id = environment.getKey();
    this.tree = environment.getValue();
    this.places = ConfigTrees.places(id, tree).stream().filter(place -> !place.isKey()).toList();
  }

  /** Places of values, not of keys. */
  List<Place> places() {
    return places;
  }

  /**
   * @param alone read alone, now
   * @param others read together with those of other places
   */
  void add(Place place, List<JsonNode> alone, List<JsonNode> others) {
    alone.forEach(value -> check(Map.of(place, value)));
    for (int i = 0; i < others.size(); i++) {
      if (files.size() == i) {
        files.add(new LinkedHashMap<>());
      }
      files.get(i).put(place, others.get(i));
    }
  }

  /** What was not refused, with what was said instead. */
  List<String> accepted() {
    for (Map<Place, JsonNode> file : files) {
      Map<Place, JsonNode> part = new LinkedHashMap<>();
      int characters = 0;
      for (Map.Entry<Place, JsonNode> each : file.entrySet()) {
        characters += each.getValue().toString().length();
        if (characters > MOST_CHARACTERS) {
          check(part);
          part.clear();
          characters = each.getValue().toString().length();
        }
        part.put(each.getKey(), each.getValue());
      }
      check(part);
    }
    files.clear();
    return accepted;
  }

  private void check(Map<Place, JsonNode> values) {
    ObjectNode changed = tree.deepCopy();
    values.forEach((place, value) -> place.set(changed, value));
    String problems = ConfigTrees.problems(id, changed);
    Map<String, String> byPath =
        problems
            .lines()
            .collect(
                Collectors.toMap(
                    WrongValues::path, line -> line, (one, other) -> one + "\n" + other));
    values.forEach(
        (place, value) -> {
          String said = byPath.getOrDefault(place.path(), "");
          if (said.lines().noneMatch(line -> isRefusal(line, place.path()))) {
            accepted.add(
                place.path() + ": " + value + " gives: " + (values.size() == 1 ? problems : said));
          }
        });
  }

  private static boolean isRefusal(String line, String path) {
    return line.matches("environments/\\S+\\.yaml:\\d+ " + Pattern.quote(path) + ": must .*");
  }

  /** Between the place and the colon that a rule follows. */
  private static String path(String line) {
    return line.replaceFirst("^environments/\\S+\\.yaml:\\d+ ", "").replaceFirst(": .*$", "");
  }
}
