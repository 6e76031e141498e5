package dev.terrace.cost;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much more one estimate is than another.
 *
 * @param known the difference of the costs that are known
 * @param isComplete whether the unknown costs of both sides are the same
 */
record CostDifference(BigDecimal known, boolean isComplete) {

  private record Cost(String type, String what, String unknown) {}

  /**
   * Unknown costs cancel out if the same amount of the same thing lacks the same price. Within one
   * environment, changed in one place, they also cancel out if the same value is unknown.
   */
  static CostDifference between(List<Line> before, List<Line> after, boolean sameEnvironment) {
    Map<Cost, Integer> left = new HashMap<>();
    boolean complete = true;
    for (Line line : before) {
      complete &= line.isKnown() || sameEnvironment || line.missingPrice() != null;
      count(left, line, 1);
    }
    for (Line line : after) {
      complete &= line.isKnown() || sameEnvironment || line.missingPrice() != null;
      count(left, line, -1);
    }
    complete &= left.values().stream().allMatch(count -> count == 0);
    return new CostDifference(Estimate.sum(after).subtract(Estimate.sum(before)), complete);
  }

  private static void count(Map<Cost, Integer> left, Line line, int one) {
    if (!line.isKnown()) {
      left.merge(new Cost(line.type(), line.what(), line.unknown()), one, Integer::sum);
    }
  }

  /**
   * Such as {@code +36.50 + ?}.
   *
   * @param currency between sign and amount
   */
  String format(String currency) {
    int direction = Money.rounded(known).signum();
    String sign = direction < 0 ? "-" : direction > 0 || !currency.isEmpty() ? "+" : "";
    return sign
        + currency
        + Money.rounded(known.abs()).toPlainString()
        + (isComplete ? "" : Money.UNKNOWN);
  }
}
