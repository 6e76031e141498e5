/**
 * The AWS API where Terraform has no command: versions of a state, parameters as they lie there.
 */
package dev.terrace.aws;
