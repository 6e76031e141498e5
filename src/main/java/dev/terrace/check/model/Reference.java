package dev.terrace.check.model;

/**
 * An expression of one resource that reads another one, across stacks too.
 *
 * @param path where it stands, such as {@code load_balancer.target_group_arn}
 * @param attribute what it reads; empty for the resource as a whole
 */
public record Reference(Resource from, String path, Resource to, String attribute) {}
