package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A copy of the fixture environments of a system with one file changed. */
public final class ChangedEnvironment {

  private ChangedEnvironment() {}

  /** The folder that stands for {@code environments/}. */
  public static Path of(String system, String environment, UnaryOperator<String> change) {
    try {
      Path folder = Files.createTempDirectory("environments");
      Path copy = Files.createDirectory(folder.resolve(system));
      try (Stream<Path> files = Files.list(Fixtures.ENVIRONMENTS.resolve(system))) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
      Path file = copy.resolve(environment + ".yaml");
      String before = Files.readString(file);
      String after = change.apply(before);
      assertThat(after).as("the change of " + file.getFileName()).isNotEqualTo(before);
      Files.writeString(file, after);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
