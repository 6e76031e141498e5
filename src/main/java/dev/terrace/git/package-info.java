/** The project's history: the only user of git. */
package dev.terrace.git;
