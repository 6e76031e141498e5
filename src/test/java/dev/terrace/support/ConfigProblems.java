package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.ConfigException;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What people read when the file of an environment is wrong: whole messages.
 *
 * <p>An expected message starts with a text of the changed file in angle brackets, which stands for
 * the file's name and the first line that holds the text, {@code +2} for two lines below.
 */
public final class ConfigProblems {
  private static final Pattern MARK = Pattern.compile("<([^<>]+?)(?:\\+(\\d+))?>");

  private ConfigProblems() {}

  /** Messages in any order. No expected message: the changed environment has no problem. */
  public static void assertProblems(
      String system, String environment, UnaryOperator<String> change, String... expected) {
    Path environments = ChangedEnvironment.of(system, environment, change);
    String file = "environments/" + system + "/" + environment + ".yaml";
    List<String> lines = lines(environments.resolve(system).resolve(environment + ".yaml"));
    String wanted =
        Arrays.stream(expected)
            .map(each -> located(each, file, lines))
            .sorted()
            .collect(Collectors.joining("\n"));
    String found = read(environments, new EnvironmentId(system, environment));
    assertThat(found.lines().sorted().collect(Collectors.joining("\n"))).isEqualTo(wanted);
  }

  private static String located(String message, String file, List<String> lines) {
    return MARK.matcher(message)
        .replaceAll(
            mark ->
                Matcher.quoteReplacement(
                    file
                        + ":"
                        + (lineOf(mark.group(1), lines)
                            + (mark.group(2) == null ? 0 : Integer.parseInt(mark.group(2))))));
  }

  private static int lineOf(String text, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError("no line with " + text);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message that people see, empty where there is no problem. */
  public static String read(Path environments, EnvironmentId id) {
    try {
      new Environments(environments).read(id, Systems.named(id.system()));
      return "";
    } catch (ConfigException e) {
      return e.getMessage();
    }
  }
}
