package dev.terrace.ref;

/** A project of CodeBuild. */
public record BuildProjectRef(String arn, String name) {}
