/** State backends: buckets, lock tables, and the states in them. */
package dev.terrace.state;
