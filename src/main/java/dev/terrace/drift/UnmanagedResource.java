package dev.terrace.drift;

/**
 * A resource that is in no state.
 *
 * @param because why it seems to belong to the environment
 * @param explanation who keeps it, if that is known; else empty
 */
public record UnmanagedResource(String arn, String because, String explanation) {}
