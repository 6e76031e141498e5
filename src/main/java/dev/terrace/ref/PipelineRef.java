package dev.terrace.ref;

/** A pipeline of CodePipeline. */
public record PipelineRef(String arn, String name) {}
