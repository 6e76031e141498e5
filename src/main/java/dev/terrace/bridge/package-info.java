/**
 * The bridge to Terraform workspaces outside this project: which SSM parameters an environment
 * publishes, as a versioned contract, and what is generated from it.
 */
package dev.terrace.bridge;
