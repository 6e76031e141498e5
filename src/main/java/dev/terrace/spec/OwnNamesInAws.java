package dev.terrace.spec;

import dev.terrace.config.OwnName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the names that AWS has once, by the key that decides them. */
public final class OwnNamesInAws {
  private final Map<String, List<OwnName>> byKey = new TreeMap<>();

  /**
   * @param standard what every such system has
   */
  public OwnNamesInAws(Map<String, List<OwnName>> standard) {
    standard.forEach((key, names) -> byKey.put(key, new ArrayList<>(names)));
  }

  public void add(String key, OwnName.Kind kind, String name) {
    byKey.computeIfAbsent(key, absent -> new ArrayList<>()).add(new OwnName(kind, name));
  }

  public void addBuckets(String key, List<String> names) {
    names.forEach(name -> add(key, OwnName.Kind.BUCKET, name));
  }

  /**
   * @param names without the prefix
   */
  public void addSecrets(String key, List<String> names, String prefix) {
    names.forEach(name -> add(key, OwnName.Kind.SECRET, prefix + name));
  }

  /**
   * The bucket of the access logs.
   *
   * @param key decides its name where the environment gives none
   * @param spec null: no access logs
   * @param unnamed that name
   */
  public void addAccessLogs(String key, AccessLogsSpec spec, String unnamed) {
    if (spec != null) {
      boolean named = spec.bucket() != null;
      add(named ? "accessLogs.bucket" : key, OwnName.Kind.BUCKET, named ? spec.bucket() : unnamed);
    }
  }

  public Map<String, List<OwnName>> byKey() {
    return byKey;
  }
}
