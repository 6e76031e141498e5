package dev.terrace.ui;

import dev.terrace.files.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long each step of each stack took when it last succeeded, in a file of the state folder. It
 * only feeds progress lines; a line of the file that is not understood counts as unknown.
 */
public final class StepTimes {
  private static final String FILE = "step-times.tsv";

  private final Path file;

  private StepTimes(Path file) {
    this.file = file;
  }

  public static StepTimes in(Path folder) {
    return new StepTimes(folder.resolve(FILE));
  }

  /**
   * @param stack such as {@code coder/production/data}
   * @param step such as {@code planning}
   */
  public synchronized Optional<Duration> last(String stack, String step) {
    return Optional.ofNullable(read().get(stack + "\t" + step)).map(Duration::ofSeconds);
  }

  public synchronized void record(String stack, String step, Duration took) {
    Map<String, Long> times = read();
    times.put(stack + "\t" + step, took.toSeconds());
    StringBuilder text = new StringBuilder();
    times.forEach((key, seconds) -> text.append(key).append('\t').append(seconds).append('\n'));
    try {
      Files.createDirectories(file.getParent());
      Path written = Files.createTempFile(file.getParent(), FILE, ".new");
      Files.writeString(written, text);
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private Map<String, Long> read() {
    Map<String, Long> times = new TreeMap<>();
    try {
      if (Files.exists(file)) {
        for (String line : FileTrees.readLeniently(file).lines().toList()) {
          int last = line.lastIndexOf('\t');
          if (last > 0 && line.substring(last + 1).matches("\\d{1,9}")) {
            times.put(line.substring(0, last), Long.parseLong(line.substring(last + 1)));
          }
        }
      }
      return times;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
