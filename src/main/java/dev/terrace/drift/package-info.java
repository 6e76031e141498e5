/** Drift: in what AWS differs from a state although nobody has deployed. */
package dev.terrace.drift;
