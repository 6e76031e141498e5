package dev.terrace.ref;

/**
 * A PostgreSQL instance.
 *
 * @param identifier what CloudWatch calls it
 * @param address host name
 * @param port taken from the configuration, never from the resource
 * @param subnetGroup name of its subnet group
 */
public record DatabaseRef(String identifier, String address, int port, String subnetGroup) {}
