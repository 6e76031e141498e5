package dev.terrace.ref;

/** A target group; the suffix is what CloudWatch calls it. */
public record TargetGroupRef(String arn, String arnSuffix, String name) {}
