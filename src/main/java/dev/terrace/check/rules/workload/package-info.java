/** What breaks when the workload runs. */
package dev.terrace.check.rules.workload;
