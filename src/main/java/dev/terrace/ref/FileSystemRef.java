package dev.terrace.ref;

/** An EFS file system. */
public record FileSystemRef(String id, String arn) {}
