package dev.terrace.ref;

/** A queue of SQS; its name is what CloudWatch calls it. */
public record QueueRef(String arn, String url, String name) {}
