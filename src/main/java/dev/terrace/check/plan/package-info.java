/** Plans of Terraform in the form of synthesized stacks. */
package dev.terrace.check.plan;
