/** Writes the new addresses of renamed resources, so that a deploy keeps them. */
package dev.terrace.actions.moves;
