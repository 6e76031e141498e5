package dev.terrace.ref;

/** An access point of an EFS file system. */
public record AccessPointRef(String id, String arn) {}
