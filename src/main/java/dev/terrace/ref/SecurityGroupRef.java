package dev.terrace.ref;

/** A security group. */
public record SecurityGroupRef(String id) {}
