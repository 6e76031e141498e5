/**
 * Writes synthesized stacks in Terraform's native syntax, for use without this project: with the
 * same addresses and backends, so that a plan finds nothing to change.
 */
package dev.terrace.eject;
