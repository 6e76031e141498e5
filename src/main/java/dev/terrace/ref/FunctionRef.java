package dev.terrace.ref;

/** A Lambda function. */
public record FunctionRef(String arn, String name) {}
