package dev.terrace.ref;

/** A KMS key. */
public record KeyRef(String arn) {}
