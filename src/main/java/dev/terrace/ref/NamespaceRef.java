package dev.terrace.ref;

/** A Cloud Map private DNS namespace. */
public record NamespaceRef(String id) {}
