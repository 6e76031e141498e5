package dev.terrace.report;

import dev.terrace.config.StackId;

/**
 * A stack without a plan.
 *
 * @param expected whether it can be planned once earlier stacks are applied
 */
public record MissingPlan(StackId stack, String why, boolean expected) {}
