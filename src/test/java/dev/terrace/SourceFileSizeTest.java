package dev.terrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class stays small and does one job; a file that outgrows the limit holds two. */
final class SourceFileSizeTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final int MOST_LINES = 250;

  @Test
  void no_source_file_has_more_than_250_lines() throws IOException {
    assertThat(longFiles(SOURCES))
        .as("files of more than " + MOST_LINES + " lines: give each job a class of its own")
        .isEmpty();
  }

  @Test
  void a_file_with_one_line_too_many_is_named(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("Small.java"), lines(MOST_LINES));
    Files.write(folder.resolve("Large.java"), lines(MOST_LINES + 1));
    Files.write(folder.resolve("notes.txt"), lines(MOST_LINES + 1));
    assertThat(longFiles(folder)).containsExactly(Map.entry("Large.java", 251));
  }

  private static List<String> lines(int count) {
    return Stream.generate(() -> "// line").limit(count).toList();
  }

  /** Lines by file. */
  private static Map<String, Integer> longFiles(Path folder) throws IOException {
    Map<String, Integer> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        int lines = Files.readAllLines(file).size();
        if (lines > MOST_LINES) {
          found.put(folder.relativize(file).toString(), lines);
        }
      }
    }
    return found;
  }
}
