package dev.terrace.constructs.monitoring;

import dev.terrace.spec.AlarmSpec;

/**
 * An alarm on an expression over metrics.
 *
 * @param spec whose metric is one of them
 */
record ExpressionAlarm(AlarmSpec spec, MetricMath math) {}
