package dev.terrace.ref;

/** A repository of ECR. */
public record RepositoryRef(String arn, String url) {}
