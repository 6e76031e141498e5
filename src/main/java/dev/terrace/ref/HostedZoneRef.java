package dev.terrace.ref;

/**
 * A public hosted zone of Route 53.
 *
 * @param name without a dot at the end
 */
public record HostedZoneRef(String id, String name) {

  /** Whether a host lies below the zone's name. */
  public boolean contains(String host) {
    return host.endsWith("." + name);
  }
}
