package dev.terrace.cost;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.config.Usage;
import dev.terrace.terraform.StackFile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a month of an environment costs.
 *
 * @param byStack the lines of each stack in the order of the file
 * @param unconfirmed keys of its prices that no second source confirms
 */
public record Estimate(
    EnvironmentId environment,
    String region,
    Usage usage,
    Map<StackId, List<Line>> byStack,
    Set<String> unconfirmed) {

  /**
   * @param stacks all of the environment's, since its usage is shared by all of them
   * @param chosen which of them the estimate includes
   */
  public static Estimate of(
      EnvironmentId environment,
      Map<StackId, StackFile> stacks,
      Predicate<StackId> chosen,
      Usage usage,
      Prices.Region prices) {
    Map<StackId, List<BilledResource>> resources = new LinkedHashMap<>();
    stacks.forEach((id, file) -> resources.put(id, BilledResource.of(file)));
    EnvironmentResources whole =
        new EnvironmentResources(
            resources.values().stream().flatMap(Collection::stream).toList(), usage);
    List<BilledResource> waysOut = whole.waysOut();
    Bill bill = new Bill(prices, whole);
    Map<StackId, List<Line>> byStack = new LinkedHashMap<>();
    resources.forEach(
        (id, each) -> {
          if (chosen.test(id)) {
            List<Line> lines = new ArrayList<>();
            for (BilledResource resource : each) {
              lines.addAll(bill.of(resource, () -> charge(resource, bill, waysOut)));
            }
            byStack.put(id, List.copyOf(lines));
          }
        });
    Set<String> unconfirmed = new TreeSet<>(bill.usedPrices());
    unconfirmed.removeIf(prices::isConfirmed);
    return new Estimate(environment, prices.name(), usage, byStack, unconfirmed);
  }

  private static void charge(BilledResource resource, Bill bill, List<BilledResource> waysOut) {
    Types.Cost cost = Types.priced(resource.type()).orElse(null);
    if (cost == null) {
      if (!Types.isFree(resource.type())) {
        bill.unknown(CostKind.OTHER, resource.type(), "this type has no price here");
      }
      return;
    }
    if (resource.body().has("count") || resource.body().has("for_each")) {
      bill.unknown(cost.kind(), resource.type(), "how many there are is not known before a plan");
      return;
    }
    try {
      cost.charge().accept(resource, bill);
    } catch (UnknownValueException e) {
      bill.unknown(cost.kind(), resource.type(), e.getMessage());
    }
    if (waysOut.contains(resource)) {
      NetworkCosts.transferOut(bill, waysOut.size());
    }
  }

  public List<Line> lines() {
    return byStack.values().stream().flatMap(Collection::stream).toList();
  }

  /** The sum of the known costs. */
  public BigDecimal total() {
    return sum(lines());
  }

  /** The sum of the known costs. */
  public static BigDecimal sum(List<Line> lines) {
    return lines.stream()
        .filter(Line::isKnown)
        .map(Line::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  public List<Line> unknown() {
    return lines().stream().filter(line -> !line.isKnown()).toList();
  }

  /** The lines by kind, in the order of {@link CostKind}. */
  Map<CostKind, List<Line>> byKind() {
    Map<CostKind, List<Line>> lines = new EnumMap<>(CostKind.class);
    lines()
        .forEach(line -> lines.computeIfAbsent(line.kind(), kind -> new ArrayList<>()).add(line));
    return lines;
  }
}
