/** Permissions: too many, too few, and who may become whom. */
package dev.terrace.check.rules.iam;
