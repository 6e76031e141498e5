/**
 * Synthesized stacks as Terraform's native syntax, for people who go on without this project: same
 * addresses, same backends, so that a plan finds nothing to change.
 */
package dev.terrace.eject;
