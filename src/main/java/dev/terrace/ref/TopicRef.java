package dev.terrace.ref;

/** An SNS topic. */
public record TopicRef(String arn) {}
