package dev.terrace.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prints how long each test class and each kind of Terraform command took in one run of Maven. */
public final class TestTimes {
  private static final Pattern SUITE =
      Pattern.compile(
          "<testsuite [^>]*?\\bname=\"([\\w.]+)\"[^>]*?\\btime=\"([\\d.,]+)\"[^>]*?\\btests=\"(\\d+)\"");

  private TestTimes() {}

  /**
   * One line of the table.
   *
   * @param cpu seconds of processors; zero where nothing has noted them
   */
  record Row(String name, double seconds, double cpu, long count) {}

  /**
   * @param arguments when the run began, as ISO 8601 says; the build's folder; the file of
   *     Terraform's times; the file of {@link CpuTimes}
   */
  public static void main(String[] arguments) throws IOException {
    Instant begin = Instant.parse(arguments[0]);
    Path target = Path.of(arguments[1]);
    Map<String, Double> cpu = cpu(Path.of(arguments[3]));
    List<Row> unit = classes(target.resolve("surefire-reports"), begin, cpu);
    List<Row> integration = classes(target.resolve("failsafe-reports"), begin, cpu);
    List<Row> terraform = terraform(Path.of(arguments[2]));
    if (unit.isEmpty() && integration.isEmpty()) {
      return;
    }
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    print(out, "unit test class", "tests", unit);
    print(out, "integration test class", "tests", integration);
    print(out, "Terraform command", "runs", terraform);
    long seconds = Instant.now().getEpochSecond() - begin.getEpochSecond();
    out.printf("%nTotal time so far: %d min %d s%n", seconds / 60, seconds % 60);
  }

  /** Of the reports that this run has written, the longest first. */
  static List<Row> classes(Path reports, Instant begin, Map<String, Double> cpu)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    if (!Files.isDirectory(reports)) {
      return rows;
    }
    try (Stream<Path> files = Files.list(reports)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".xml")).toList()) {
        Matcher suite = SUITE.matcher(Files.readString(file));
        if (suite.find() && !Files.getLastModifiedTime(file).toInstant().isBefore(begin)) {
          rows.add(
              new Row(
                  suite.group(1),
                  Double.parseDouble(suite.group(2).replace(",", "")),
                  cpu.getOrDefault(suite.group(1), 0.0),
                  Long.parseLong(suite.group(3))));
        }
      }
    }
    return longestFirst(rows);
  }

  /** Of the file that {@code CommandTimes} writes. */
  static List<Row> terraform(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    Map<String, List<Long>> times = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      int space = line.lastIndexOf(' ');
      times
          .computeIfAbsent(line.substring(0, space), command -> new ArrayList<>())
          .add(Long.parseLong(line.substring(space + 1)));
    }
    List<Row> rows = new ArrayList<>();
    times.forEach(
        (command, each) ->
            rows.add(
                new Row(
                    command,
                    each.stream().mapToLong(Long::longValue).sum() / 1000.0,
                    0,
                    each.size())));
    return longestFirst(rows);
  }

  /** Seconds by class, of the file that {@link CpuTimes} writes. */
  static Map<String, Double> cpu(Path file) throws IOException {
    Map<String, Double> seconds = new TreeMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int space = line.lastIndexOf(' ');
        seconds.merge(
            line.substring(0, space),
            Long.parseLong(line.substring(space + 1)) / 1000.0,
            Double::sum);
      }
    }
    return seconds;
  }

  private static List<Row> longestFirst(List<Row> rows) {
    rows.sort(Comparator.comparingDouble(Row::seconds).reversed());
    return rows;
  }

  private static void print(PrintStream out, String what, String unit, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    out.printf("%n%-62s %8s %8s %6s%n", what, "seconds", "CPU s", unit);
    rows.forEach(row -> print(out, row));
    print(
        out,
        new Row(
            "all " + rows.size(),
            rows.stream().mapToDouble(Row::seconds).sum(),
            rows.stream().mapToDouble(Row::cpu).sum(),
            rows.stream().mapToLong(Row::count).sum()));
  }

  private static void print(PrintStream out, Row row) {
    out.printf(
        java.util.Locale.ROOT,
        "%-62s %8.1f %8s %6d%n",
        row.name(),
        row.seconds(),
        row.cpu() == 0 ? "" : String.format(java.util.Locale.ROOT, "%.1f", row.cpu()),
        row.count());
  }
}
