package dev.terrace.config;

/**
 * An environment that has been read and found valid.
 *
 * @param id its system and name
 * @param config what its file says, defaults filled in
 */
public record Environment<C extends SystemConfig>(EnvironmentId id, C config) {}
