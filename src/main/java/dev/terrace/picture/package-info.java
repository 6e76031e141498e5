/**
 * Pictures of an environment, from its synthesized stacks: what runs where, and what needs what.
 */
package dev.terrace.picture;
