package dev.terrace.ref;

/** An ECS service. */
public record ServiceRef(String name) {}
