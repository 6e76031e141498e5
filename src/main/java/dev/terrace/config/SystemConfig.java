package dev.terrace.config;

import java.util.List;
import java.util.Map;

/** What the configuration of every system has. */
public interface SystemConfig extends Checked {

  /** The region of the environment's resources, such as {@code us-west-2}. */
  String region();

  /** Tags on every resource that takes tags. */
  Map<String, String> tags();

  Backend stateBackend();

  /** Where the server access logs of the state bucket go; null: there are none. */
  default Backend.AccessLogs stateAccessLogs() {
    return null;
  }

  /** Attributes that adopted resources keep, see {@link Overrides}. */
  default Map<String, Map<String, String>> overrides() {
    return Map.of();
  }

  /** What a month is assumed to bring, for an estimate of its costs. */
  default Usage usage() {
    return Usage.assumed();
  }

  /** The id of the account of the resources; null where the configuration does not say it. */
  default String accountId() {
    return null;
  }

  /**
   * Names that AWS has once in an account, in a region or at all, by the key that decides them: no
   * environment of any system may have one of them in the same place.
   */
  default Map<String, List<OwnName>> namesInAws() {
    return Map.of();
  }

  /**
   * Names that no other environment of the system may have, by key: with equal ones, two
   * environments take each other's resources.
   */
  default Map<String, String> ownNames() {
    return Map.of();
  }

  /**
   * Host names that lead to this environment, by the key that decides them: a domain, or the host
   * itself. A name leads to one load balancer, so that no other environment may have one of them.
   */
  default Map<String, List<String>> ownHosts() {
    return Map.of();
  }

  /** What works but deserves a look, one sentence each: printed at synthesis. */
  default List<String> warnings() {
    return List.of();
  }
}
