package dev.terrace.ref;

/** A connection of CodeConnections to a host of source code. */
public record ConnectionRef(String arn) {}
