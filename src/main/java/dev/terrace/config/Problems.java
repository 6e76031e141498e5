package dev.terrace.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Collects every problem of an input, so that people see all of them at once.
 *
 * <p>A collector has a path; {@link #at} gives one at a deeper path and adds to the same list.
 * Checks of a null value are skipped: a missing value was reported when it was read.
 */
public final class Problems {
  private final Set<Problem> found;
  private final Set<String> settled;
  private final String path;
  private final UnaryOperator<String> locate;

  private Problems(
      Set<Problem> found, Set<String> settled, String path, UnaryOperator<String> locate) {
    this.found = found;
    this.settled = settled;
    this.path = path;
    this.locate = locate;
  }

  /** A collector whose problems name the subject alone, for input that comes from no file. */
  public static Problems of(String subject) {
    return new Problems(new LinkedHashSet<>(), new HashSet<>(), subject, path -> path);
  }

  /**
   * A collector for a file.
   *
   * @param locate gives the words for a path, such as {@code environments/a/b.yaml:7 vpc.cidr}
   */
  public static Problems locatedBy(UnaryOperator<String> locate) {
    return new Problems(new LinkedHashSet<>(), new HashSet<>(), "", locate);
  }

  /** Where this collector stands, such as {@code network.cidr}. */
  String path() {
    return path;
  }

  /** The same collector, one step deeper. */
  public Problems at(String key) {
    return new Problems(found, settled, path.isEmpty() ? key : path + "." + key, locate);
  }

  /** The same collector, at an element of a list. */
  public Problems at(int index) {
    return new Problems(found, settled, path + "[" + index + "]", locate);
  }

  /** Has a record below report its problems, where there is one. */
  public void check(String key, Checked record) {
    if (record != null) {
      record.check(at(key));
    }
  }

  /**
   * From here on, a place with a problem gets no second one: what depends on a wrong value says
   * nothing new.
   */
  void settle() {
    found.forEach(problem -> settled.add(problem.where()));
  }

  public void add(String rule, Object given) {
    if (settled.contains(locate.apply(path))) {
      return;
    }
    found.add(new Problem(locate.apply(path), rule, given));
  }

  public void add(String rule) {
    add(rule, null);
  }

  /** Both ends are allowed. */
  public void inRange(String key, Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      at(key).add("must be " + least + "-" + most, value);
    }
  }

  public void matches(String key, String value, String regex, String rule) {
    if (value != null && !value.matches(regex)) {
      at(key).add(rule, value);
    }
  }

  public void notBlank(String key, String value, String rule) {
    if (value != null && value.isBlank()) {
      at(key).add(rule, value);
    }
  }

  /** Reports every key that shares its value with an earlier one, naming both. */
  public <T> void distinct(String what, Map<String, T> valueByKey) {
    Map<T, String> first = new TreeMap<>();
    valueByKey.forEach(
        (key, value) -> {
          String earlier = first.putIfAbsent(value, key);
          if (earlier != null) {
            at(key).add(what + " is taken by " + earlier + " already: give it another", value);
          }
        });
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<Problem> list() {
    return List.copyOf(new ArrayList<>(found));
  }

  /**
   * @throws ConfigException when there is at least one problem; its message holds them all
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(list());
    }
  }
}
