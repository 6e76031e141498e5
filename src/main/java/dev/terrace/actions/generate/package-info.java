/** Writes the code of new systems and projects from templates that are part of the program. */
package dev.terrace.actions.generate;
