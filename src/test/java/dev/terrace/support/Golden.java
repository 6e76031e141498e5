package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are generated and committed: {@code -Dterrace.update=true} rewrites them. */
public final class Golden {
  private Golden() {}

  public static void assertUnchanged(Path file, String generated) {
    try {
      if (Boolean.getBoolean("terrace.update")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, generated);
      }
      assertThat(Files.exists(file) ? Files.readString(file) : "")
          .as(
              file
                  + " is out of date: look at the difference, and if it is meant, run the test with -Dterrace.update=true")
          .isEqualTo(generated);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
