package dev.terrace.spec;

import java.util.Map;
import java.util.TreeMap;

/**
 * An alarm on one metric of CloudWatch, or on a rate of two.
 *
 * @param name without the prefix, says the symptom: redis-memory-high
 * @param metric what is looked at
 * @param comparison beyond which side of the threshold it is raised
 * @param threshold in the metric's unit
 * @param periods how many in a row, 1 and up
 * @param missing what no data means
 */
public record AlarmSpec(
    String name,
    String description,
    Metric metric,
    Comparison comparison,
    double threshold,
    int periods,
    Missing missing) {

  /**
   * A metric of CloudWatch.
   *
   * @param statistic Average, Minimum, Maximum, Sum or a percentile such as p95
   * @param periodSeconds a multiple of 60
   */
  public record Metric(
      String namespace,
      String name,
      Map<String, String> dimensions,
      String statistic,
      int periodSeconds) {
    public Metric {
      dimensions = new TreeMap<>(dimensions);
      if (periodSeconds <= 0 || periodSeconds % 60 != 0) {
        throw new IllegalArgumentException(
            "metric '" + name + "': period must be a multiple of 60 s, got " + periodSeconds);
      }
    }
  }

  /** How CloudWatch compares. */
  public enum Comparison {
    ABOVE("GreaterThanThreshold"),
    BELOW("LessThanThreshold"),
    AT_MOST("LessThanOrEqualToThreshold");

    private final String operator;

    Comparison(String operator) {
      this.operator = operator;
    }

    public String operator() {
      return operator;
    }
  }

  /** What CloudWatch takes missing data for. */
  public enum Missing {
    BREACHING("breaching"),
    NOT_BREACHING("notBreaching");

    private final String word;

    Missing(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
