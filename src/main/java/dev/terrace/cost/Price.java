package dev.terrace.cost;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * What one unit of something costs.
 *
 * @param unit such as {@code GB-month}
 * @param source the page of AWS that says it
 * @param byRegion US dollars; a region that is missing has no known price
 * @param confirmed regions for which a second source says the same
 */
public record Price(
    String key,
    String unit,
    String source,
    Map<String, BigDecimal> byRegion,
    Set<String> confirmed) {}
