package dev.terrace.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.terraform.Json;
import dev.terrace.ui.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Compares what is printed with a file of {@code src/test/resources/documents}. */
final class Documents {
  private Documents() {}

  static void assertDocument(Object document, String name) {
    assertThat(Json.pretty(document)).isEqualTo(expected(name));
  }

  /** Compares stdout. */
  static void assertPrinted(Consumer<Console> printing, String name) {
    var out = new ByteArrayOutputStream();
    printing.accept(new Console(stream(out), stream(new ByteArrayOutputStream()), false, false));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected(name));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String expected(String name) {
    try {
      return Files.readString(Path.of("src/test/resources/documents", name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
