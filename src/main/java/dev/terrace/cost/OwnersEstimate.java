package dev.terrace.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Problems;
import dev.terrace.config.YamlFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the owners of an environment expect a month to cost.
 *
 * @param environment that it is for, such as {@code alva/staging}
 * @param amounts US dollars per month
 */
public record OwnersEstimate(String environment, Map<CostKind, BigDecimal> amounts) {
  private static final BigDecimal TENTH = new BigDecimal("0.1");

  /**
   * @param shownAs the file's name in messages
   * @throws ConfigException with every problem of the file
   */
  public static OwnersEstimate read(Path path, String shownAs) {
    YamlFile yaml = YamlFile.read(path, shownAs);
    Problems problems = Problems.locatedBy(yaml::locate);
    JsonNode tree = yaml.tree();
    String environment = tree.path("environment").asText();
    problems.matches(
        "environment",
        environment,
        "[a-z0-9-]+/[a-z0-9-]+",
        "must be the environment that the estimate is for, such as alva/staging");
    Map<CostKind, BigDecimal> amounts = new EnumMap<>(CostKind.class);
    tree.path("services")
        .properties()
        .forEach(
            entry -> {
              Problems at = problems.at("services").at(entry.getKey());
              Optional<CostKind> kind = CostKind.of(entry.getKey());
              if (kind.isEmpty()) {
                at.add("is not a kind of cost; known are: " + kinds());
              }
              if (!entry.getValue().isNumber() || entry.getValue().decimalValue().signum() < 0) {
                at.add("must be US dollars per month", entry.getValue().asText());
              } else {
                kind.ifPresent(known -> amounts.put(known, entry.getValue().decimalValue()));
              }
            });
    if (!tree.path("services").isObject() || tree.path("services").isEmpty()) {
      problems.at("services").add("must hold the amount of at least one kind of cost");
    }
    problems.throwIfAny();
    return new OwnersEstimate(environment, amounts);
  }

  private static String kinds() {
    return Arrays.stream(CostKind.values())
        .map(CostKind::toString)
        .collect(Collectors.joining(", "));
  }

  public BigDecimal total() {
    return amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Whether it differs by more than a tenth of what it says. */
  boolean isWrong(CostKind kind, BigDecimal estimated) {
    BigDecimal theirs = amounts.get(kind);
    return estimated.subtract(theirs).abs().compareTo(theirs.multiply(TENTH)) > 0;
  }
}
