package dev.terrace.cost;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one estimate has more than another.
 *
 * @param known of the costs that are known on both sides
 * @param isComplete whether the unknown costs of both sides are the same
 */
record Difference(BigDecimal known, boolean isComplete) {

  private record Cost(String type, String what, String unknown) {}

  /**
   * An unknown cost is the same on both sides where the same amount of the same thing lacks the
   * same price. Inside one environment, changed in one place, it is the same as well where the same
   * value is not known.
   */
  static Difference between(List<Line> before, List<Line> after, boolean sameEnvironment) {
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
    return new Difference(Estimate.sum(after).subtract(Estimate.sum(before)), complete);
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
  String words(String currency) {
    int direction = Money.rounded(known).signum();
    String sign = direction < 0 ? "-" : direction > 0 || !currency.isEmpty() ? "+" : "";
    return sign
        + currency
        + Money.rounded(known.abs()).toPlainString()
        + (isComplete ? "" : Money.UNKNOWN);
  }
}
