package dev.terrace.systems.roles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The document of a system's roles, {@code docs/roles/SYSTEM.md}: a section a principal, a table of
 * its calls, and in the section "Becomes" the roles whose rights a role can get.
 *
 * @param calls of all principals
 * @param becomes {@code role → role: how}
 */
record RoleTable(List<Call> calls, List<String> becomes) {
  private static final Pattern ROW = Pattern.compile("\\| (yes|no|unknown) ");
  private static final Pattern BAR = Pattern.compile("\\|");
  private static final Pattern COMMA = Pattern.compile(", ");
  private static final Pattern SEMICOLON = Pattern.compile("; ");

  /** {@code UNKNOWN}: the policy grants it, and the simulator cannot evaluate it. */
  enum May {
    YES,
    NO,
    UNKNOWN
  }

  /**
   * @param principal name of a role, or a service such as {@code ecs-tasks.amazonaws.com}
   * @param may whether the call has to succeed
   * @param resource as {@link DeployedAccount#arn} takes it
   * @param context condition keys and values, values in such words between braces
   */
  record Call(
      String principal, May may, String action, String resource, Map<String, String> context) {
    @Override
    public String toString() {
      return principal
          + ": "
          + action
          + " on "
          + resource
          + (context.isEmpty() ? "" : " with " + context);
    }
  }

  static RoleTable read(Path file) {
    List<Call> calls = new ArrayList<>();
    List<String> becomes = new ArrayList<>();
    String section = "";
    for (String line : lines(file)) {
      if (line.startsWith("## ")) {
        section = line.substring(3).strip();
      } else if (ROW.matcher(line).lookingAt()) {
        addCalls(calls, section, BAR.splitAsStream(line).map(String::strip).toList());
      } else if (section.equals("Becomes") && line.startsWith("- ")) {
        becomes.add(line.substring(line.indexOf('`') + 1, line.lastIndexOf('`')));
      }
    }
    return new RoleTable(calls, becomes);
  }

  private static void addCalls(List<Call> calls, String principal, List<String> cells) {
    if (cells.size() != 6) {
      throw new IllegalArgumentException("five cells a row, not " + cells);
    }
    Map<String, String> context = new LinkedHashMap<>();
    SEMICOLON
        .splitAsStream(code(cells.get(4)))
        .filter(each -> !each.isEmpty())
        .forEach(
            each ->
                context.put(
                    each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1)));
    for (String action : COMMA.split(code(cells.get(2)), -1)) {
      calls.add(
          new Call(
              principal,
              May.valueOf(cells.get(1).toUpperCase(Locale.ROOT)),
              action,
              code(cells.get(3)),
              context));
    }
  }

  private static String code(String cell) {
    return cell.replace("`", "");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
