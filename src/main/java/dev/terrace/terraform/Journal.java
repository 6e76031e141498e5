package dev.terrace.terraform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an apply that was killed had made, from what Terraform said while it worked.
 *
 * @param made ids by address; an id is empty where the making was begun and no word came of its end
 */
public record Journal(Map<String, String> made) {
  /** Lies in a working folder while an apply is at work, and after one that was killed. */
  private static final String OPEN = "applying";

  private static final String KEPT = "killed.jsonl";

  /** Notes that an apply begins. What an earlier, killed one said is kept until one has ended. */
  static void open(Path folder) {
    Path log = folder.resolve("log").resolve("apply.jsonl");
    Path kept = folder.resolve("log").resolve(KEPT);
    try {
      if (Files.exists(folder.resolve(OPEN)) && Files.exists(log)) {
        Files.writeString(
            kept,
            Files.readString(log, StandardCharsets.UTF_8),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
      Files.writeString(folder.resolve(OPEN), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes that an apply has ended, successful or not, and its state is written. */
  static void close(Path folder) {
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
    Map<String, String> made = new LinkedHashMap<>();
    for (String name : new String[] {KEPT, "apply.jsonl"}) {
      Path log = folder.resolve("log").resolve(name);
      if (Files.exists(log)) {
        read(log, made);
      }
    }
    return Optional.of(new Journal(made));
  }

  private static void read(Path log, Map<String, String> made) {
    try {
      for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
        UiMessage.parse(line)
            .ifPresent(
                message -> {
                  if (message instanceof UiMessage.Started begun
                      && begun.action().equals("create")) {
                    made.put(begun.address(), "");
                  } else if (message instanceof UiMessage.Failed broken) {
                    made.remove(broken.address(), "");
                  } else if (message instanceof UiMessage.Finished done) {
                    if (done.action().equals("create")) {
                      made.put(done.address(), done.id());
                    } else if (done.action().equals("delete")) {
                      made.remove(done.address());
                    }
                  }
                });
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }
}
