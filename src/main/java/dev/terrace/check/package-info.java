/** Rules over what is synthesized: findings, where their values come from, and rules as such. */
package dev.terrace.check;
