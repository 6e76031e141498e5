package dev.terrace.cloud;

import dev.terrace.terraform.Diagnostic;
import dev.terrace.terraform.UiMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The log of a plan or an apply: JSON lines if the workspace's structured output is on, otherwise
 * Terraform's human-readable output.
 */
final class RunLog {
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  /** Control characters at the beginning and end of a log, and the frame around an error. */
  private static final Pattern FRAME = Pattern.compile("[\u0002\u0003]|^[│╷╵] ?");

  private RunLog() {}

  /** The errors, one text each, prefixed with the address of the resource if the log names one. */
  public static List<String> errors(String log) {
    List<String> errors = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean inError = false;
    for (String raw : log.lines().toList()) {
      String line =
          FRAME.matcher(COLOURS.matcher(raw).replaceAll("")).replaceAll("").stripTrailing();
      if (line.startsWith("{")) {
        UiMessage.parse(line)
            .filter(UiMessage.Diagnosed.class::isInstance)
            .map(message -> ((UiMessage.Diagnosed) message).diagnostic())
            .filter(Diagnostic::isError)
            .ifPresent(error -> errors.add(describe(error)));
        continue;
      }
      boolean closes = raw.contains("╵");
      // Within a frame, the same beginning is part of the error's own text.
      boolean begins = line.startsWith("Error: ") && !(inError && raw.contains("│"));
      if (begins || closes) {
        end(text, errors);
        inError = begins;
      }
      if (inError) {
        text.append(begins ? line.substring("Error: ".length()) : line).append('\n');
      }
    }
    end(text, errors);
    return errors;
  }

  /** The last lines that are not empty, for a log without errors. */
  public static String tail(String log, int lines) {
    List<String> all =
        log.lines()
            .map(line -> FRAME.matcher(COLOURS.matcher(line).replaceAll("")).replaceAll(""))
            .filter(line -> !line.isBlank())
            .toList();
    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  private static void end(StringBuilder text, List<String> errors) {
    if (!text.isEmpty()) {
      errors.add(text.toString().strip());
      text.setLength(0);
    }
  }

  private static String describe(Diagnostic error) {
    return (error.address().isEmpty() ? "" : error.address() + ": ") + error;
  }
}
