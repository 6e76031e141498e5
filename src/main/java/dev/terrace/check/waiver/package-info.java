/** Findings that somebody accepts until a date, with the reason. */
package dev.terrace.check.waiver;
