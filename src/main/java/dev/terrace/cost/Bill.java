package dev.terrace.cost;

import dev.terrace.config.Usage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects the costs of one resource after the other. */
final class Bill {
  /** The hours of a month in AWS's pricing calculator. */
  static final BigDecimal HOURS = BigDecimal.valueOf(730);

  private final Prices.Region prices;
  private final EnvironmentResources whole;
  private final Set<String> usedPrices = new LinkedHashSet<>();
  private List<Line> lines = new ArrayList<>();
  private BilledResource resource;

  Bill(Prices.Region prices, EnvironmentResources whole) {
    this.prices = prices;
    this.whole = whole;
  }

  /** The lines of one resource. */
  List<Line> of(BilledResource resource, Runnable charge) {
    this.resource = resource;
    lines = new ArrayList<>();
    charge.run();
    return lines;
  }

  Set<String> usedPrices() {
    return usedPrices;
  }

  EnvironmentResources whole() {
    return whole;
  }

  Usage usage() {
    return whole.usage();
  }

  /** A cost per hour, for the whole month. */
  void hourly(CostKind kind, String what, String price, BigDecimal count) {
    add(kind, what, price, count.multiply(HOURS));
  }

  void hourly(CostKind kind, String what, String price, long count) {
    hourly(kind, what, price, BigDecimal.valueOf(count));
  }

  /** A cost per month, gigabyte, request … */
  void add(CostKind kind, String what, String price, BigDecimal quantity) {
    amountOf(kind, what, price, quantity).ifPresent(amount -> add(kind, what, amount));
  }

  void add(CostKind kind, String what, BigDecimal amount) {
    lines.add(Line.known(resource, kind, what, amount));
  }

  /** The amount, for a line of several prices; a missing price makes the line unknown. */
  Optional<BigDecimal> amountOf(CostKind kind, String what, String price, BigDecimal quantity) {
    Optional<BigDecimal> each = prices.of(price);
    if (each.isEmpty()) {
      String why = "no price '" + price + "' of " + prices.name() + " in " + prices.prices().file();
      lines.add(Line.unpriced(resource, kind, what, price, why));
      return Optional.empty();
    }
    usedPrices.add(price);
    return Optional.of(each.get().multiply(quantity));
  }

  void unknown(CostKind kind, String what, String why) {
    lines.add(Line.unknown(resource, kind, what, why));
  }

  /** This resource's equal share of the usage of all its kind in the environment. */
  static BigDecimal share(long all, long carriers) {
    return BigDecimal.valueOf(all).divide(BigDecimal.valueOf(carriers), MathContext.DECIMAL64);
  }

  /** A number with at most two decimals and no trailing zeros. */
  static String format(BigDecimal number) {
    BigDecimal rounded = number.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
  }
}
