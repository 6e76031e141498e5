package dev.terrace.ref;

/** A listener of a load balancer. */
public record ListenerRef(String arn) {}
