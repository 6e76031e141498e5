package dev.terrace.cost;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * The price of one unit.
 *
 * @param unit such as {@code GB-month}
 * @param source the AWS page that states it
 * @param byRegion US dollars; a missing region has no known price
 * @param confirmed regions for which a second source confirms it
 * @param derived what it is calculated from, by region; no page states it
 */
public record Price(
    String key,
    String unit,
    String source,
    Map<String, BigDecimal> byRegion,
    Set<String> confirmed,
    Map<String, String> derived) {}
