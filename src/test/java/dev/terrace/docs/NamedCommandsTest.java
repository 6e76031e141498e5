package dev.terrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commands in messages repeat the options that decide where they run and with what. */
final class NamedCommandsTest {
  /**
   * A command whose target follows, and which is there to be copied: {@code "… ./terrace deploy " +
   * stack}. A command in quotation marks only names what does something; {@code local} has no
   * target.
   */
  private static final Pattern COMMAND =
      Pattern.compile("(?<!')\\./terrace (?!local )[a-z]+( [a-z]+)? \"\\s*\\+([^;]*);");

  /**
   * What adds the options; {@code target} and {@code targets} of the printers have them already.
   */
  private static final Pattern OPTIONS =
      Pattern.compile("\\boptions?\\b|\\btargets(\\(\\))?[,)]|\\btarget(\\(context\\))?\\s*[+)]");

  /** The engine of a migration knows no options. */
  private static final Path EXEMPT = Path.of("state", "LockMigration.java");

  @Test
  void every_command_with_a_target_repeats_the_options() throws IOException {
    List<String> found = new ArrayList<>();
    List<String> without = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/terrace"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
        Matcher command = COMMAND.matcher(read(file));
        while (command.find()) {
          found.add(file + ": " + command.group());
          if (!OPTIONS.matcher(command.group(2)).find() && !file.endsWith(EXEMPT)) {
            without.add(file + ": " + command.group());
          }
        }
      }
    }

    assertThat(found).hasSizeGreaterThan(10);
    assertThat(without).isEmpty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
