/**
 * Terraform Cloud and Terraform Enterprise through their HTTP API: workspaces, configuration
 * versions, runs. See https://developer.hashicorp.com/terraform/cloud-docs/api-docs.
 */
package dev.terrace.cloud;
