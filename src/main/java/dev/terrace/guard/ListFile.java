package dev.terrace.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lists of this package: a line each entry, {@code #} begins a comment. */
final class ListFile {
  private ListFile() {}

  /**
   * @param name such as {@code stateful.txt}
   */
  static List<String> lines(String name) {
    try (InputStream in = ListFile.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
