/** Refuses plans that lose data, before anything is changed. */
package dev.terrace.actions.guard;
