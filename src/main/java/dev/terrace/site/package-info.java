/** Pages about environments: static, self-contained, the same for the same stacks. */
package dev.terrace.site;
