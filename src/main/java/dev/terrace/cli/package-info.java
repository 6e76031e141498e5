/** The command line. */
package dev.terrace.cli;
