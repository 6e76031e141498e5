package dev.terrace.adopt;

/**
 * An output of an earlier stack.
 *
 * @param stack the stack's name, {@code coder-production-network}
 */
public record Upstream(String stack, String output) {}
