/** Reads existing resources from Terraform states and CloudFormation stacks. */
package dev.terrace.adopt.source;
