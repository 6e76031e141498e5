/** Which stacks a change affects: compares two syntheses. */
package dev.terrace.affected;
