package dev.terrace.terraform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an apply that was killed had made, from what Terraform said while it worked.
 *
 * @param made ids by address; an id is empty where the making was begun and no word came of its end
 * @param cutOff addresses of resources whose creation the provider gave up because it was asked to
 */
public record Journal(Map<String, String> made, Set<String> cutOff) {
  /** Lies in a working folder while an apply is at work, and after one that was killed. */
  private static final String OPEN = "applying";

  private static final String KEPT = "killed.jsonl";

  /**
   * Notes that an apply begins. What an earlier one said that was killed is kept until one has
   * succeeded.
   *
   * @return whether such a one is kept
   */
  static boolean open(Path folder) {
    Path log = folder.resolve("log").resolve("apply.jsonl");
    Path kept = folder.resolve("log").resolve(KEPT);
    try {
      boolean resumed = Files.exists(folder.resolve(OPEN));
      if (!resumed) { // of a run that was killed while it closed its journal
        Files.deleteIfExists(kept);
      } else if (Files.exists(log)) {
        Files.writeString(
            kept,
            read(log) + "\n", // the last line may have no end
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
      Files.writeString(folder.resolve(OPEN), "");
      return resumed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the last apply said that it did not learn how the creation of a resource ended. */
  static boolean wasCutOff(Path folder) {
    Path log = folder.resolve("log").resolve("apply.jsonl");
    return JournalReader.isCutOff(read(log));
  }

  /** Notes that nothing is left to look for: everything that was created is in the state. */
  public static void close(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(OPEN));
      Path kept = folder.resolve("log").resolve(KEPT);
      if (Files.exists(kept)) {
        Files.move(
            kept, kept.resolveSibling("recovered.jsonl"), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty where the last apply in the folder was not killed. */
  public static Optional<Journal> ofKilledApply(Path folder) {
    if (!Files.exists(folder.resolve(OPEN))) {
      return Optional.empty();
    }
    JournalReader reader = new JournalReader();
    for (String name : new String[] {KEPT, "apply.jsonl"}) {
      Path log = folder.resolve("log").resolve(name);
      reader.read(read(log));
    }
    return Optional.of(new Journal(reader.made(), reader.cutOff()));
  }

  /** Nothing where there is no log. It may end anywhere, even inside a character. */
  private static String read(Path log) {
    try {
      return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }
}
