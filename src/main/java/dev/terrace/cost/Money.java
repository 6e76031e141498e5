package dev.terrace.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Formats amounts: rounded only here, so that sums are exact. */
final class Money {
  private static final BigDecimal CENT = new BigDecimal("0.01");

  /** Follows an incomplete amount. */
  static final String UNKNOWN = " + ?";

  private Money() {}

  static BigDecimal rounded(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }

  /** With two decimals; a nonzero amount is never shown as zero. */
  static String format(BigDecimal amount) {
    BigDecimal rounded = rounded(amount);
    return amount.signum() != 0 && rounded.signum() == 0
        ? (amount.signum() < 0 ? "> -" : "< ") + CENT
        : rounded.toPlainString();
  }

  /** The sum of lines; {@code + ?} where some of them are unknown. */
  static String sum(List<Line> lines) {
    boolean allKnown = lines.stream().allMatch(Line::isKnown);
    boolean noneKnown = lines.stream().noneMatch(Line::isKnown);
    if (noneKnown && !lines.isEmpty()) {
      return "?";
    }
    return format(Estimate.sum(lines)) + (allKnown ? "" : UNKNOWN);
  }
}
