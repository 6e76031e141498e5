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

/** Takes the costs of one resource after the other. */
final class Bill {
  /** The hours of a month as AWS's own calculator has them. */
  static final BigDecimal HOURS = BigDecimal.valueOf(730);

  private final Prices.Region prices;
  private final Whole whole;
  private final Set<String> usedPrices = new LinkedHashSet<>();
  private List<Line> lines = new ArrayList<>();
  private Resource resource;

  Bill(Prices.Region prices, Whole whole) {
    this.prices = prices;
    this.whole = whole;
  }

  /** The lines that one resource makes. */
  List<Line> of(Resource resource, Runnable charge) {
    this.resource = resource;
    lines = new ArrayList<>();
    charge.run();
    return lines;
  }

  Set<String> usedPrices() {
    return usedPrices;
  }

  Whole whole() {
    return whole;
  }

  Usage usage() {
    return whole.usage();
  }

  /** Something that is there all month and costs by the hour. */
  void hourly(Kind kind, String what, String price, BigDecimal count) {
    add(kind, what, price, count.multiply(HOURS));
  }

  void hourly(Kind kind, String what, String price, long count) {
    hourly(kind, what, price, BigDecimal.valueOf(count));
  }

  /** Something that costs by the month, the gigabyte, the request … */
  void add(Kind kind, String what, String price, BigDecimal quantity) {
    amountOf(kind, what, price, quantity).ifPresent(amount -> add(kind, what, amount));
  }

  void add(Kind kind, String what, BigDecimal amount) {
    lines.add(Line.known(resource, kind, what, amount));
  }

  /** The amount, for a line of several prices; where a price is missing, the line says so. */
  Optional<BigDecimal> amountOf(Kind kind, String what, String price, BigDecimal quantity) {
    Optional<BigDecimal> each = prices.of(price);
    if (each.isEmpty()) {
      String why = "no price '" + price + "' of " + prices.name() + " in " + prices.prices().file();
      lines.add(Line.unpriced(resource, kind, what, price, why));
      return Optional.empty();
    }
    usedPrices.add(price);
    return Optional.of(each.get().multiply(quantity));
  }

  void unknown(Kind kind, String what, String why) {
    lines.add(Line.unknown(resource, kind, what, why));
  }

  /** This resource's part of what the environment's resources of the kind do together. */
  static BigDecimal share(long all, long carriers) {
    return BigDecimal.valueOf(all).divide(BigDecimal.valueOf(carriers), MathContext.DECIMAL64);
  }

  /** A number as people write it: at most two decimals, none that say nothing. */
  static String words(BigDecimal number) {
    BigDecimal rounded = number.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
  }
}
