package dev.terrace.terraform;

import dev.terrace.files.FileTrees;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Other people's programs: where they are and what they say. */
public final class Tools {
  private Tools() {}

  /**
   * What a program said before it ended.
   *
   * @param out on stdout
   * @param err on stderr
   */
  public record Said(int exitCode, String out, String err) {

    /** Everything, stdout first. */
    public String text() {
      return out + err;
    }

    /** The last lines that are not empty. */
    public String last(int lines) {
      List<String> all = text().lines().filter(line -> !line.isBlank()).toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }
  }

  /** A program on the {@code PATH} of a shell. */
  public static Optional<Path> onPath(Map<String, String> shell, String name) {
    for (String entry : shell.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path file = Path.of(entry.isEmpty() ? "." : entry, name);
      if (Files.isExecutable(file) && Files.isRegularFile(file)) {
        return Optional.of(file.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  /** Runs a program to its end; one that takes longer than the limit is ended with code 124. */
  public static Said run(List<String> command, Map<String, String> variables, Duration limit) {
    Path output = null;
    Path errors = null;
    try {
      output = Files.createTempFile("terrace", ".out");
      errors = Files.createTempFile("terrace", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().clear();
      builder.environment().putAll(variables);
      Process process = builder.start();
      int exitCode = 124;
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        exitCode = process.exitValue();
      } else {
        process.destroyForcibly().waitFor();
      }
      return new Said(exitCode, read(output), read(errors));
    } catch (IOException e) {
      return new Said(127, "", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Said(130, "", "interrupted");
    } finally {
      delete(output);
      delete(errors);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void delete(Path file) {
    if (file != null) {
      FileTrees.delete(file);
    }
  }

  /** Whether a version such as {@code 1.11.4} is at least major.minor. */
  public static boolean atLeast(String version, int major, int minor) {
    String[] parts = version.replaceFirst("^v", "").split("[.-]", -1);
    if (parts.length < 2 || !parts[0].matches("\\d{1,6}") || !parts[1].matches("\\d{1,6}")) {
      return false;
    }
    int foundMajor = Integer.parseInt(parts[0]);
    return foundMajor > major || (foundMajor == major && Integer.parseInt(parts[1]) >= minor);
  }
}
