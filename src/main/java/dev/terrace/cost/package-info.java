/** Estimates monthly costs from synthesized stacks and a file of prices, without asking AWS. */
package dev.terrace.cost;
