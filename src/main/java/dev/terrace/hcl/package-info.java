/** Terraform's native syntax, written: templates, expressions, blocks. It knows nothing of AWS. */
package dev.terrace.hcl;
