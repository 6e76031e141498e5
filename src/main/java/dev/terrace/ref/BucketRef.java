package dev.terrace.ref;

/** A bucket. */
public record BucketRef(String name, String arn) {}
