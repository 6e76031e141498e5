package dev.terrace.report;

import dev.terrace.check.model.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the names of keys with the name of an attribute, word by word and without units. */
final class KeyWords {
  private static final String UNIT = "(GiB|MiB|KiB|Days|Hours|Minutes|Seconds|Usd)$";

  private final Set<String> attribute;
  private final Set<String> resource;

  /**
   * @param attribute the path of an attribute, such as {@code backup_retention_period}
   */
  KeyWords(String attribute, Resource resource) {
    this.attribute = words(attribute);
    this.resource = words(resource.type() + "/" + resource.path());
  }

  /**
   * The key with the value that shares most words with the attribute.
   *
   * @param leaves values by the paths of their keys
   * @return empty if none does, or several as much
   */
  Optional<String> best(Map<String, String> leaves, String value) {
    List<String> best = new ArrayList<>();
    long most = 1;
    for (Map.Entry<String, String> each : leaves.entrySet()) {
      String name = each.getKey().substring(each.getKey().lastIndexOf('.') + 1);
      long shared = each.getValue().equals(value) ? shared(name) : 0;
      if (shared > most) {
        best.clear();
        most = shared;
      }
      if (shared == most) {
        best.add(each.getKey());
      }
    }
    return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
  }

  /**
   * How many words of a key the attribute has; 0 if neither it nor the resource has one of them.
   */
  private long shared(String key) {
    Set<String> words = words(key.replaceFirst(UNIT, ""));
    return words.stream().allMatch(each -> attribute.contains(each) || resource.contains(each))
        ? words.stream().filter(attribute::contains).count()
        : 0;
  }

  /** Of camel case and of what is separated by anything else than letters and digits. */
  private static Set<String> words(String name) {
    Set<String> words =
        new HashSet<>(
            Arrays.asList(
                name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                    .toLowerCase(Locale.ROOT)
                    .split("[^a-z0-9]+", -1)));
    words.remove("");
    return words;
  }
}
