/** Rules that are rows of data: a type, a path, what its value must be. */
package dev.terrace.check.rows;
