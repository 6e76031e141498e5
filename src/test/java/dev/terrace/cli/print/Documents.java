package dev.terrace.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares what is printed with a file of {@code src/test/resources/documents}. */
final class Documents {
  private Documents() {}

  static void assertDocument(Object document, String name) {
    assertThat(Json.pretty(document)).isEqualTo(expected(name));
  }

  private static String expected(String name) {
    try {
      return Files.readString(Path.of("src/test/resources/documents", name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
