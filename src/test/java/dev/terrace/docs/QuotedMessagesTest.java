package dev.terrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages that "When adoption stops" explains are those that the program prints. */
class QuotedMessagesTest {
  private static final Path RECIPE = Path.of("docs", "recipes", "when-adoption-stops.md");
  private static final Pattern QUOTE = Pattern.compile("`([^`]*)`");

  /** Names, numbers and quoted words, which a message takes from its situation. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\b[A-Z]\\b|…|\\b\\d\\S*|'[^']*'|;|\\b\\w+_\\w+\\b");

  @Test
  void every_message_of_the_recipe_is_in_the_program() throws IOException {
    String program = program();
    List<String> quotes = quotes();

    assertThat(quotes).hasSizeGreaterThan(30);
    assertThat(quotes)
        .allSatisfy(
            quote ->
                assertThat(fixedParts(quote))
                    .as(quote)
                    .allSatisfy(part -> assertThat(program).contains(part)));
  }

  private static List<String> quotes() throws IOException {
    List<String> quotes = new ArrayList<>();
    for (String line : Files.readAllLines(RECIPE)) {
      if (line.startsWith("| `")) {
        QUOTE
            .matcher(line.substring(0, line.indexOf(" | ")))
            .results()
            .forEach(quote -> quotes.add(quote.group(1)));
      }
    }
    return quotes;
  }

  /** What is left between the variables, if it has enough words to be told apart. */
  private static List<String> fixedParts(String quote) {
    return VARIABLE
        .splitAsStream(quote)
        .map(part -> part.replaceAll("^[ :,.()]+|[ :,.()]+$", ""))
        .filter(part -> part.split(" ").length >= 3)
        .toList();
  }

  /** The sources, with strings of several parts put together. */
  private static String program() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(QuotedMessagesTest::read)
          .map(text -> text.replaceAll("\"\\s*\\+\\s*\"", ""))
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
