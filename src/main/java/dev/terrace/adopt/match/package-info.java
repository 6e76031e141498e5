/** Matches existing resources to desired ones, and reads and writes adoption files. */
package dev.terrace.adopt.match;
