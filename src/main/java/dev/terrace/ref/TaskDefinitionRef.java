package dev.terrace.ref;

/** A task definition, one revision of it. */
public record TaskDefinitionRef(String arn, String family) {}
