/** What must not be lost: stateful resources, and the protections that keep them. */
package dev.terrace.guard;
