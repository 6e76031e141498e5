/** Services and environments that are added to the configuration. */
package dev.terrace.actions.create;
