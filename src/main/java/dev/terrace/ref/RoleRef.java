package dev.terrace.ref;

/** An IAM role. */
public record RoleRef(String arn, String name) {}
