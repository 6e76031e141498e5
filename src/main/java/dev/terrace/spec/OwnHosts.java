package dev.terrace.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the host names of an environment by the key that decides them. */
public final class OwnHosts {
  private final Placeholders placeholders;
  private final String placeholder;
  private final String decides;
  private final Map<String, List<String>> byKey = new TreeMap<>();

  /**
   * @param placeholder such as <code>{domain}</code>
   * @param decides the key of its value, such as domain.name
   */
  public OwnHosts(Placeholders placeholders, String placeholder, String decides) {
    this.placeholders = placeholders;
    this.placeholder = placeholder;
    this.decides = decides;
  }

  private void add(String path, String text) {
    byKey
        .computeIfAbsent(text.contains(placeholder) ? decides : path, key -> new ArrayList<>())
        .add(placeholders.fill(text));
  }

  /**
   * @param path of the list, such as services.app.hosts
   */
  public OwnHosts addAll(String path, List<String> hosts) {
    for (int i = 0; i < hosts.size(); i++) {
      add(path + "[" + i + "]", hosts.get(i));
    }
    return this;
  }

  public Map<String, List<String>> byKey() {
    return byKey;
  }
}
