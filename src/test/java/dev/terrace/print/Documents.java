package dev.terrace.print;

import dev.terrace.support.Golden;
import dev.terrace.terraform.Json;
import java.nio.file.Path;

/** Compares what is printed with a file of {@code src/test/resources/documents}. */
final class Documents {
  private Documents() {}

  static void assertDocument(Object document, String name) {
    Golden.assertUnchanged(
        Path.of("src/test/resources/documents", name + ".json"), Json.pretty(document));
  }
}
