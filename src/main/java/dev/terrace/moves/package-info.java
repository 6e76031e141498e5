/** Finds resources that only changed their address. */
package dev.terrace.moves;
