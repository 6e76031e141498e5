/** Errors that people are meant to read. Imports nothing of the project. */
package dev.terrace.error;
