/** Who may do more or less after a plan: policies of IAM and of resources, and security groups. */
package dev.terrace.report.access;
