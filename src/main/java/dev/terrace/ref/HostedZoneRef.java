package dev.terrace.ref;

/**
 * A public hosted zone of Route 53.
 *
 * @param name without a dot at the end
 */
public record HostedZoneRef(String id, String name) {}
