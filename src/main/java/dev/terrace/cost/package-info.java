/**
 * What a month costs, from the synthesized stacks and a file of prices; nothing is asked of AWS.
 */
package dev.terrace.cost;
