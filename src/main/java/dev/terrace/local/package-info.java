/**
 * The simulated AWS of this machine: a background process on loopback whose memory is the estate.
 */
package dev.terrace.local;
