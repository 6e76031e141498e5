package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.terrace.config.Backend;
import dev.terrace.config.BackendConfig;
import dev.terrace.config.Names;
import dev.terrace.config.Overrides;
import dev.terrace.config.OwnName;
import dev.terrace.config.Problems;
import dev.terrace.config.SystemConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the configuration of a system has that has a network, a database and logs. */
public interface StandardConfig extends SystemConfig {

  /** Begins the names of the resources, such as {@code alva-staging}. */
  String namePrefix();

  List<String> zones();

  BackendConfig backend();

  /** Null: the system has no database. */
  default DatabaseSpec database() {
    return null;
  }

  /** Days; one of the values that CloudWatch Logs takes. */
  Integer logRetentionDays();

  @JsonIgnore
  @Override
  default Backend stateBackend() {
    return backend().resolve(region());
  }

  @JsonIgnore
  @Override
  default Backend.AccessLogs stateAccessLogs() {
    return backend().resolveAccessLogs();
  }

  /** The prefix of the names and the bucket of the state. */
  @JsonIgnore
  @Override
  default Map<String, List<OwnName>> namesInAws() {
    Map<String, List<OwnName>> names = new TreeMap<>();
    names.put("namePrefix", List.of(new OwnName(OwnName.Kind.PREFIX, namePrefix())));
    if (backend().bucket() != null) {
      names.put(
          "backend.bucket", List.of(new OwnName(OwnName.Kind.STATE_BUCKET, backend().bucket())));
    }
    if (backend().accessLogs() != null && stateAccessLogs().isOwn()) {
      names.put(
          "backend.accessLogs",
          List.of(new OwnName(OwnName.Kind.STATE_BUCKET, stateAccessLogs().bucket())));
    }
    return names;
  }

  @JsonIgnore
  @Override
  default Map<String, String> ownNames() {
    return new TreeMap<>(Map.of("namePrefix", namePrefix()));
  }

  /** A map in the order of the file; empty where the file has none. */
  static <V> Map<String, V> ordered(Map<String, V> given) {
    return given == null ? Map.of() : new LinkedHashMap<>(given);
  }

  default Names names() {
    return new Names(namePrefix());
  }

  /** Reports what the schema cannot say about these. */
  default void checkStandard(Problems problems) {
    Subnets.checkZones(problems.at("zones"), region(), zones());
    problems.check("backend", backend());
    problems.check("database", database());
    problems.check("usage", usage());
    Overrides.check(problems.at("overrides"), overrides(), region());
    LogRetention.check(problems.at("logRetentionDays"), logRetentionDays());
  }
}
