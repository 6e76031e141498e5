/** All stacks of an environment as one index: resources, and the references between them. */
package dev.terrace.check.model;
