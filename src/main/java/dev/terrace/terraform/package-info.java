/**
 * Terraform, run and read: the only package that speaks plan and state JSON, and with {@code local}
 * the only one that starts processes.
 */
package dev.terrace.terraform;
