package dev.terrace.ref;

/** A parameter of Systems Manager. */
public record ParameterRef(String arn, String name) {}
