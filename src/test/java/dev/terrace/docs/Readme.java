package dev.terrace.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The front page and the code blocks in it. */
final class Readme {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");

  private Readme() {}

  static String text() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  /** The first code block that contains the text, without its fences. */
  static String block(String text) throws IOException {
    Matcher matcher = BLOCK.matcher(text());
    while (matcher.find()) {
      if (matcher.group(1).contains(text)) {
        return matcher.group(1);
      }
    }
    throw new AssertionError("README.md has no code block that contains '" + text + "'");
  }
}
