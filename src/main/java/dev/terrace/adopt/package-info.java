/**
 * Adopts existing resources into stacks without changing them. {@code source} reads what exists,
 * {@code match} finds the resource of the stacks for each, {@code state} drafts and judges the
 * states, {@code retire} removes the old owner. This package has the types that they share.
 */
package dev.terrace.adopt;
