package dev.terrace.spec;

import dev.terrace.config.Backend;
import dev.terrace.config.BackendConfig;
import dev.terrace.config.Problems;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The buckets that an environment names. Each has one use: state, logs and documents differ in who
 * may read them and in how long they stay.
 */
public final class BucketUses {
  private final Map<String, String> buckets = new LinkedHashMap<>();

  /** A bucket that the environment creates. */
  public void own(String name) {
    buckets.put("the environment's bucket '" + name + "'", name);
  }

  /** The bucket of the state, and the one of its access logs. Logs may share an existing one. */
  public void state(BackendConfig backend) {
    named("backend.bucket", backend == null ? null : backend.bucket());
    if (backend != null && backend.bucket() != null && backend.accessLogs() != null) {
      Backend.AccessLogs logs = backend.resolveAccessLogs();
      if (backend.accessLogs().bucket() != null) {
        named("backend.accessLogs.bucket", logs.bucket());
      } else if (logs.isOwn()) {
        own(logs.bucket());
      }
    }
  }

  /**
   * The bucket of access logs.
   *
   * @param unnamed what it is called where the environment gives no name
   */
  public void accessLogs(AccessLogsSpec spec, String unnamed) {
    if (spec != null && spec.bucket() == null) {
      own(unnamed);
    } else if (spec != null) {
      named("accessLogs.bucket", spec.bucket());
    }
  }

  /**
   * @param key that names the bucket
   * @param name null: none
   */
  public void named(String key, String name) {
    if (name != null) {
      buckets.put(key, name);
    }
  }

  /** Reports a bucket with two uses at a key that names it. */
  public void check(Problems root) {
    Map<String, String> first = new LinkedHashMap<>();
    buckets.forEach(
        (use, name) -> {
          String earlier = first.putIfAbsent(name, use);
          if (earlier == null) {
            return;
          }
          boolean isOwn = use.contains(" ");
          Problems at = root;
          for (String step : (isOwn ? earlier : use).split("\\.", -1)) {
            at = at.at(step);
          }
          at.add("must be another bucket than " + (isOwn ? use : earlier), name);
        });
  }
}
