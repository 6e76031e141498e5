package dev.terrace.ref;

/** A log group. */
public record LogGroupRef(String name) {}
