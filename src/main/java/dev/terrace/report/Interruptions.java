package dev.terrace.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Updates in place that interrupt what the resource serves. The list, with the source of each line,
 * is {@code interruptions.tsv}.
 */
final class Interruptions {
  private static final List<Line> LINES = read();

  private Interruptions() {}

  /**
   * @param when {@code any}; {@code zero} for a change to 0; {@code on-off} for one from or to 0
   */
  private record Line(String type, String attribute, String when, String what, String source) {

    boolean applies(JsonNode before, JsonNode after) {
      return switch (when) {
        case "any" -> true;
        case "zero" -> isZero(after);
        default -> isZero(before) != isZero(after);
      };
    }

    private static boolean isZero(JsonNode value) {
      return value.asText("").equals("0");
    }
  }

  /** What an update interrupts; empty if the list has none of its attributes. */
  static Optional<String> of(Plan.Change change) {
    if (change.action() != Plan.Action.UPDATE) {
      return Optional.empty();
    }
    return LINES.stream()
        .filter(line -> line.type().equals(change.type()))
        .filter(line -> changes(change, line.attribute()))
        .filter(
            line ->
                line.applies(
                    change.before().path(line.attribute()), change.after().path(line.attribute())))
        .map(line -> line.attribute() + " " + line.what() + " (" + line.source() + ")")
        .findFirst();
  }

  static List<String> sources() {
    return LINES.stream().map(Line::source).toList();
  }

  private static boolean changes(Plan.Change change, String attribute) {
    return change.attributes().stream()
        .anyMatch(each -> each.path().equals(attribute) || each.path().startsWith(attribute + "["));
  }

  private static List<Line> read() {
    try (InputStream in = Interruptions.class.getResourceAsStream("interruptions.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Line(cells[0], cells[1], cells[2], cells[3], cells[4]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
