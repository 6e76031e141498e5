/** What costs more than it has to. */
package dev.terrace.check.rules.cost;
