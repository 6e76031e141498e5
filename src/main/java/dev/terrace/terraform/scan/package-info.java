/** What a plan does to resources, read from its JSON without holding it whole. */
package dev.terrace.terraform.scan;
