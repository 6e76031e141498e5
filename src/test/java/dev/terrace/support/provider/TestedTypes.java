package dev.terrace.support.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The types of resources and data sources that tests, their fixtures and the modules name. */
final class TestedTypes {
  private static final List<Path> FOLDERS = List.of(Path.of("src", "test"), Path.of("modules"));
  private static final Pattern TYPE = Pattern.compile("\\baws_[a-z0-9_]+");
  private static final Set<String> NAMES = read();

  private TestedTypes() {}

  static Set<String> names() {
    return NAMES;
  }

  private static Set<String> read() {
    Set<String> names = new TreeSet<>();
    for (Path folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          TYPE.matcher(
                  new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8))
              .results()
              .forEach(match -> names.add(match.group()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Set.copyOf(names);
  }
}
