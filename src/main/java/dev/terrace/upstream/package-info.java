/** Outputs of earlier stacks in the plan of a later one, before those stacks are applied. */
package dev.terrace.upstream;
