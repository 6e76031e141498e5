package dev.terrace.report.access;

import dev.terrace.config.StackId;

/** A grant and the resource that says so. */
record Held(Grant grant, StackId stack, String address) {}
