/**
 * Existing resources into stacks: what exists ({@link dev.terrace.adopt.Source}), what the stacks
 * want, which is which, and a state that holds it, made without changing anything in AWS.
 */
package dev.terrace.adopt;
