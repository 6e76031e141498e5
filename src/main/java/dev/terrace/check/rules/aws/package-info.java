/** AWS Foundational Security Best Practices that need more than a row. */
package dev.terrace.check.rules.aws;
