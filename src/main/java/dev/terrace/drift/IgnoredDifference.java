package dev.terrace.drift;

/**
 * A difference that is not drift.
 *
 * @param reason why not
 */
public record IgnoredDifference(String address, String path, String reason) {}
