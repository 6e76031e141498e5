/** The buckets and lock tables that states lie in. */
package dev.terrace.state;
