package dev.terrace.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Problems;
import dev.terrace.config.YamlFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file of prices.
 *
 * @param file its name in messages
 * @param collected the day on which the prices were collected
 * @param notCounted what no estimate includes
 * @param byKey in the order of the file
 */
public record Prices(
    String file,
    LocalDate collected,
    String currency,
    List<String> regions,
    List<String> notCounted,
    Map<String, Price> byKey) {

  /** The prices of one region. */
  public record Region(String name, Prices prices) {

    /** US dollars per unit; empty if the file has none. */
    public Optional<BigDecimal> of(String key) {
      Price price = prices.byKey.get(key);
      return price == null ? Optional.empty() : Optional.ofNullable(price.byRegion().get(name));
    }

    public boolean isConfirmed(String key) {
      return prices.byKey.get(key).confirmed().contains(name);
    }
  }

  /**
   * @throws ConfigException when the file has no prices of the region
   */
  public Region in(String region) {
    if (!regions.contains(region)) {
      throw new ConfigException(
          file,
          "has no prices for the region "
              + region
              + ", only for "
              + String.join(", ", regions)
              + ": add it under 'regions', with its prices");
    }
    return new Region(region, this);
  }

  /**
   * @param shownAs the file's name in messages
   * @throws ConfigException with every problem of the file
   */
  public static Prices read(Path path, String shownAs) {
    YamlFile yaml = YamlFile.read(path, shownAs);
    Problems problems = Problems.locatedBy(yaml::locate);
    JsonNode tree = yaml.tree();
    LocalDate collected = date(problems.at("collected"), tree.path("collected").asText());
    String currency = tree.path("currency").asText();
    if (!currency.equals("USD")) {
      problems.at("currency").add("must be USD", currency);
    }
    List<String> regions = texts(tree.path("regions"));
    if (regions.isEmpty()) {
      problems.at("regions").add("must name at least one region");
    }
    Map<String, Price> prices = new LinkedHashMap<>();
    tree.path("prices")
        .properties()
        .forEach(
            entry ->
                prices.put(
                    entry.getKey(),
                    price(
                        problems.at("prices").at(entry.getKey()),
                        entry.getKey(),
                        entry.getValue(),
                        regions)));
    if (prices.isEmpty()) {
      problems.at("prices").add("must hold at least one price");
    }
    problems.throwIfAny();
    return new Prices(
        shownAs, collected, currency, regions, texts(tree.path("notCounted")), prices);
  }

  private static Price price(Problems problems, String key, JsonNode node, List<String> regions) {
    String unit = node.path("unit").asText();
    problems.notBlank("unit", unit, "must be what the price is for, such as GB-month");
    String source = node.path("source").asText();
    problems.matches("source", source, "https://\\S+", "must be the page that states the price");
    Map<String, BigDecimal> byRegion = new LinkedHashMap<>();
    node.path("usd")
        .properties()
        .forEach(
            entry -> {
              Problems at = problems.at("usd").at(entry.getKey());
              checkRegion(at, entry.getKey(), regions);
              if (!entry.getValue().isNumber() || entry.getValue().decimalValue().signum() <= 0) {
                at.add(
                    "must be a number above 0; leave out what is not known",
                    entry.getValue().asText());
              } else {
                byRegion.put(entry.getKey(), entry.getValue().decimalValue());
              }
            });
    if (!node.path("usd").isObject() || node.path("usd").isEmpty()) {
      problems.at("usd").add("must hold the price of at least one region");
    }
    Set<String> confirmed = new LinkedHashSet<>(texts(node.path("confirmed")));
    confirmed.forEach(region -> checkRegion(problems.at("confirmed"), region, regions));
    Map<String, String> derived = new LinkedHashMap<>();
    node.path("derived")
        .properties()
        .forEach(
            entry -> {
              Problems at = problems.at("derived").at(entry.getKey());
              if (!byRegion.containsKey(entry.getKey()) || confirmed.contains(entry.getKey())) {
                at.add("must be a region with a price that is not confirmed");
              }
              derived.put(entry.getKey(), entry.getValue().asText());
            });
    return new Price(key, unit, source, byRegion, confirmed, derived);
  }

  private static void checkRegion(Problems problems, String region, List<String> regions) {
    if (!regions.contains(region)) {
      problems.add("must be one of the regions " + String.join(", ", regions), region);
    }
  }

  private static LocalDate date(Problems problems, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      problems.add("must be a date such as 2026-11-21", text);
      return LocalDate.EPOCH;
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return List.copyOf(texts);
  }
}
