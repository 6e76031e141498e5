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

/** A class stays small and does one job, and a package is a list that one can read. */
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

  @Test
  void no_package_has_more_than_6000_lines_or_is_a_flat_list_of_more_than_30_files()
      throws IOException {
    Map<String, String> large = new TreeMap<>();
    try (Stream<Path> folders = Files.walk(SOURCES)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        List<Path> entries = entries(folder);
        long files = entries.stream().filter(Files::isRegularFile).count();
        boolean flat = files == entries.size();
        long lines = 0;
        for (Path file : entries.stream().filter(Files::isRegularFile).toList()) {
          lines += Files.readAllLines(file).size();
        }
        if (lines > 6000 || (flat && files > 30)) {
          large.put(SOURCES.relativize(folder).toString(), files + " files, " + lines + " lines");
        }
      }
    }
    assertThat(large).as("packages to divide").isEmpty();
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
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
