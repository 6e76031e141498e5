/** Drafts the states of stacks and decides whether they may be pushed. */
package dev.terrace.adopt.state;
