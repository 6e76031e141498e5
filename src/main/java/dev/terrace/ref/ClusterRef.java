package dev.terrace.ref;

/** An ECS cluster. */
public record ClusterRef(String arn, String name) {}
