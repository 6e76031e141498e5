package dev.terrace.cost;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * One cost of one resource.
 *
 * @param resource the construct's path
 * @param type as Terraform calls it
 * @param what is paid for, such as {@code 2 × 0.5 vCPU, 1 GB}
 * @param amount US dollars per month, exact; null if unknown
 * @param missingPrice key of the missing price; null if no price is missing
 * @param unknown why the amount is unknown; null if it is known
 */
public record Line(
    String resource,
    String type,
    CostKind kind,
    String what,
    BigDecimal amount,
    String missingPrice,
    String unknown) {

  public Line {
    if ((amount == null) == (unknown == null)) {
      throw new IllegalArgumentException("either an amount or why there is none: " + resource);
    }
    Objects.requireNonNull(what);
  }

  static Line known(BilledResource resource, CostKind kind, String what, BigDecimal amount) {
    return new Line(resource.path(), resource.type(), kind, what, amount, null, null);
  }

  static Line unknown(BilledResource resource, CostKind kind, String what, String why) {
    return new Line(resource.path(), resource.type(), kind, what, null, null, why);
  }

  static Line unpriced(
      BilledResource resource, CostKind kind, String what, String price, String why) {
    return new Line(resource.path(), resource.type(), kind, what, null, price, why);
  }

  public boolean isKnown() {
    return amount != null;
  }
}
