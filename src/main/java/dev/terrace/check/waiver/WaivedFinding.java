package dev.terrace.check.waiver;

import dev.terrace.check.Finding;

/** A finding that a waiver accepts. */
public record WaivedFinding(Finding finding, Waiver waiver) {}
