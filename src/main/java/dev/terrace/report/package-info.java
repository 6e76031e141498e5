/**
 * What a plan would do, as rows: what changes, how risky it is, which configuration key decides it,
 * and who may do more than before.
 */
package dev.terrace.report;
